import FlowstateCore

/// The capture ends with the connection still open.
enum ConnectionOpenAtEnd: FindingRule {
  static let id = "connection-open-at-end"
  static let title = Sentence(en: "Open when the capture ends", zh: "抓包结束时连接仍处于打开状态")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.3.2")]
  static let trigger: Facts = .openAtEnd
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged("no close", Trace.exchange), .clean("closed", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.states.client.isSynchronized, story.states.server.isSynchronized, let last = context.outline.live.last
    else { return }
    report.add(
      story, at: [last], confidence: .certain,
      en: "Still open when the capture ends: client \(story.states.client.name), server \(story.states.server.name)",
      zh: "抓包结束时仍未关闭：客户端 \(story.states.client.name)，服务器 \(story.states.server.name)")
  }
}
