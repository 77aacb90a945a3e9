import FlowstateCore

/// A SYN-ACK answers something that this host never sent: its address was forged in someone's flood.
///
/// Seen: a SYN-ACK with no SYN before it, and the addressee's RST to it; weak without the RST when only the SYN-ACK's
/// direction was heard. Not this finding when the addressee acknowledges (the SYN was missed), or when a SYN was seen.
enum Backscatter: FindingRule {
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
    .clean(
      "the SYN went round the capture point",
      Trace.peers + """
        0.000  <-- S. 0:0 ack 1 <--
        0.0005 --> . 1:1 ack 1 -->
        0.0010 --> P. 1:101 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let outline = context.outline
    guard outline.syn.client.isEmpty, outline.syn.server.isEmpty, let first = outline.synACK.server.first,
      outline.live.first == first,
      outline.live.allSatisfy({ story.segments[$0].isSYNACK || story.segments[$0].isRST })
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
}
