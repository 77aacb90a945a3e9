import FlowstateCore

/// An RST with nothing before it: no connection is known.
///
/// Kind `late` when it follows an earlier connection on the tuple. Not this finding in the first seconds of the capture.
enum RSTInListenOrClosed: FindingRule {
  static let id = "rst-in-listen-or-closed"
  static let title = Sentence(en: "An RST without a connection", zh: "没有对应连接的 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.10.7.1"), .rfc(9293, "3.10.7.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "alone",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- R. =0:=0 ack 1 <--
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        60.00 <-- R 1:1 <--
        """),
    .clean("an abort", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = context.resets.first, reading.meaning == .alone,
      context.outline.live.allSatisfy({ story.segments[$0].isRST })
    else { return }
    let early = story.firstTime &- context.captureStart < context.settings.horizon
    report.add(
      story, at: context.outline.rst.client + context.outline.rst.server, shownAt: reading.index,
      kind: story.previous != 0 ? "late" : nil, confidence: early ? .weak : .strong,
      about: story.subject(reading.sender),
      en: "\(Text.count(context.resets.count, "RST")) without any connection in the capture",
      zh: "\(context.resets.count) 个 RST 在抓包中没有对应的连接")
  }
}
