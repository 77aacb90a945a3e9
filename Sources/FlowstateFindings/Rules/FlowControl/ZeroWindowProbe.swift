import FlowstateCore

/// The persist timer at work: a sender probes a closed window.
enum ZeroWindowProbe: FindingRule {
  static let id = "zero-window-probe"
  static let title = Sentence(en: "Zero-window probes", zh: "零窗口探测")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6.1")]
  static let trigger: Facts = .probe
  static let pattern = "tcp.analysis.zero_window_probe"
  static let examples: [Example] = [
    .flagged(
      "probed and answered",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        2.0000 --> . 101:101 ack 1961 win 8000 -->
        """),
    .clean("open", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let probes = Aggregates.noted(story, side, .zeroWindowProbe)
      guard let first = probes.first else { continue }
      let count = max(probes.count, Int(story.figures[side].zeroWindowProbes))
      report.add(
        story, at: probes, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "The \(Text.english(side)) probed its peer's closed window \(Text.count(count, "time"))",
        zh: "\(Text.chinese(side))对对端的零窗口探测了 \(count) 次",
        details: [Detail("probes", .integer(Int64(count)))])
    }
  }
}
