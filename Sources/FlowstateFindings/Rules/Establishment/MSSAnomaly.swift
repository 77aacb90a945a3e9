import FlowstateCore

/// The maximum segment size offered is smaller than any network needs.
///
/// Below 536 octets (IPv4) or 1220 (IPv6). A SYN without the option says nothing: those values hold then, and half of all
/// probes and embedded stacks leave it out.
enum MSSAnomaly: FindingRule {
  static let id = "mss-anomaly"
  static let title = Sentence(en: "An odd maximum segment size", zh: "MSS 异常")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.7.1"), .rfc(6691)]
  static let trigger: Facts = .oddOptions
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "200 octets", kind: "small",
      Trace.peers + """
        0.000  --> S 0:0 mss 200 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean("1460", Trace.open),
    .clean(
      "no option",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let least: UInt16 = story.isIPv4 ? 536 : 1220
      guard let options = story.handshake.options[side], options.mss > 0, options.mss < least,
        let syn = context.outline.syn[side].first ?? context.outline.synACK[side].first
      else { continue }
      report.add(
        story, at: [syn], kind: "small", confidence: .certain, about: story.subject(side),
        en: "The \(Text.english(side)) offers a maximum segment size of \(options.mss) octets",
        zh: "\(Text.chinese(side))通告的 MSS 仅为 \(options.mss) 字节",
        details: [Detail("mss", .integer(Int64(options.mss)))])
    }
  }
}
