import FlowstateCore

/// New data with a timestamp that goes back: its receiver drops it and answers by an ACK.
///
/// Seen: a TSval older than one before, new octets, and an ACK of the receiver that does not cover them.
/// Not this finding for old octets, which may carry old timestamps, for copies, or when the octets are acknowledged
/// later although they were not sent again.
enum PAWSRejected: FindingRule {
  static let id = "paws-rejected"
  static let title = Sentence(en: "A timestamp went back: data dropped", zh: "时间戳回退，数据被 PAWS 丢弃")
  static let group = RuleGroup.timing
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(7323, "5.3")]
  static let trigger: Facts = .oddTimestampsOrSACK
  static let pattern = "tcp.options.timestamp.tsval"
  static let examples: [Example] = [
    .flagged(
      "ten minutes back",
      Trace.openModern + """
        0.100 --> P. 1:101 ack 1 TS val 900000 ecr 1 -->
        0.120 <-- . 1:1 ack 101 <--
        0.200 --> P. 101:201 ack 1 TS val 300000 ecr 1 -->
        0.220 <-- . 1:1 ack 101 <--
        0.500 --> P. 101:201 ack 1 TS val 900400 ecr 1 -->
        0.520 <-- . 1:1 ack 201 <--
        """),
    .clean(
      "a timestamp that was garbled on its way to the capture",
      Trace.openModern + """
        0.100 --> P. 1:101 ack 1 TS val 900000 ecr 1 -->
        0.110 --> P. 101:201 ack 1 TS val 300000 ecr 1 -->
        0.130 <-- . 1:1 ack 101 <--
        0.140 <-- . 1:1 ack 201 <--
        """),
    .clean("forward", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for index in context.outline.live where story.segments[index].notes.contains(.timestampBehind) {
      let segment = story.segments[index]
      guard segment.payloadLength > 0, !segment.isRST, !segment.flags.contains(.syn),
        segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation, .outOfOrder, .lateFirstCopy, .retransmission]),
        let known = story.acknowledged(by: segment.sender.peer, before: index), known.isAtMost(segment.sequence),
        let answer = context.outline.live.first(where: {
          $0 > index && story.segments[$0].sender == segment.sender.peer
        }),
        story.segments[answer].isPureACK, story.segments[answer].acknowledgment.isAtMost(segment.sequence),
        context.canReact(story, segment.sender.peer, to: segment.time, at: story.segments[answer].time),
        !isTaken(story, context, index)
      else { continue }
      report.add(
        story, at: [index, answer], shownAt: index, confidence: .strong, about: story.subject(segment.sender),
        en:
          "\(segment.payloadLength) bytes of the \(Text.english(segment.sender)) carry an older timestamp than before; the \(Text.english(segment.sender.peer)) dropped them and answered by an ACK",
        zh:
          "\(Text.chinese(segment.sender))的 \(segment.payloadLength) 字节数据时间戳早于之前；\(Text.chinese(segment.sender.peer))将其丢弃并以 ACK 应答",
        details: [Detail("bytes", .integer(Int64(segment.payloadLength)))])
      return
    }
  }

  /// Whether the receiver acknowledges a segment's octets without having been sent them again: it had taken them.
  private static func isTaken(_ story: ConnectionStory, _ context: RuleContext, _ index: Int) -> Bool {
    let segment = story.segments[index]
    let last = story.segments.count
    guard let covering = story.firstCovering(segment.end, by: segment.sender.peer, in: index + 1..<last) else {
      return false
    }
    return !context.outline.live.contains { other in
      let again = story.segments[other]
      return other > index && other < covering && again.sender == segment.sender && again.payloadLength > 0
        && again.sequence.isBefore(segment.end) && segment.sequence.isBefore(again.end)
    }
  }
}
