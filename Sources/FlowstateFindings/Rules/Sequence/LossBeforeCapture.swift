import FlowstateCore

/// Segments were lost before the capture point: a hole, filled later by the sender.
///
/// Strong where timestamp or identification tell that what fills the hole was sent after what had opened it; weak where
/// time alone does, for a segment may be overtaken by long. Not this finding when the receiver had acknowledged the octets
/// (the capture lacks them), or when the hole was opened in the sender's name by another.
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
    .clean(
      "overtaken by long",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 id 7001 -->
        1.3000 --> P. 101:201 ack 501 id 7000 -->
        1.3200 <-- . 501:501 ack 301 <--
        """),
    .clean(
      "the hole was opened by another in the sender's name",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 id 40000 ttl 50 -->
        1.3000 --> P. 101:201 ack 501 -->
        1.3200 <-- . 501:501 ack 301 <--
        """),
    .clean(
      "its receiver had it, the capture had not",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 uncaptured -->
        1.020 <-- . 501:501 ack 201 <--
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].lostBeforeCapture > 0 {
      let all = Aggregates.noted(story, side, .lateFirstCopy)
      let fillings = all.map { Filling.of($0, story, context) }
      let lost = zip(all, fillings).filter { !$0.1.isFalse && !$0.1.wasAcknowledged }
      guard let first = lost.first?.0 else { continue }
      let others = fillings.count { $0.isFalse && !$0.wasAcknowledged }
      let count = max(lost.count, Int(story.figures[side].lostBeforeCapture) - others)
      let isSure = lost.contains { $0.1.order == .after }
      report.add(
        story, at: lost.map(\.0), shownAt: first, confidence: isSure ? .strong : .weak, about: story.subject(side),
        en: isSure
          ? "\(Text.count(count, "segment")) of the \(Text.english(side)) \(count == 1 ? "was" : "were") lost before the capture point"
          : "\(Text.count(count, "segment")) of the \(Text.english(side)) \(count == 1 ? "was" : "were") lost before the capture point, or overtaken by long",
        zh: isSure
          ? "\(Text.chinese(side))有 \(count) 个报文段在抓包点之前丢失"
          : "\(Text.chinese(side))有 \(count) 个报文段在抓包点之前丢失，或被后发报文超越很久",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }
}
