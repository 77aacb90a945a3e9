import FlowstateCore

/// The server sent its SYN-ACK again: it was still in SYN-RECEIVED then.
///
/// Kinds: `timer` (by its own timer: proof of SYN-RECEIVED, and no SYN cookie), `in-answer-to-syn` (a repeated SYN came
/// just before). Not this finding for capture duplicates.
enum SYNACKRetransmitted: FindingRule {
  static let id = "synack-retransmitted"
  static let title = Sentence(en: "The SYN-ACK was sent again", zh: "SYN-ACK 重传")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(6298, "5.7")]
  static let trigger: Facts = .synACKRepeated
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "SYN-ACK lost before the capture point's client side", kind: "timer",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 X-- S. 0:0 ack 1 <--
        1.030 <-- S. 0:0 ack 1 <--
        1.0305 --> . 1:1 ack 1 -->
        """),
    .flagged(
      "a repeated SYN is answered again", kind: "in-answer-to-syn",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 X-- S. 0:0 ack 1 <--
        1.000 --> S 0:0 -->
        1.020 <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        """),
    .clean(
      "captured twice",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 twice <--
        0.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let repeats = Handshakes.repeatedSYNACKs(story, context, side)
      guard let last = repeats.last, let original = context.outline.synACK[side].first else { continue }
      let byTimer = repeats.filter { $0.byTimer }
      report.add(
        story, at: [original] + repeats.map(\.index), shownAt: last.index,
        kind: byTimer.isEmpty ? "in-answer-to-syn" : "timer", confidence: .certain, about: story.subject(side),
        en: "The SYN-ACK was sent again \(Text.count(repeats.count, "time")), \(byTimer.count) by timer",
        zh: "SYN-ACK 重传 \(repeats.count) 次，其中 \(byTimer.count) 次由定时器触发",
        details: [
          Detail("repeats", .integer(Int64(repeats.count))), Detail("by_timer", .integer(Int64(byTimer.count))),
        ])
    }
  }
}
