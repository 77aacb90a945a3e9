import FlowstateCore

/// An end reset the connection because data came that nobody would read.
///
/// Kinds: `after-close` (it had sent FIN, data came that it had not acknowledged, it answered by an RST; a FIN behind the
/// data changes nothing), `unread-at-close` (an RST instead of a FIN
/// right after data: the application closed with data unread; weak, as an abort looks the same).
/// Not this finding when the RST comes before any data.
enum UnreadDataReset: FindingRule {
  static let id = "unread-data-reset"
  static let title = Sentence(en: "Data came that nobody would read", zh: "数据无人读取，以 RST 应答")
  static let group = RuleGroup.teardown
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(2525, "2.17")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "data after the client closed", kind: "after-close",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        1.100 <-- P. 501:1501 ack 102 <--
        1.1005 --> R 102:102 -->
        """),
    .flagged(
      "data and then a FIN after the server closed", kind: "after-close",
      Trace.exchange + """
        1.000  <-- F. 501:501 ack 101 <--
        1.0005 --> . 101:101 ack 502 -->
        1.0010 --> P. 101:132 ack 502 -->
        1.0012 --> F. 132:132 ack 502 -->
        1.0210 <-- R 502:502 <--
        1.0212 <-- R 502:502 <--
        """),
    .flagged(
      "the RST acknowledges what came after the close", kind: "after-close",
      Trace.exchange + """
        1.000  --> F. 101:101 ack 501 -->
        1.020  <-- P. 501:532 ack 101 <--
        1.0205 --> R. 102:102 ack 532 -->
        """),
    .clean(
      "a FIN alone after the server closed",
      Trace.exchange + """
        1.000  <-- F. 501:501 ack 101 <--
        1.0005 --> . 101:101 ack 502 -->
        1.0012 --> F. 101:101 ack 502 -->
        1.0212 <-- R 502:502 <--
        """),
    .clean("abort when idle", Trace.exchange + "5.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where Injection.score(reading, story, context).confidence == nil {
      let side = reading.sender
      if reading.meaning == .answersDataAfterFIN, !reading.peerFINCovered, let answered = reading.lateData,
        let fin = reading.senderFIN
      {
        if let late = LateFIN(story, context, reading), late.isExpired { continue }
        let bytes = lost(story, context, reading, from: answered)
        report.add(
          story, at: [fin, answered, reading.index], shownAt: reading.index, kind: "after-close", confidence: .strong,
          about: story.subject(side),
          en:
            "The \(Text.english(side)) had closed; \(bytes) bytes that it had not acknowledged were answered by an RST and are lost",
          zh: "\(Text.chinese(side))已关闭；尚未确认的 \(bytes) 字节被 RST 应答，数据丢失",
          details: [Detail("bytes", .integer(Int64(bytes)))])
        return
      }
      guard reading.meaning == .abort, reading.senderFIN == nil, story.segments[reading.index].flags.contains(.ack),
        let last = context.outline.live.last(where: { $0 < reading.index && story.segments[$0].payloadLength > 0 }),
        story.segments[last].sender == side.peer, story.figures[side].payloadBytes == 0,
        story.segments[reading.index].time &- story.segments[last].time <= .second
      else { continue }
      report.add(
        story, at: [last, reading.index], kind: "unread-at-close", severity: .notice, confidence: .weak,
        about: story.subject(side),
        en:
          "The \(Text.english(side)) reset the connection right after data that it never answered: probably closed with data unread",
        zh: "\(Text.chinese(side))在收到数据后立即复位且从未应答：可能关闭时仍有数据未读")
      return
    }
  }

  /// Payload octets that came after the sender of an RST had closed and that it never acknowledged.
  private static func lost(
    _ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading, from first: Int
  ) -> Int {
    let begin = story.segments[first]
    var end = begin.sequence + Int(begin.payloadLength)
    for index in context.outline.live where index > first && index < reading.index {
      let segment = story.segments[index]
      let last = segment.sequence + Int(segment.payloadLength)
      if segment.sender == begin.sender, segment.payloadLength > 0, end.isBefore(last) { end = last }
    }
    let known = story.acknowledged(by: reading.sender, before: reading.index) ?? begin.sequence
    return Int((begin.sequence.isBefore(known) ? known : begin.sequence).distance(to: end))
  }
}
