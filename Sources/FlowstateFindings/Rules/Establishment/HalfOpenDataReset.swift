import FlowstateCore

/// Data reached an end that had forgotten the connection (RFC 9293 figure 10).
///
/// Seen: an established connection, a segment, and the peer's RST whose SEQ is that segment's ACK number: an end without
/// the connection answers so. The peer had sent no FIN. Kinds: `after-idle` after a long silence: then a device on the path
/// may be what forgot; `reset-lost` when the peer's RST had passed the capture point and cannot have arrived.
/// A warning when data was lost; a notice when it was a probe that found out, or when a forged RST before it is the cause.
/// Not this finding when the peer had closed (`premature-close-fin-answered-by-rst`, `unread-data-reset`), or when the RST
/// is forged.
enum HalfOpenDataReset: FindingRule {
  static let id = "half-open-data-reset"
  static let title = Sentence(en: "The peer no longer knew the connection", zh: "对端已不记得该连接，以 RST 应答")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5.1")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "data after ten minutes of silence",
      Trace.exchange + """
        600.0 --> P. 101:201 ack 501 -->
        600.02 <-- R 501:501 <--
        """),
    .clean(
      "an abort",
      Trace.exchange + """
        1.000 <-- R. 501:501 ack 101 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard
      let reading = context.resets.first(where: {
        $0.meaning == .answersUnknown && Injection.score($0, story, context).confidence == nil
      }), let answered = reading.answered,
      context.outline.live.contains(where: {
        $0 < reading.index && story.segments[$0].sender == reading.sender && !story.segments[$0].isRST
          && !story.segments[$0].isBareSYN
      })
    else { return }
    let segment = story.segments[answered]
    let before = context.outline.live.last { $0 < answered }
    let idle = before.map { segment.time &- story.segments[$0].time } ?? 0
    let isLong = idle >= context.settings.longIdle
    let bytes = segment.notes.contains(.keepAlive) ? 0 : segment.payloadLength
    let isConsequence = context.resets.contains {
      $0.index < reading.index && Injection.score($0, story, context).confidence != nil
    }
    let earlier = context.outline.rst[reading.sender].last { $0 < answered }
    report.add(
      story, at: (earlier.map { [$0] } ?? []) + [answered, reading.index], shownAt: reading.index,
      kind: earlier != nil ? "reset-lost" : isLong ? "after-idle" : nil,
      severity: bytes > 0 && !isConsequence ? .warning : .notice,
      confidence: .strong,
      about: story.subject(reading.sender),
      en:
        "The \(Text.english(reading.sender)) no longer knew the connection: it answered \(bytes > 0 ? "\(bytes) bytes of data" : "a segment") by an RST"
        + (isLong ? " after \(Text.duration(idle)) of silence" : ""),
      zh: "\(Text.chinese(reading.sender))已不记得该连接：对\(bytes > 0 ? " \(bytes) 字节数据" : "报文段")以 RST 应答"
        + (isLong ? "，此前静默 \(Text.duration(idle))" : ""),
      details: [Detail("idle", .duration(idle)), Detail("bytes", .integer(Int64(bytes)))])
  }
}
