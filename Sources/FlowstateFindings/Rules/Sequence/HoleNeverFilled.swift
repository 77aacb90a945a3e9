import FlowstateCore

/// Octets are missing from the capture although the peer acknowledged them: the capture missed them.
///
/// Not this finding once three connections lack all their payload (`filtered-capture`).
enum HoleNeverFilled: FindingRule {
  static let id = "hole-never-filled"
  static let title = Sentence(en: "Octets missing from the capture", zh: "抓包中缺失部分数据")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .unseen
  static let pattern = "tcp.analysis.ack_lost_segment || tcp.analysis.lost_segment"
  static let examples: [Example] = [
    .flagged(
      "acknowledged, never seen",
      Trace.exchange + """
        1.000 P. 501:601 ack 101 X--
        1.0005 --> . 101:101 ack 601 -->
        1.100 <-- P. 601:701 ack 101 <--
        1.1005 --> . 101:101 ack 701 -->
        """),
    .clean("complete", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.oneSided), !context.book.counts.lacksPayload else { return }
    for side in Side.allCases where story.figures[side].unseenBytes > 0 && story.figures[side].frames > 0 {
      let shown = story.segments.indices.filter {
        !story.segments[$0].notes.isDisjoint(with: [.ackOfUnseen, .opensHole])
      }
      guard let first = shown.first else { continue }
      let bytes = story.figures[side].unseenBytes
      report.add(
        story, at: shown, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "\(bytes) bytes of the \(Text.english(side)) were acknowledged but are not in the capture",
        zh: "\(Text.chinese(side))有 \(bytes) 字节已被确认，但不在抓包中",
        details: [Detail("bytes", .integer(Int64(clamping: bytes)))])
    }
  }
}
