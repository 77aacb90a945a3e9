import FlowstateCore

/// The same FIN was sent again.
///
/// Kinds: `ack-lost` (an ACK of it had passed the capture point), `fin-lost` (none had).
/// Not this finding for capture duplicates; ends are compared, as a retransmission may be cut differently.
enum FINRetransmitted: FindingRule {
  static let id = "fin-retransmitted"
  static let title = Sentence(en: "A FIN was sent again", zh: "FIN 重传")
  static let group = RuleGroup.teardown
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = .finRepeated
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "first FIN lost", kind: "fin-lost",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 --X
        1.220 --> F. 101:101 ack 501 -->
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
    .clean("once each", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let fins = context.outline.fin[side].filter {
        story.segments[$0].notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
      }
      guard let first = fins.first else { continue }
      let repeats = fins.dropFirst().filter { story.segments[$0].end == story.segments[first].end }
      guard let again = repeats.first else { continue }
      let covered = story.firstCovering(story.segments[first].end, by: side.peer, in: first + 1..<again)
      let gap = story.segments[again].time &- story.segments[first].time
      report.add(
        story, at: [first] + repeats + (covered.map { [$0] } ?? []), shownAt: again,
        kind: covered == nil ? "fin-lost" : "ack-lost", confidence: .certain, about: story.subject(side),
        en:
          "The \(Text.english(side))'s FIN was sent again \(Text.count(repeats.count, "time")), first after \(Text.duration(gap))"
          + (covered == nil ? "" : "; an ACK of it had passed the capture point"),
        zh: "\(Text.chinese(side))的 FIN 重传 \(repeats.count) 次，首次在 \(Text.duration(gap)) 之后"
          + (covered == nil ? "" : "；此前对它的 ACK 已经过抓包点"),
        details: [Detail("repeats", .integer(Int64(repeats.count))), Detail("first_gap", .duration(gap))])
    }
  }
}
