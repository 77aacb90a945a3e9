import FlowstateCore

/// Segments passed the capture point and were lost behind it.
enum LossAfterCapture: FindingRule {
  static let id = "loss-after-capture"
  static let title = Sentence(en: "Loss behind the capture point", zh: "报文在抓包点之后丢失")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681)]
  static let trigger: Facts = .retransmission
  static let pattern = "tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "sent again after it had passed",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean("no loss", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].lostAfterCapture > 0 {
      let count = story.figures[side].lostAfterCapture
      let shown = Aggregates.noted(story, side, .retransmission)
      guard let first = shown.first else { continue }
      report.add(
        story, at: shown, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "\(Text.count(count, "segment")) of the \(Text.english(side)) passed the capture point and \(count == 1 ? "was" : "were") lost behind it",
        zh: "\(Text.chinese(side))有 \(count) 个报文段经过抓包点之后丢失",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }
}
