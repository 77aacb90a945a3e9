import FlowstateCore

/// One source tried many ports of one host.
///
/// Seen: within 60 s at least 15 different ports of a host, more than four fifths of them refused, unanswered, reset half open, or probed without
/// a SYN. Kinds by what was sent: `syn`, `fin`, `null`, `xmas`, `ack`.
/// Not this finding when the connections are used.
struct PortScan: CaptureRule {
  static let id = "port-scan"
  static let title = Sentence(en: "Port scan", zh: "端口扫描")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.1")]
  static let trigger: Facts = [.handshakeIncomplete, .rst, .oddFlags]
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "twenty closed ports",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 20 B port
      +0.004 --> S 0:0 -->
      +0.001 <-- R. =0:=0 ack 1 <--
      end
      """),
    .clean("one client", Trace.exchange),
  ]

  /// Length of the window.
  static let window: Nanoseconds = 60 * .second
  /// Different ports in it.
  static let ports = 15
  /// At most so many pairs of hosts, and so many probes of one, are kept.
  static let limit = 1 << 14
  /// See `limit`.
  static let probeLimit = 4096

  private struct Pair: Hashable {
    var source: IPAddress
    var target: IPAddress
  }
  private struct Probe {
    var time: Nanoseconds
    var frame: UInt64
    var port: UInt16
    var kind: StaticString
  }
  private var probes: [Pair: [Probe]] = [:]

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let first = story.segments.first, story.figures.client.payloadBytes == 0,
      story.figures.server.payloadBytes == 0, story.figures.client.frames <= 6
    else { return }
    let kind: StaticString
    switch first.flags.intersection([.syn, .ack, .fin, .rst, .psh, .urg]) {
    case .syn:
      guard !story.states.client.isSynchronized,
        context.outline.live.allSatisfy({ story.segments[$0].payloadLength == 0 })
      else { return }
      kind = "syn"
    case .fin: kind = "fin"
    case []: kind = "null"
    case [.fin, .psh, .urg]: kind = "xmas"
    case .ack:
      guard story.segments.count <= 2 else { return }
      kind = "ack"
    default: return
    }
    let target = story.ends[first.sender.peer]
    let pair = Pair(source: story.ends[first.sender].address, target: target.address)
    guard probes[pair] != nil || probes.count < Self.limit, probes[pair]?.count ?? 0 < Self.probeLimit else { return }
    probes[pair, default: []].append(
      Probe(time: first.time, frame: first.frame, port: target.port, kind: kind))
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for (pair, all) in probes where all.count >= Self.ports {
      let ordered = all.sorted { $0.time != $1.time ? $0.time < $1.time : $0.frame < $1.frame }
      var first = 0
      var best: Range<Int>?
      for last in ordered.indices {
        while ordered[last].time &- ordered[first].time > Self.window { first += 1 }
        if last + 1 - first > best?.count ?? 0 { best = first..<last + 1 }
      }
      guard let best else { continue }
      let ports = Set(ordered[best].map(\.port)).count
      guard ports >= Self.ports, let begin = ordered[best].first, let end = ordered[best].last else { continue }
      report.add(
        frames: ordered[best].map(\.frame).sorted(), time: begin.time, kind: begin.kind.description,
        confidence: .strong,
        about: .host(pair.source), connections: [],
        en:
          "One host tried \(ports) ports of another within \(Text.duration(end.time &- begin.time)) without using any",
        zh: "一台主机在 \(Text.duration(end.time &- begin.time)) 内探测了另一台主机的 \(ports) 个端口",
        details: [Detail("ports", .integer(Int64(ports))), Detail("probes", .integer(Int64(best.count)))])
    }
    report.findings.sort { $0.time != $1.time ? $0.time < $1.time : $0.frames.lexicographicallyPrecedes($1.frames) }
  }
}
