import FlowstateCore

/// Sequence numbers passed 2³². Nothing is wrong; tools get this wrong.
enum SequenceWrapped: FindingRule {
  static let id = "sequence-wrapped"
  static let title = Sentence(en: "Sequence numbers passed 2^32", zh: "序列号回绕（越过 2^32）")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .wrapped
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged("the server's numbers wrap in its first answer", Trace.exchange),
    .clean(
      "no wrap",
      "peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 2000\n"
        + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let last = context.outline.live.last { story.segments[$0].sender == side && !story.segments[$0].isRST }
      let passed = story.initialSequence[side].flatMap { first in
        last.map { first.isBefore(story.segments[$0].end) && story.segments[$0].end.rawValue < first.rawValue }
      }
      let wraps = max(Int(story.figures[side].wraps), passed == true ? 1 : 0)
      guard wraps > 0 else { continue }
      let beyond = context.outline.live.first { index in
        story.segments[index].sender == side
          && story.segments[index].end.rawValue < story.segments[index].sequence.rawValue
      }
      report.add(
        story, at: beyond.map { [$0] } ?? [context.outline.live.first ?? 0], confidence: .certain,
        about: story.subject(side),
        en: "The \(Text.english(side))'s sequence numbers passed 2^32 \(Text.count(wraps, "time"))",
        zh: "\(Text.chinese(side))的序列号回绕 \(wraps) 次",
        details: [Detail("wraps", .integer(Int64(wraps)))])
    }
  }
}
