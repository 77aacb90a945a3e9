import FlowstateCore

/// The capture ends in the middle of a handshake or a close: what did not come may still come.
///
/// Seen: the connection's last frame is younger than the horizon when the capture ends, and an end waits for something.
/// Not this finding for connections that are simply open (`connection-open-at-end`).
enum CaptureEndsMidConnection: FindingRule {
  static let id = "capture-ends-mid-connection"
  static let title = Sentence(en: "The capture ends in the middle", zh: "抓包在握手或关闭过程中结束")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.3.2")]
  static let trigger: Facts = [.handshakeIncomplete, .closeIncomplete]
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "after the first FIN", kind: "close",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        """),
    .clean("closed", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard context.elapsed(since: story.lastTime) < context.settings.horizon, !story.facts.contains(.oneSided),
      context.outline.rst.client.isEmpty, context.outline.rst.server.isEmpty, let last = context.outline.live.last
    else { return }
    let states = [story.states.client, story.states.server]
    let opening = states.contains(.synSent) || states.contains(.synReceived)
    let closing = states.contains { [.finWait1, .finWait2, .closeWait, .closing, .lastAck].contains($0) }
    guard opening || closing else { return }
    report.add(
      story, at: [last], kind: opening ? "handshake" : "close", confidence: .certain,
      en:
        "The capture ends \(Text.duration(context.elapsed(since: story.lastTime))) after the last frame, in the middle of the \(opening ? "handshake" : "close"): client \(story.states.client.name), server \(story.states.server.name)",
      zh:
        "抓包在最后一帧之后 \(Text.duration(context.elapsed(since: story.lastTime))) 结束，正处于\(opening ? "握手" : "关闭")过程：客户端 \(story.states.client.name)，服务器 \(story.states.server.name)"
    )
  }
}
