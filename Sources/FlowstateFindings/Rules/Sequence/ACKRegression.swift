import FlowstateCore

/// An end acknowledged less than it had acknowledged before, in a newer segment.
///
/// Seen: a lower ACK number with a newer timestamp, or a newer identification where those count up.
/// Not this finding for segments that arrive late, or copies.
enum ACKRegression: FindingRule {
  static let id = "ack-regression"
  static let title = Sentence(en: "An ACK number went back", zh: "确认号回退")
  static let group = RuleGroup.sequence
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .outOfOrder
  static let pattern = "tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "lower, and newer",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 id 500 -->
        1.020 <-- . 501:501 ack 201 id 700 <--
        1.100 <-- P. 501:601 ack 151 id 701 <--
        1.101 --> . 201:201 ack 601 id 501 -->
        """),
    .clean(
      "two ACKs swapped",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        1.001 --> P. 201:301 ack 501 -->
        1.020 <-- . 501:501 ack 301 id 701 <--
        1.021 <-- . 501:501 ack 201 id 700 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for index in context.outline.live where story.segments[index].notes.contains(.ackBehind) {
      let segment = story.segments[index]
      guard !segment.isRST, !segment.flags.contains(.syn), segment.flags.contains(.ack), story.isGenuine(index),
        segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]),
        let higher = context.outline.live.last(where: { other in
          let earlier = story.segments[other]
          return other < index && earlier.sender == segment.sender && earlier.flags.contains(.ack) && !earlier.isRST
            && segment.acknowledgment.isBefore(earlier.acknowledgment)
        }), isNewer(segment, than: story.segments[higher])
      else { continue }
      let back = segment.acknowledgment.distance(to: story.segments[higher].acknowledgment)
      report.add(
        story, at: [higher, index], shownAt: index, confidence: .strong, about: story.subject(segment.sender),
        en: "The \(Text.english(segment.sender)) acknowledged \(back) octets less than before, in a newer segment",
        zh: "\(Text.chinese(segment.sender))在更新的报文段中确认号反而回退了 \(back)",
        details: [Detail("back", .integer(Int64(back)))])
      return
    }
  }

  /// Whether timestamp or identification says that a segment was sent later.
  private static func isNewer(_ segment: LoggedSegment, than earlier: LoggedSegment) -> Bool {
    if segment.hasTimestamps, earlier.hasTimestamps {
      return Int32(bitPattern: segment.timestampValue &- earlier.timestampValue) > 0
    }
    guard segment.identification != 0, earlier.identification != 0 else { return false }
    let step = segment.identification &- earlier.identification
    return step >= 1 && step <= 64
  }
}
