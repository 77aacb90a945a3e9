import FlowstateCore

/// A receiver kept its window closed for long.
///
/// A notice above 1 s, a warning above 30 s or when it lasted to the end with the connection given up.
enum ZeroWindowStall: FindingRule {
  static let id = "zero-window-stall"
  static let title = Sentence(en: "The receiver's window stayed closed", zh: "零窗口持续过久")
  static let group = RuleGroup.flowControl
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.8.6.1")]
  static let trigger: Facts = .zeroWindow
  static let measuresTime = true
  static let pattern = "tcp.analysis.zero_window"
  static let examples: [Example] = [
    .flagged(
      "for five seconds",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        6.0000 --> . 101:101 ack 1961 win 8000 -->
        6.0200 <-- P. 1961:2961 ack 101 <--
        6.0205 --> . 101:101 ack 2961 -->
        """),
    .clean(
      "for half a second",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.5000 --> . 101:101 ack 1961 win 8000 -->
        1.5200 <-- P. 1961:2961 ack 101 <--
        1.5205 --> . 101:101 ack 2961 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let stall = WindowStall(story, context, side), stall.longest > context.settings.zeroWindowStall else {
        continue
      }
      report.add(
        story, at: stall.segments, shownAt: stall.segments.first,
        severity: stall.longest > context.settings.zeroWindowWarning ? .warning : .notice, confidence: .strong,
        about: story.subject(side),
        en:
          "The \(Text.english(side)) kept its window closed for \(Text.duration(stall.longest))\(stall.toTheEnd ? ", to the end" : ""): its application did not read",
        zh: "\(Text.chinese(side))的零窗口持续 \(Text.duration(stall.longest))\(stall.toTheEnd ? "，直到结束" : "")：其应用没有读取数据",
        details: stall.details)
    }
  }
}
