import FlowstateCore

/// The clock of the capturing host was set during the capture.
///
/// Seen: capture time leaps by more than 500 ms, forward or back, and the timestamps of three flows or more, from two hosts
/// or more, agree that another amount of time passed. Not this finding for a pause, along which timestamps go on, or when
/// the timestamps of a single host stop (it slept).
///
/// > Bounds: see `CaptureWatch`.
struct ClockStepped: BookRule {
  static let id = "clock-step"
  static let title = Sentence(en: "The capture clock jumped", zh: "抓包时钟跳变")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(7323, "5.4"), .rfc(9293, "3.8.1")]
  static let trigger: Facts = .outOfOrder
  static let pattern = "tcp.options.timestamp.tsval"

  /// Three exchanges, and another one on each connection after a break: so long by the capture, by the clients, by the
  /// servers.
  private static func exchanges(captured: Int, clients passed: Int, servers: Int) -> String {
    var text = ""
    for flow in 1...3 { text += "peer A\(flow) 10.0.0.\(flow):40000 B\(flow) 10.0.1.\(flow):80 iss \(flow * 77) 900\n" }
    for flow in 1...3 {
      text += """
        A\(flow) B\(flow)
        0.\(flow)00 --> S 0:0 mss 1460 TS val \(1000 * flow) ecr 0 -->
        0.\(flow)10 <-- S. 0:0 ack 1 mss 1460 TS val \(7000 * flow) ecr \(1000 * flow) <--
        0.\(flow)11 --> . 1:1 ack 1 TS val \(1000 * flow + 11) ecr \(7000 * flow) -->

        """
    }
    for flow in 1...3 {
      text += """
        A\(flow) B\(flow)
        0.\(flow + 3)11 --> P. 1:101 ack 1 TS val \(1000 * flow + 311) ecr \(7000 * flow) -->
        0.\(flow + 3)21 <-- P. 1:501 ack 101 TS val \(7000 * flow + 311) ecr \(1000 * flow + 311) <--

        """
    }
    for flow in 1...3 {
      text += """
        A\(flow) B\(flow)
        \(captured).\(flow + 3)22 --> P. 101:201 ack 501 TS val \(1000 * (flow + passed) + 322) ecr \(7000 * flow + 311) -->
        \(captured).\(flow + 3)32 <-- . 501:501 ack 201 TS val \(7000 * flow + 1000 * servers + 322) ecr \(1000 * (flow + passed) + 322) <--

        """
    }
    return text
  }

  static let examples: [Example] = [
    .flagged("an hour in two seconds", exchanges(captured: 3602, clients: 2, servers: 2)),
    .flagged("seven seconds that took ten", exchanges(captured: 7, clients: 10, servers: 10)),
    .clean("an hour of silence", exchanges(captured: 3602, clients: 3602, servers: 3602)),
    .clean("the clients slept", exchanges(captured: 3602, clients: 2, servers: 3602)),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let signs = context.capture.signs
    guard let first = signs.steps.first else { return }
    let size = Text.duration(abs(first.size))
    let isForward = first.size > 0
    report.add(
      frames: signs.steps.flatMap { [$0.frames.0, $0.frames.1] }.sorted(), time: first.time, confidence: .strong,
      about: .capture, connections: [],
      en:
        "The capture's clock jumped \(isForward ? "forward" : "back") by \(size)\(signs.clockSteps > 1 ? ", the first of \(signs.clockSteps) steps" : ""), as the timestamps of \(Text.count(first.flows, "connection")) and \(Text.count(first.hosts, "host")) show",
      zh:
        "抓包时钟向\(isForward ? "前" : "后")跳变 \(size)\(signs.clockSteps > 1 ? "（共 \(signs.clockSteps) 次，此为首次）" : "")：\(first.hosts) 台主机、\(first.flows) 条连接的时间戳一致表明",
      details: [
        Detail("step", .duration(first.size)), Detail("steps", .integer(Int64(clamping: signs.clockSteps))),
        Detail("connections", .integer(Int64(first.flows))), Detail("hosts", .integer(Int64(first.hosts))),
      ])
  }
}
