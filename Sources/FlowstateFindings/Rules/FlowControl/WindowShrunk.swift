import FlowstateCore

/// The right edge of the window moved left: what had been promised was taken back.
enum WindowShrunk: FindingRule {
  static let id = "window-shrunk"
  static let title = Sentence(en: "The window shrank", zh: "接收窗口右边界回缩")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6")]
  static let trigger: Facts = .windowTrouble
  static let pattern = "tcp.window_size"
  static let examples: [Example] = [
    .flagged(
      "taken back",
      Trace.exchange + """
        1.000 --> . 101:101 ack 501 win 8000 -->
        2.000 --> . 101:101 ack 501 win 4000 -->
        2.100 --> . 101:101 ack 501 win 2000 -->
        """),
    .clean("steady", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for side in Side.allCases {
      let shrunk = context.outline.live.filter {
        story.segments[$0].sender == side && story.segments[$0].notes.contains(.windowShrunk)
          && !story.segments[$0].isRST && !story.segments[$0].flags.contains(.fin)
          && !story.segments[$0].notes.contains(.zeroWindow)
      }
      guard let first = shrunk.first else { continue }
      report.add(
        story, at: shrunk, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "The \(Text.english(side)) took back advertised window \(Text.count(shrunk.count, "time"))",
        zh: "\(Text.chinese(side))收回已通告的窗口 \(shrunk.count) 次",
        details: [Detail("times", .integer(Int64(shrunk.count)))])
    }
  }
}
