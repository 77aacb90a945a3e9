import FlowstateCore

/// A FIN followed by an RST of the same side, although nothing came that had to be reset.
///
/// Not this finding when the RST answers data (`unread-data-reset`) or a FIN (`premature-close-fin-answered-by-rst`,
/// `fin-wait-2-expired`).
enum RSTAfterFIN: FindingRule {
  static let id = "rst-after-fin"
  static let title = Sentence(en: "FIN, then RST of the same side", zh: "同一端先发 FIN 再发 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6.1")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1 || tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "an impatient closer",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        3.000 --> R. 102:102 ack 501 -->
        """),
    .clean("closed by FIN", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = context.resets.first(where: { $0.meaning == .abort || $0.meaning == .afterClose }),
      let fin = reading.senderFIN, Injection.score(reading, story, context).confidence == nil
    else { return }
    let gap = story.segments[reading.index].time &- story.segments[fin].time
    report.add(
      story, at: [fin, reading.index], severity: reading.meaning == .afterClose ? .info : .notice, confidence: .strong,
      about: story.subject(reading.sender),
      en: "The \(Text.english(reading.sender)) sent an RST \(Text.duration(gap)) after its own FIN",
      zh: "\(Text.chinese(reading.sender))在自己的 FIN 之后 \(Text.duration(gap)) 又发送 RST",
      details: [Detail("gap", .duration(gap))])
  }
}
