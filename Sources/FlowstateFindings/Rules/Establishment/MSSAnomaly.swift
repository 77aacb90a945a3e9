import FlowstateCore

/// The maximum segment size is missing or smaller than any network needs.
///
/// Below 536 octets (IPv4) or 1220 (IPv6); without the option 536 and 1220 hold. Small values on tunnels are ordinary.
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
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let least: UInt16 = story.isIPv4 ? 536 : 1220
      guard let options = story.handshake.options[side], options.mss < least,
        let syn = context.outline.syn[side].first ?? context.outline.synACK[side].first
      else { continue }
      let isMissing = options.mss == 0
      report.add(
        story, at: [syn], kind: isMissing ? "absent" : "small", confidence: .certain, about: story.subject(side),
        en: isMissing
          ? "The \(Text.english(side)) offers no maximum segment size: \(least) octets hold"
          : "The \(Text.english(side)) offers a maximum segment size of \(options.mss) octets",
        zh: isMissing
          ? "\(Text.chinese(side))未携带 MSS 选项：按 \(least) 字节处理" : "\(Text.chinese(side))通告的 MSS 仅为 \(options.mss) 字节",
        details: [Detail("mss", .integer(Int64(options.mss)))])
    }
  }
}
