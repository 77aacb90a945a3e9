import FlowstateCore

/// Hosts are abused to send SYN-ACKs, or more, to a victim whose address was forged.
///
/// Kind `victim`: one host gets SYN-ACKs that it never asked for from 10 hosts or more. Kind `amplifier`: a server, or a
/// middlebox in its name, answers an opening that never completes with 1000 octets of payload or more. Not this
/// finding for one server's SYN-ACKs (`backscatter`), for Fast Open, or when the client's ACK went round the capture.
struct SYNACKReflection: CaptureRule {
  static let id = "synack-reflection"
  static let title = Sentence(en: "SYN-ACK reflection", zh: "SYN-ACK 反射攻击")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(4987, "2")]
  static let trigger: Facts = [.handshakeIncomplete, .synACKUnmatched]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "twenty servers", kind: "victim",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 20 B address
      +0.010 <-- S. 0:0 ack 1 <--
      +0.001 --> R 1:1 -->
      end
      """),
    .clean(
      "one server",
      Trace.peers + """
        0.000 <-- S. 0:0 ack 1 <--
        0.001 --> R 1:1 -->
        """),
  ]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let server = story.figures.server
    guard server.payloadBytes >= 1000, story.figures.client.payloadBytes == 0, story.facts.contains(.syn),
      !story.isMidStream, !story.states.client.isSynchronized,
      let first = context.outline.live.first, story.segments[first].isBareSYN,
      context.outline.live.allSatisfy({
        story.segments[$0].sender == .server || story.segments[$0].isBareSYN || story.segments[$0].isRST
      }), story.handshake.options.client?.fastOpen != true
    else { return }
    let data = context.outline.live.filter { story.segments[$0].payloadLength > 0 }
    report.add(
      story, at: [first] + data, shownAt: data.first ?? first, kind: "amplifier", confidence: .strong,
      about: .host(story.ends.server.address),
      en: "\(server.payloadBytes) octets of payload answered \(story.figures.client.frames) segments that open nothing",
      zh: "\(story.figures.client.frames) 个未建立连接的报文段引来了 \(server.payloadBytes) 字节的数据",
      details: [Detail("octets", .integer(Int64(clamping: server.payloadBytes)))])
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let table = context.book.unsolicited.addressees
    let victims = table.entries.filter { $0.weight > 0 && $0.count >= 10 }
    for victim in victims.sorted(by: { $0.firstTime < $1.firstTime }) {
      let hosts = victim.peers.estimate
      guard hosts >= 10 else { continue }
      var frames: [UInt64] = []
      for index in victim.frames.indices where victim.frames[index] != 0 { frames.append(victim.frames[index]) }
      report.add(
        frames: frames.sorted(), time: victim.firstTime, kind: "victim",
        confidence: victim.rejected > 0 ? .strong : .weak, about: .host(victim.key), connections: [],
        en: "Got \(victim.segments) SYN-ACKs that it never asked for, from about \(hosts) hosts",
        zh: "收到约 \(hosts) 台主机发来的 \(victim.segments) 个未请求的 SYN-ACK",
        details: [
          Detail("hosts", .integer(Int64(hosts))), Detail("connections", .integer(Int64(victim.count))),
          Detail("rejected", .integer(Int64(victim.rejected))),
        ])
    }
  }
}
