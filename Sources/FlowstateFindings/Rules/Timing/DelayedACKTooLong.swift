import FlowstateCore

/// An acknowledgment came more than 500 ms after the data, with nothing between.
///
/// Not this finding when the data was lost, or where the path alone takes as long.
///
/// > Capture point: near the receiver it is the receiver's delay; elsewhere the path's round trip is taken off.
enum DelayedACKTooLong: FindingRule {
  static let id = "delayed-ack-too-long"
  static let title = Sentence(en: "An ACK was delayed too long", zh: "ACK 延迟过久")
  static let group = RuleGroup.timing
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6.3"), .rfc(1122, "4.2.3.2")]
  static let trigger: Facts = .slowACK
  static let measuresTime = true
  static let pattern = "tcp.analysis.ack_rtt > 0.5"
  static let examples: [Example] = [
    .flagged(
      "after 700 ms",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        1.720 <-- . 501:501 ack 201 <--
        2.000 --> F. 201:201 ack 501 -->
        """),
    .clean("at once", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for (position, index) in context.outline.live.enumerated().dropFirst() {
      let segment = story.segments[index]
      let before = context.outline.live[position - 1]
      let data = story.segments[before]
      guard segment.isPureACK, segment.elided == 0, data.payloadLength > 0, data.sender != segment.sender,
        segment.acknowledgment == data.end, data.notes.isDisjoint(with: [.retransmission, .lateFirstCopy, .opensHole]),
        !data.flags.contains(.syn), let roundTrip = story.handshake.roundTrip[segment.sender]
      else { continue }
      let delay = segment.time &- data.time &- roundTrip
      guard delay > 500 * .millisecond else { continue }
      report.add(
        story, at: [before, index], shownAt: index, confidence: .strong, about: story.subject(segment.sender),
        en:
          "The \(Text.english(segment.sender)) acknowledged data only after \(Text.duration(delay)); 500 ms is the limit",
        zh: "\(Text.chinese(segment.sender))在 \(Text.duration(delay)) 后才确认数据，上限为 500 ms",
        details: [Detail("delay", .duration(delay))])
      return
    }
  }
}
