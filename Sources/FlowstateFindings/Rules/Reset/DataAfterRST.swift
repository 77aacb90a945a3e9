import FlowstateCore

/// Data of an end after its own RST, or of its peer long after that RST must have arrived.
///
/// Kinds: `sender-goes-on`, `receiver-goes-on` (the RST was lost behind the capture point, or ignored).
/// Not this finding for what was in flight, or when the RST is likely forged (`rst-injected`).
enum DataAfterRST: FindingRule {
  static let id = "data-after-rst"
  static let title = Sentence(en: "Data after an RST", zh: "RST 之后仍有数据")
  static let group = RuleGroup.reset
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.3")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "the peer goes on", kind: "receiver-goes-on",
      Trace.exchange + """
        1.000 --> R. 101:101 ack 501 --X
        2.000 <-- P. 501:601 ack 101 <--
        """),
    .clean("nothing after it", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = context.resets.first(where: { $0.meaning == .abort || $0.meaning == .answersUnknown }),
      Injection.score(reading, story, context).confidence == nil
    else { return }
    let reset = story.segments[reading.index]
    for side in [reading.sender, reading.sender.peer] {
      let wait = context.roundTrip(story, to: side) &+ 50 * .millisecond
      guard
        let later = context.outline.live.first(where: { index in
          let segment = story.segments[index]
          return index > reading.index && segment.sender == side && segment.payloadLength > 0 && !segment.isRST
            && !segment.flags.contains(.syn) && segment.time &- reset.time > wait
            && segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
        })
      else { continue }
      let own = side == reading.sender
      report.add(
        story, at: [reading.index, later], shownAt: later, kind: own ? "sender-goes-on" : "receiver-goes-on",
        confidence: .strong, about: story.subject(side),
        en: own
          ? "The \(Text.english(side)) sent data \(Text.duration(story.segments[later].time &- reset.time)) after its own RST"
          : "The \(Text.english(side)) sent data \(Text.duration(story.segments[later].time &- reset.time)) after the RST to it had passed: that RST was lost or ignored",
        zh: own
          ? "\(Text.chinese(side))在自己的 RST 之后仍发送数据"
          : "RST 经过 \(Text.duration(story.segments[later].time &- reset.time)) 后\(Text.chinese(side))仍发送数据：该 RST 丢失或被忽略"
      )
      return
    }
  }
}
