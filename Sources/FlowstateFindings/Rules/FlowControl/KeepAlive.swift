import FlowstateCore

/// Keep-alive probes on an idle connection, answered.
///
/// Not this finding when the window is closed (`zero-window-probe`), or when three or more go unanswered
/// (`keepalive-unanswered`).
enum KeepAlive: FindingRule {
  static let id = "keepalive"
  static let title = Sentence(en: "Keep-alive probes", zh: "keep-alive 保活探测")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.4")]
  static let trigger: Facts = .probe
  static let pattern = "tcp.analysis.keep_alive || tcp.analysis.keep_alive_ack"
  static let examples: [Example] = [
    .flagged(
      "once a minute",
      Trace.exchange + """
        60.00 --> . 100:100 ack 501 -->
        60.02 <-- . 501:501 ack 101 <--
        120.0 --> . 100:100 ack 501 -->
        120.02 <-- . 501:501 ack 101 <--
        """),
    .clean(
      "a zero-window probe",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        2.0000 --> . 101:101 ack 1961 win 8000 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let probes = Aggregates.noted(story, side, .keepAlive)
      guard let first = probes.first else { continue }
      let count = max(probes.count, Int(story.figures[side].keepAlives))
      let gap = probes.count > 1 ? story.segments[probes[1]].time &- story.segments[first].time : 0
      report.add(
        story, at: probes, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side)) sent \(Text.count(count, "keep-alive probe"))\(gap > 0 ? ", \(Text.duration(gap)) apart" : ""); \(story.figures[side].keepAlivesAnswered) answered",
        zh:
          "\(Text.chinese(side))发送 \(count) 个 keep-alive 探测\(gap > 0 ? "，间隔 \(Text.duration(gap))" : "")；其中 \(story.figures[side].keepAlivesAnswered) 个得到应答",
        details: [
          Detail("probes", .integer(Int64(count))),
          Detail("answered", .integer(Int64(story.figures[side].keepAlivesAnswered))), Detail("gap", .duration(gap)),
        ])
    }
  }
}
