import FlowstateCore

/// The same SYN was sent again.
///
/// Kinds: `no-answer-seen` (nothing of the peer before it), `answer-lost` (a SYN-ACK had passed the capture point).
/// Not this finding for capture duplicates and copies that the network made. No judgment on the gaps: Linux repeats
/// four times after one second each before it doubles.
enum SYNRetransmitted: FindingRule {
  static let id = "syn-retransmitted"
  static let title = Sentence(en: "A SYN was sent again", zh: "SYN 重传")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(6298, "2.1"), .rfc(6298, "5.7")]
  static let trigger: Facts = .synRepeated
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "first SYN lost", kind: "no-answer-seen",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 -->
        1.020 <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        """),
    .flagged(
      "SYN-ACK lost behind the capture point", kind: "answer-lost",
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
        0.000 --> S 0:0 twice -->
        0.020 <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let syns = context.outline.syn[side]
      guard let first = syns.first else { continue }
      let repeats = syns.dropFirst().filter { index in
        story.segments[index].notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
          && !Handshakes.hasGoneOn(story, context, side, before: index)
          && syns.contains { $0 < index && story.segments[$0].sequence == story.segments[index].sequence }
      }
      guard let next = repeats.first else { continue }
      let answered = context.outline.synACK[side.peer].contains { $0 < next }
      let gap = story.segments[next].time &- story.segments[first].time
      report.add(
        story, at: [first] + repeats, shownAt: next, kind: answered ? "answer-lost" : "no-answer-seen",
        confidence: .certain, about: story.subject(side),
        en: "The SYN was sent again \(Text.count(repeats.count, "time")), first after \(Text.duration(gap))"
          + (answered ? "; a SYN-ACK had passed the capture point" : ""),
        zh: "SYN 重传 \(repeats.count) 次，首次重传在 \(Text.duration(gap)) 之后"
          + (answered ? "；此前 SYN-ACK 已经过抓包点" : ""),
        details: [Detail("repeats", .integer(Int64(repeats.count))), Detail("first_gap", .duration(gap))])
    }
  }
}
