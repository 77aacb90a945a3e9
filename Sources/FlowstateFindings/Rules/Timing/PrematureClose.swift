import FlowstateCore

/// The active closer did not keep TIME-WAIT: the peer's FIN was answered by an RST before 2MSL had passed.
///
/// Kinds: `left-time-wait` (it had acknowledged the FIN, its repetition is answered by an RST), `no-time-wait` (already the
/// first FIN is: it may have forgotten the connection in FIN-WAIT-2; a notice). Info when only RFC 9293's 240 s had not passed, but this network's 2MSL had.
/// Not this finding when FIN-WAIT-2 had expired before the peer closed (`fin-wait-2-expired`), when data that came after the
/// close drew the RST (`unread-data-reset`), or when the RST's number is not the FIN's ACK number.
///
/// > Capture point: near the peer the first ACK may be missing.
enum PrematureClose: FindingRule {
  static let id = "premature-close-fin-answered-by-rst"
  static let title = Sentence(en: "TIME-WAIT was not kept: FIN answered by RST", zh: "未维持 TIME-WAIT：FIN 被 RST 应答（过早关闭）")
  static let group = RuleGroup.timing
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(9293, "3.10.7.4"), .rfc(1122, "4.2.2.13")]
  static let trigger: Facts = .rst
  static let measuresTime = true
  static let pattern = "tcp.flags.fin == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "the repeated FIN is answered by an RST", kind: "left-time-wait",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> R 102:102 -->
        """),
    .clean(
      "TIME-WAIT answers by an ACK",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
    .clean(
      "data after the close drew the RST",
      Trace.exchange + """
        1.000  <-- F. 501:501 ack 101 <--
        1.0005 --> P. 101:132 ack 502 -->
        1.0007 --> F. 132:132 ack 502 -->
        1.0207 <-- R 502:502 <--
        """),
    .clean(
      "FIN-WAIT-2 had expired",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        62.00 <-- F. 501:501 ack 102 <--
        62.0005 --> R 102:102 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .answersFIN {
      guard let late = LateFIN(story, context, reading), !late.isExpired,
        Injection.score(reading, story, context).confidence == nil
      else { continue }
      // An end that had reset before has no TIME-WAIT to keep.
      guard !context.outline.rst.client.contains(where: { $0 < reading.index }),
        !context.outline.rst.server.contains(where: { $0 < reading.index })
      else { continue }
      let reset = story.segments[reading.index]
      let since = late.acknowledged ?? late.answered
      let passed = reset.time &- story.segments[since].time
      guard passed < context.settings.timeWaitOfRFC else { continue }
      let isShort = passed < context.settings.timeWait
      let kept = late.acknowledged != nil
      let side = reading.sender
      report.add(
        story, at: [late.fin, late.covered, late.acknowledged, late.answered, reading.index].compactMap { $0 },
        shownAt: reading.index, kind: kept ? "left-time-wait" : "no-time-wait",
        severity: !isShort ? .info : kept ? .warning : .notice, confidence: kept ? .certain : .strong,
        about: story.subject(side),
        en: kept
          ? "The \(Text.english(side)) closed first, but answered the repeated FIN by an RST \(Text.duration(passed)) after acknowledging it: TIME-WAIT was not kept for \(Text.duration(context.settings.timeWait)) (RFC 9293: 240 s)"
          : "The \(Text.english(side)) closed first, but answered the peer's FIN by an RST: it kept no TIME-WAIT",
        zh: kept
          ? "\(Text.chinese(side))主动关闭，却在确认 FIN 仅 \(Text.duration(passed)) 后以 RST 应答重传的 FIN：未维持 2MSL（本网 \(Text.duration(context.settings.timeWait))，RFC 9293 为 240 s）"
          : "\(Text.chinese(side))主动关闭，却以 RST 应答对端的 FIN：未进入 TIME-WAIT",
        details: [
          Detail("passed", .duration(passed)), Detail("two_msl", .duration(context.settings.timeWait)),
          Detail("two_msl_rfc", .duration(context.settings.timeWaitOfRFC)),
        ])
      return
    }
  }
}
