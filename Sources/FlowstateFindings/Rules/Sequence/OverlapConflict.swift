import FlowstateCore

/// The same octets were sent twice with different content.
///
/// Evasion, a broken device, or corruption that the checksum missed. Not this finding for keep-alive and zero-window probes,
/// whose octet is garbage, or where the capture cut the payload of either segment.
enum OverlapConflict: FindingRule {
  static let id = "overlap-conflict"
  static let title = Sentence(en: "The same octets, different content", zh: "同一序列号范围的数据内容不一致")
  static let group = RuleGroup.sequence
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .overlapConflict
  static let pattern = "tcp.segment.overlap.conflict"
  static let examples: [Example] = [
    .flagged(
      "another payload in the retransmission",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 fill 7 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "one of them was cut by the capture",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 fill 7 snap 80 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "the same payload",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let conflicts = context.outline.live.filter { index in
        let segment = story.segments[index]
        return segment.sender == side && segment.notes.contains(.overlapConflict)
          && segment.notes.isDisjoint(with: [.keepAlive, .zeroWindowProbe, .oldIncarnation])
          && !segment.marks.contains(.payloadCut) && !overlapsCut(story, index)
      }
      guard let first = conflicts.first else { continue }
      let verified = story.segments[first].marks.contains(.checksumGood)
      report.add(
        story, at: conflicts, shownAt: first, severity: verified ? .error : .warning,
        confidence: verified ? .strong : .weak, about: story.subject(side),
        en:
          "\(Text.count(conflicts.count, "segment")) of the \(Text.english(side)) repeated octets with different content",
        zh: "\(Text.chinese(side))有 \(conflicts.count) 个报文段以不同内容重复了相同序列号的数据",
        details: [Detail("segments", .integer(Int64(conflicts.count)))])
    }
  }

  /// Whether an earlier segment with some of the same octets was captured in part: what it held cannot be compared.
  private static func overlapsCut(_ story: ConnectionStory, _ index: Int) -> Bool {
    let segment = story.segments[index]
    return story.segments[..<index].contains { other in
      other.sender == segment.sender && other.marks.contains(.payloadCut) && other.sequence.isBefore(segment.end)
        && segment.sequence.isBefore(other.end)
    }
  }
}
