import FlowstateCore

/// A SYN-ACK answers something that this host never sent: its address was forged in someone's flood.
///
/// Seen: a SYN-ACK with no SYN before it, and the addressee's RST to it; weak without the RST when only the SYN-ACK's
/// direction was heard. The first 4 of a sender are told one by one; five or more to different ports or hosts are told of
/// the sender as a whole (kind `host`). Not this finding when the addressee acknowledges (the SYN was missed), or when a SYN
/// was seen.
///
/// > Bounds: 1024 senders are counted at a time; those that come back stay.
struct Backscatter: CaptureRule {
  static let id = "backscatter"
  static let title = Sentence(en: "SYN-ACK to a host that never asked", zh: "收到未请求的 SYN-ACK（反向散射）")
  static let group = RuleGroup.attack
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.2"), .rfc(4987)]
  static let trigger: Facts = [.synACKUnmatched, .handshakeIncomplete, .rst]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "reset by the forged source",
      Trace.peers + """
        0.000  <-- S. 0:0 ack 1 <--
        0.0005 --> R 1:1 -->
        """),
    .flagged(
      "a dozen forged ports", kind: "host",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 12 A port
      +0.010 <-- S. 0:0 ack 1 <--
      +0.001 --> R 1:1 -->
      end
      """),
    .clean(
      "the SYN went round the capture point",
      Trace.peers + """
        0.000  <-- S. 0:0 ack 1 <--
        0.0005 --> . 1:1 ack 1 -->
        0.0010 --> P. 1:101 ack 1 -->
        """),
  ]

  /// Single ones told of a sender.
  static let single = 4

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let outline = context.outline
    guard outline.syn.client.isEmpty, outline.syn.server.isEmpty, let first = outline.synACK.server.first,
      outline.live.first == first,
      outline.live.allSatisfy({ story.segments[$0].isSYNACK || story.segments[$0].isRST }),
      context.book.unsolicited.count(story.ends.server.address) <= Self.single
    else { return }
    let answers = outline.synACK.server
    let resets = outline.rst.client
    report.add(
      story, at: answers + resets, confidence: resets.isEmpty ? .weak : .strong,
      about: .host(story.ends.server.address),
      en: "\(Text.count(answers.count, "SYN-ACK")) from port \(story.ends.server.port) without a SYN"
        + (resets.isEmpty ? ", never answered" : ", rejected by an RST")
        + ": the address was probably forged in a flood against that host",
      zh: "端口 \(story.ends.server.port) 发来 \(answers.count) 个无对应 SYN 的 SYN-ACK"
        + (resets.isEmpty ? "，没有应答" : "，被 RST 拒绝")
        + "：该地址可能在针对那台主机的洪泛中被伪造",
      details: [Detail("syn_acks", .integer(Int64(answers.count))), Detail("resets", .integer(Int64(resets.count)))])
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let table = context.book.unsolicited.senders
    let senders = table.entries.filter { $0.weight > 0 && $0.count > Self.single }
    for sender in senders.sorted(by: { $0.firstTime < $1.firstTime }) {
      let ports = sender.ports.estimate
      let hosts = sender.peers.estimate
      guard max(ports, hosts) >= 5 else { continue }
      var frames: [UInt64] = []
      for index in sender.frames.indices where sender.frames[index] != 0 { frames.append(sender.frames[index]) }
      report.add(
        frames: frames.sorted(), time: sender.firstTime, kind: "host",
        confidence: sender.rejected > 0 ? .strong : .weak, about: .host(sender.key), connections: [],
        en:
          "Sent SYN-ACKs for \(sender.count) connections that nobody here opened, to about \(hosts) hosts and \(ports) ports: it is under a flood with forged addresses",
        zh: "发来 \(sender.count) 个连接的 SYN-ACK，本侧无人发起，涉及约 \(hosts) 台主机、\(ports) 个端口：该主机正遭受伪造源地址的洪泛",
        details: [
          Detail("connections", .integer(Int64(sender.count))),
          Detail("syn_acks", .integer(Int64(clamping: sender.segments))),
          Detail("rejected", .integer(Int64(sender.rejected))), Detail("hosts", .integer(Int64(hosts))),
          Detail("ports", .integer(Int64(ports))), Detail("span", .duration(sender.lastTime &- sender.firstTime)),
          Detail("senders_displaced", .integer(Int64(clamping: table.displaced))),
        ])
    }
  }
}
