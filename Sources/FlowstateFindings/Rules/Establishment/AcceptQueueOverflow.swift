import FlowstateCore

/// The client completed the handshake, and the server ignored it: its accept queue is full.
///
/// Seen: the SYN-ACK is repeated after two or more segments of the client that acknowledge it, at least one of them after
/// the first repeat. Kind `silent` (weak, a warning): third ACK and repeated data without any answer, and no SYN-ACK again.
/// Three connections of a listener or more in this condition at the same time are told of the listener too (kind
/// `listener`, strong): loss would not choose them.
/// Not this finding when one further segment of the client suffices (`third-ack-lost-behind-capture`).
///
/// > Capture point: certain near the server; elsewhere lasting loss in that one direction is the rival, and the finding is
/// > weak and says so.
struct AcceptQueueOverflow: CaptureRule {
  static let id = "accept-queue-overflow"
  static let title = Sentence(en: "The server's accept queue is full", zh: "服务器的全连接队列（accept 队列）溢出")
  static let group = RuleGroup.establishment
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(9293, "3.10.7.4"), .rfc(4987, "3.2")]
  static let trigger: Facts = [.synACKRepeated, .handshakeIncomplete]
  static let pattern = "tcp.flags.syn == 1 || tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "ACKs and data ignored, SYN-ACK repeated",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        0.100  --> P. 1:6 ack 1 -->
        0.300  --> P. 1:6 ack 1 -->
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        3.020  <-- S. 0:0 ack 1 <--
        3.0205 --> . 1:1 ack 1 -->
        """),
    .clean(
      "one ACK lost, the next is taken",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 --X
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        1.050  --> P. 1:6 ack 1 -->
        1.070  <-- . 1:1 ack 6 <--
        """),
  ]

  /// A connection that waits in vain.
  private struct Wait {
    var begin: Nanoseconds
    var end: Nanoseconds
    var frame: UInt64
    var connection: UInt64
  }
  private static let listenerLimit = 1024
  private static let waitLimit = 1024
  private var waits: [SocketAddress: [Wait]] = [:]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let before = report.findings.count
    Self.check(story, context, &report)
    guard report.findings.count > before, let syn = story.handshake.syn.first else { return }
    let listener = story.ends.server
    guard waits[listener] != nil || waits.count < Self.listenerLimit, waits[listener]?.count ?? 0 < Self.waitLimit
    else { return }
    waits[listener, default: []].append(
      Wait(begin: story.firstTime, end: story.lastTime, frame: syn, connection: story.id))
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for (listener, all) in waits.sorted(by: { $0.value[0].frame < $1.value[0].frame }) where all.count >= 3 {
      let ordered = all.sorted { ($0.begin, $0.frame) < ($1.begin, $1.frame) }
      let peak = ordered.map { wait in ordered.count { $0.begin <= wait.begin && wait.begin <= $0.end } }.max() ?? 0
      guard peak >= 3 else { continue }
      report.add(
        frames: ordered.map(\.frame).sorted(), time: ordered[0].begin, kind: "listener", confidence: .strong,
        about: .listener(listener), connections: ordered.prefix(Finding.frameLimit).map(\.connection).sorted(),
        en:
          "Port \(listener.port) left \(ordered.count) connections waiting after their handshake, \(peak) at a time: its accept queue is full",
        zh: "端口 \(listener.port) 使 \(ordered.count) 个连接在握手后滞留，同时最多 \(peak) 个：accept 队列已满",
        details: [
          Detail("connections", .integer(Int64(ordered.count))), Detail("at_a_time", .integer(Int64(peak))),
        ])
    }
  }

  private static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    if let reading = IgnoredThirdACK.read(story, context) {
      guard reading.isOverflow else { return }
      let span =
        story.segments[reading.repeats[reading.repeats.count - 1]].time &- story.segments[reading.ignored[0]].time
      let near = story.capturePoint.place == .nearServer || story.capturePoint.place == .sameHost
      let confidence: Confidence = near ? .certain : .weak
      report.add(
        story, at: [reading.opening.synACK] + reading.ignored + reading.repeats, shownAt: reading.repeats[0],
        confidence: confidence, about: .listener(story.ends.server),
        en:
          "The server ignored \(reading.ignored.count) segments that complete the handshake and repeated its SYN-ACK \(Text.count(reading.repeats.count, "time")) over \(Text.duration(span)): "
          + (confidence == .weak
            ? "its accept queue may be full, or they were lost behind the capture point" : "its accept queue is full"),
        zh:
          "服务器忽略了 \(reading.ignored.count) 个完成握手的报文段，并在 \(Text.duration(span)) 内重传 SYN-ACK \(reading.repeats.count) 次："
          + (confidence == .weak ? "accept 队列可能已满，也可能是这些报文段在抓包点之后丢失" : "accept 队列已满"),
        details: [
          Detail("ignored", .integer(Int64(reading.ignored.count))),
          Detail("syn_ack_repeats", .integer(Int64(reading.repeats.count))), Detail("span", .duration(span)),
        ])
      return
    }
    silent(story, context, &report)
  }

  /// Third ACK and two or more transmissions of the same data, no answer of any kind to them.
  private static func silent(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let opening = Handshakes.opening(story, context),
      !context.outline.live.contains(where: { $0 > opening.synACK && story.segments[$0].sender == .server })
    else { return }
    let completing = Handshakes.completing(story, context, opening)
    let data = completing.filter { story.segments[$0].payloadLength > 0 }
    guard data.count >= 3, let last = data.last, let first = completing.first else { return }
    let gap = story.segments[last].time &- story.segments[data[data.count - 2]].time
    let gate = context.gate(after: story.segments[last].time, lastGap: gap / 2)
    report.add(
      story, at: [opening.synACK, first] + data, kind: "silent", severity: gate.severity(.warning), confidence: .weak,
      about: .listener(story.ends.server),
      en:
        "After the handshake the client sent its data \(data.count) times and got no answer of any kind: the server may never have taken the connection",
      zh: "握手之后客户端发送数据 \(data.count) 次，没有得到任何应答：服务器可能从未真正建立该连接",
      details: [Detail("transmissions", .integer(Int64(data.count)))])
  }
}
