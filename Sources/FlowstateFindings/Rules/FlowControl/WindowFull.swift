import FlowstateCore

/// The sender filled the advertised window and had to wait.
enum WindowFull: FindingRule {
  static let id = "window-full"
  static let title = Sentence(en: "The sender filled the window", zh: "发送方填满接收窗口")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6")]
  static let trigger: Facts = .windowTrouble
  static let pattern = "tcp.analysis.window_full"
  static let examples: [Example] = [
    .flagged(
      "to the last octet",
      Trace.peers + """
        0.000  --> S 0:0 win 1000 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 win 1000 -->
        0.1000 <-- P. 1:1001 ack 1 <--
        0.1005 --> . 1:1 ack 1001 win 1000 -->
        """),
    .clean("far from full", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for side in Side.allCases where story.figures[side].windowFull > 0 {
      let full = Aggregates.noted(story, side, .windowFull)
      guard let first = full.first else { continue }
      let count = story.figures[side].windowFull
      report.add(
        story, at: full, shownAt: first, confidence: .strong, about: story.subject(side.peer),
        en:
          "The \(Text.english(side)) filled its peer's window \(Text.count(count, "time")): the receiver limits the transfer",
        zh: "\(Text.chinese(side))填满对端窗口 \(count) 次：传输受接收方限制",
        details: [Detail("times", .integer(Int64(count)))])
    }
  }
}
