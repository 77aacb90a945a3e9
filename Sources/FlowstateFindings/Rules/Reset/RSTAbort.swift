import FlowstateCore

/// An end aborted the established connection.
///
/// A warning when data of either side had not been acknowledged (it may be lost), info when both FINs were acknowledged,
/// else a notice. Data that the aborting end sent right before its RST is not lost by it: its ACK could not have come yet.
/// Reported only when no more special meaning of the RST holds.
enum RSTAbort: FindingRule {
  static let id = "rst-abort"
  static let title = Sentence(en: "An end aborted the connection", zh: "一端以 RST 中止连接")
  static let group = RuleGroup.reset
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.3"), .rfc(9293, "3.10.5")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged("abort after an exchange", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
    .flagged(
      "the peer's data was discarded",
      Trace.exchange + """
        1.000  <-- P. 501:1001 ack 101 <--
        1.0005 --> R. 101:101 ack 501 -->
        """),
    .clean("closed by FIN", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard
      let reading = context.resets.first(where: {
        $0.meaning == .abort && !isInvalid($0, story) || $0.meaning == .afterClose
          || $0.meaning == .inexact && story.fate($0.index) == .accepted
      }), Injection.score(reading, story, context).confidence == nil
    else { return }
    let side = reading.sender
    let lost = PerSide(
      client: unacknowledged(story, context, .client, before: reading.index),
      server: unacknowledged(story, context, .server, before: reading.index))
    let bytes = lost.client + lost.server
    let severity: Severity = reading.meaning == .afterClose ? .info : bytes > 0 ? .warning : .notice
    report.add(
      story, at: [reading.index], severity: severity,
      confidence: story.fate(reading.index) == .accepted ? .certain : .strong, about: story.subject(side),
      en: "The \(Text.english(side)) aborted the connection by an RST"
        + (reading.meaning == .afterClose ? " after it had been closed" : "")
        + (bytes > 0 ? "; \(bytes) bytes had not been acknowledged" : ""),
      zh: "\(Text.chinese(side))以 RST 中止连接" + (reading.meaning == .afterClose ? "（此前已正常关闭）" : "")
        + (bytes > 0 ? "；有 \(bytes) 字节尚未确认" : ""),
      details: [
        Detail("unacknowledged_client", .integer(Int64(lost.client))),
        Detail("unacknowledged_server", .integer(Int64(lost.server))),
      ])
  }

  /// Payload octets of a side that its peer never acknowledged, in the capture, and could have.
  ///
  /// What the aborting end itself sent just before its RST runs ahead of it on the same path: without an ACK it counts
  /// only once the ACK is overdue. An ACK that crossed the RST acknowledges, too.
  private static func unacknowledged(
    _ story: ConnectionStory, _ context: RuleContext, _ side: Side, before index: Int
  ) -> Int {
    let reset = story.segments[index]
    let isOwn = reset.sender == side
    let due = isOwn ? reset.time &- context.roundTrip(story, to: side.peer) &- acknowledgmentDelay : .max
    var highest: SequenceNumber?
    for position in 0..<index {
      let segment = story.segments[position]
      guard segment.sender == side, segment.payloadLength > 0, !segment.isRST, segment.time <= due,
        story.isGenuine(position)
      else { continue }
      let end = segment.sequence + Int(segment.payloadLength)
      if highest.map({ $0.isBefore(end) }) ?? true { highest = end }
    }
    let last = isOwn ? story.segments.count : index
    guard let highest, var acknowledged = story.acknowledged(by: side.peer, before: last) else { return 0 }
    if !isOwn, reset.flags.contains(.ack), acknowledged.isBefore(reset.acknowledgment) {
      acknowledged = reset.acknowledgment
    }
    return max(0, Int(acknowledged.distance(to: highest)))
  }

  /// An end in SYN-SENT ignores it (`rst-in-syn-sent-invalid`).
  private static func isInvalid(_ reading: ResetReading, _ story: ConnectionStory) -> Bool {
    story.stateBefore(reading.index, reading.sender.peer) == .synSent && story.fate(reading.index) == .ignored
  }

  /// An ACK may be held back so long (RFC 9293 §3.8.6.3).
  private static let acknowledgmentDelay: Nanoseconds = 500 * .millisecond
}
