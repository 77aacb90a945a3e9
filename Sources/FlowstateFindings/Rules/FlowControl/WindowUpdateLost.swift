import FlowstateCore

/// The window was opened again, but the sender did not learn of it until its next probe.
///
/// Seen: a window update, then silence of the sender for more than a round trip and 200 ms, then its probe.
///
/// > Capture point: only a point between the receiver and the loss can show this.
enum WindowUpdateLost: FindingRule {
  static let id = "window-update-lost"
  static let title = Sentence(en: "A window update was lost", zh: "窗口更新丢失")
  static let group = RuleGroup.flowControl
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.8.6.1")]
  static let trigger: Facts = .zeroWindow
  static let measuresTime = true
  static let pattern = "tcp.analysis.window_update || tcp.analysis.zero_window_probe"
  static let examples: [Example] = [
    .flagged(
      "the next probe finds out",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        1.5000 --> . 101:101 ack 1961 win 8000 --X
        2.2500 <-- . 1960:1960 ack 101 <--
        2.2505 --> . 101:101 ack 1961 win 8000 -->
        2.3000 <-- P. 1961:2961 ack 101 <--
        """),
    .clean(
      "it arrives",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.5000 --> . 101:101 ack 1961 win 8000 -->
        1.5200 <-- P. 1961:2961 ack 101 <--
        1.5205 --> . 101:101 ack 2961 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for index in context.outline.live where story.segments[index].notes.contains(.windowReopened) {
      let update = story.segments[index]
      let side = update.sender.peer
      guard update.isPureACK,
        let next = context.outline.live.first(where: { $0 > index && story.segments[$0].sender == side })
      else { continue }
      let segment = story.segments[next]
      // A probe: what was sent before, or one octet, at the window's old edge.
      let isProbe =
        segment.notes.contains(.zeroWindowProbe) || segment.notes.contains(.keepAlive)
        || segment.payloadLength == 1 && segment.sequence == update.acknowledgment
      guard isProbe, segment.elided == 0,
        segment.time &- update.time > context.roundTrip(story, to: side) &+ 200 * .millisecond,
        context.outline.live.contains(where: { other in
          other > next && story.segments[other].sender == side && story.segments[other].payloadLength > 0
        })
      else { continue }
      let wait = segment.time &- update.time
      report.add(
        story, at: [index, next], shownAt: next, confidence: .strong, about: story.subject(update.sender),
        en:
          "The \(Text.english(update.sender)) opened its window, but the \(Text.english(side)) waited \(Text.duration(wait)) and probed: the update was lost",
        zh: "\(Text.chinese(update.sender))已打开窗口，但\(Text.chinese(side))仍等待 \(Text.duration(wait)) 后才探测：窗口更新丢失",
        details: [Detail("wait", .duration(wait))])
      return
    }
  }
}
