import FlowstateCore

/// Three or more duplicate ACKs: the receiver misses something.
enum DuplicateACKBurst: FindingRule {
  static let id = "duplicate-ack-burst"
  static let title = Sentence(en: "Bursts of duplicate ACKs", zh: "重复 ACK 突发")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681, "2")]
  static let trigger: Facts = .duplicateACKs
  static let pattern = "tcp.analysis.duplicate_ack"
  static let examples: [Example] = [
    .flagged(
      "one hole, three duplicates",
      Trace.exchange + """
        1.0000 --> P. 101:201 ack 501 --X
        1.0001 --> P. 201:301 ack 501 -->
        1.0002 --> P. 301:401 ack 501 -->
        1.0003 --> P. 401:501 ack 501 -->
        1.0200 <-- . 501:501 ack 101 <--
        1.0201 <-- . 501:501 ack 101 <--
        1.0202 <-- . 501:501 ack 101 <--
        1.0210 --> P. 101:201 ack 501 -->
        1.0410 <-- . 501:501 ack 501 <--
        """),
    .clean("in order", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].duplicateACKs >= 3 {
      let shown = Aggregates.noted(story, side, .duplicateACK)
      guard let first = shown.first else { continue }
      let count = story.figures[side].duplicateACKs
      report.add(
        story, at: shown, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "The \(Text.english(side)) sent \(count) duplicate ACKs: segments to it were lost or reordered",
        zh: "\(Text.chinese(side))发送了 \(count) 个重复 ACK：发往它的报文段丢失或乱序",
        details: [Detail("duplicate_acks", .integer(Int64(count)))])
    }
  }
}
