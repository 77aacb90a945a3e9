import FlowstateCore

/// An RST inside the window, but not exact, drew a challenge ACK (RFC 5961).
///
/// Kind `confirmed` when the sender repeats it with the right number (genuine), else `unconfirmed`: a blind attempt, or an
/// RST that overtook lost data. Not this finding for exact RSTs, for those outside the window, or when the sender's own
/// RST follows data in flight and the ACK was under way before it could arrive.
enum RSTChallenged: FindingRule {
  static let id = "rst-challenged"
  static let title = Sentence(en: "An inexact RST drew a challenge ACK", zh: "序列号不精确的 RST 引出 challenge ACK")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5961, "3.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "forged within the window", kind: "unconfirmed",
      Trace.exchange + """
        1.000  --> R 5101:5101 -->
        1.0200 <-- . 501:501 ack 101 <--
        2.000  --> P. 101:201 ack 501 -->
        2.020  <-- . 501:501 ack 201 <--
        """),
    .clean(
      "an ACK that crossed the RST",
      Trace.exchange + """
        1.000  --> P. 101:126 ack 501 -->
        1.001  --> R 126:126 -->
        1.002  <-- . 501:501 ack 101 <--
        """),
    .clean("exact", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .inexact || reading.meaning == .foreign {
      let reset = story.segments[reading.index]
      let side = reading.sender
      let expected = story.acknowledged(by: side.peer, before: reading.index)
      guard expected.map({ $0 != reset.sequence }) ?? false else { continue }
      // The sender's own RST behind data in flight: the ACKs that come first are the data's.
      let isOwn = story.sendNext(side, before: reading.index) == reset.sequence
      let limit = 2 &* context.roundTrip(story, to: side.peer) &+ 50 * .millisecond
      guard
        let answer = context.outline.live.first(where: { index in
          index > reading.index && story.segments[index].sender == side.peer
            && story.segments[index].time &- reset.time <= limit
            && (!isOwn || context.canReact(story, side.peer, to: reset.time, at: story.segments[index].time))
        }), story.segments[answer].isPureACK, story.segments[answer].acknowledgment == expected
      else { continue }
      let confirmed = context.outline.rst[side].first { index in
        index > answer && story.segments[index].sequence == story.segments[answer].acknowledgment
      }
      report.add(
        story, at: [reading.index, answer] + (confirmed.map { [$0] } ?? []), shownAt: reading.index,
        kind: confirmed == nil ? "unconfirmed" : "confirmed", severity: confirmed == nil ? .warning : .notice,
        confidence: .strong, about: story.subject(side.peer),
        en:
          "An RST \(expected?.distance(to: reset.sequence) ?? 0) past the expected number was answered by a challenge ACK"
          + (confirmed == nil ? " and never confirmed" : "; its sender then confirmed it"),
        zh: "一个超出期望序列号 \(expected?.distance(to: reset.sequence) ?? 0) 的 RST 引出 challenge ACK"
          + (confirmed == nil ? "，此后未被证实" : "，发送方随后予以证实"))
      return
    }
  }
}
