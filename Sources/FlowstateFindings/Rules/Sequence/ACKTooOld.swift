import FlowstateCore

/// An ACK far below what had been acknowledged: older than any window allows.
///
/// Seen: an ACK number below the highest acknowledged one by more than the largest window that its sender ever advertised.
/// Its receiver drops it and answers by an ACK (RFC 5961 §5). Old duplicates and blind attacks look so.
enum ACKTooOld: FindingRule {
  static let id = "ack-too-old"
  static let title = Sentence(en: "An ACK older than any window", zh: "过旧的确认号")
  static let group = RuleGroup.sequence
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(5961, "5.2")]
  static let trigger: Facts = [.outOfOrder, .unacceptable]
  static let pattern = "tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "a million below",
      Trace.exchange + """
        1.000 --> P. 101:201 ack -1000000 -->
        1.020 <-- . 501:501 ack 101 <--
        """),
    .clean("ordinary", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for index in context.outline.live where story.segments[index].notes.contains(.ackBehind) {
      let segment = story.segments[index]
      guard !segment.isRST, !segment.flags.contains(.syn), segment.flags.contains(.ack),
        segment.notes.isDisjoint(with: .oldIncarnation),
        let known = story.acknowledged(by: segment.sender, before: index)
      else { continue }
      let back = Int(segment.acknowledgment.distance(to: known))
      var largest = 0
      for position in context.outline.live where position < index && story.segments[position].sender == segment.sender {
        largest = max(largest, story.receiveWindow(segment.sender, before: position + 1))
      }
      guard back > largest else { continue }
      report.add(
        story, at: [index], confidence: .strong, about: story.subject(segment.sender),
        en:
          "An ACK in the \(Text.english(segment.sender))'s name lies \(back) below what it had acknowledged, more than any window it advertised",
        zh: "以\(Text.chinese(segment.sender))名义的确认号比其已确认的低 \(back)，超过其通告过的任何窗口",
        details: [Detail("below", .integer(Int64(back))), Detail("largest_window", .integer(Int64(largest)))])
      return
    }
  }
}
