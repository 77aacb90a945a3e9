import FlowstateCore

/// First copies arrived behind later octets: reordered on the path, or at the capture point.
enum OutOfOrder: FindingRule {
  static let id = "out-of-order"
  static let title = Sentence(en: "Segments out of order", zh: "报文段乱序")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681, "3.2")]
  static let trigger: Facts = .outOfOrder
  static let pattern = "tcp.analysis.out_of_order"
  static let examples: [Example] = [
    .flagged(
      "two swapped",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 -->
        1.0002 --> P. 101:201 ack 501 -->
        1.0200 <-- . 501:501 ack 301 <--
        """),
    .clean("in order", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let late = Aggregates.noted(story, side, .outOfOrder)
      guard let first = late.first else { continue }
      let count = max(late.count, Int(story.figures[side].outOfOrder))
      report.add(
        story, at: late, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "\(Text.count(count, "segment")) of the \(Text.english(side)) passed the capture point out of order",
        zh: "\(Text.chinese(side))有 \(count) 个报文段乱序经过抓包点",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }
}
