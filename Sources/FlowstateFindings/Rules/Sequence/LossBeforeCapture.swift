import FlowstateCore

/// Segments were lost before the capture point: a hole, filled later by the sender.
enum LossBeforeCapture: FindingRule {
  static let id = "loss-before-capture"
  static let title = Sentence(en: "Loss before the capture point", zh: "报文在抓包点之前丢失")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681)]
  static let trigger: Facts = [.outOfOrder, .unseen, .retransmission]
  static let pattern = "tcp.analysis.lost_segment"
  static let examples: [Example] = [
    .flagged(
      "the hole is filled late",
      Trace.exchange + """
        1.0000 --X P. 101:201 ack 501
        1.0002 --> P. 201:301 ack 501 -->
        1.0200 <-- . 501:501 ack 101 <--
        1.2500 --> P. 101:201 ack 501 -->
        1.2700 <-- . 501:501 ack 301 <--
        """),
    .clean("no loss", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].lostBeforeCapture > 0 {
      let count = story.figures[side].lostBeforeCapture
      let shown = Aggregates.noted(story, side, .lateFirstCopy)
      guard let first = shown.first else { continue }
      report.add(
        story, at: shown, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "\(Text.count(count, "segment")) of the \(Text.english(side)) \(count == 1 ? "was" : "were") lost before the capture point",
        zh: "\(Text.chinese(side))有 \(count) 个报文段在抓包点之前丢失",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }
}
