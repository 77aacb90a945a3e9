import FlowstateCore

/// An RST that no rule of RFC 9293 §3.5.2 produces.
///
/// Seen: a refusal of a SYN whose sequence number is not zero. Firewalls and load balancers do so.
/// Not this finding for aborts, whose number may lie beyond what the capture saw.
enum RSTBadShape: FindingRule {
  static let id = "rst-bad-shape"
  static let title = Sentence(en: "An RST of a shape that no TCP sends", zh: "不符合规范的 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "a refusal with a sequence number",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- R. =4711:=4711 ack 1 <--
        """),
    .clean(
      "a refusal",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- R. =0:=0 ack 1 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard
      let reading = context.resets.first(where: {
        $0.meaning == .refusesSYN && story.segments[$0.index].sequence.rawValue != 0
      }), context.outline.synACK[reading.sender].isEmpty
    else { return }
    let reset = story.segments[reading.index]
    report.add(
      story, at: [reading.index], confidence: .strong, about: story.subject(reading.sender),
      en: "The RST that refuses the SYN has sequence number \(reset.sequence.rawValue) instead of 0: probably a device",
      zh: "拒绝 SYN 的 RST 序列号为 \(reset.sequence.rawValue) 而非 0：可能由中间设备发出",
      details: [Detail("sequence", .integer(Int64(reset.sequence.rawValue)))])
  }
}
