import FlowstateCore

/// The receiver reports duplicates by D-SACK: something was sent again without need.
enum DSACK: FindingRule {
  static let id = "dsack"
  static let title = Sentence(en: "Duplicates reported by D-SACK", zh: "D-SACK 报告收到重复数据")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(2883, "4")]
  static let trigger: Facts = [.oddTimestampsOrSACK, .retransmission, .duplicateACKs]
  static let pattern = "tcp.options.sack.dsack"
  static let examples: [Example] = [
    .flagged(
      "an unneeded retransmission",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 -->
        1.020 X-- . 1:1 ack 101 <--
        1.250 --> P. 1:101 ack 1 -->
        1.270 <-- . 1:1 ack 101 sack 1:101 <--
        """),
    .clean("ordinary", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let odd = context.outline.live.filter {
        story.segments[$0].sender == side && story.segments[$0].notes.contains(.duplicateSACK)
      }
      guard let first = odd.first else { continue }
      report.add(
        story, at: odd, shownAt: first, confidence: .certain, about: story.subject(side),
        en: "The \(Text.english(side)) reported \(Text.count(odd.count, "duplicate")) by D-SACK",
        zh: "\(Text.chinese(side))通过 D-SACK 报告了 \(odd.count) 次重复",
        details: [Detail("reports", .integer(Int64(odd.count)))])
    }
  }
}
