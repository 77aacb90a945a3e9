import FlowstateCore

/// The connection was already open at its first frame.
///
/// Its initial sequence numbers and window scales are not known: rules that need them are silent about it.
/// Not this finding when the first frame is a SYN or a SYN-ACK, or when the frames are a lone probe that is only reset.
enum CaptureMidStream: FindingRule {
  static let id = "capture-mid-stream"
  static let title = Sentence(en: "The capture starts in the middle of the connection", zh: "抓包从连接中途开始")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.10.7")]
  static let trigger: Facts = .midStream
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "data first",
      Trace.peers + """
        0.000 --> P. 101:201 ack 501 -->
        0.020 <-- P. 501:601 ack 201 <--
        0.021 --> . 201:201 ack 601 -->
        """),
    .clean("SYN first", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let isRST = story.segments.first?.isRST == true
    guard !isRST, let first = context.outline.live.first, story.segments[first].flags.contains(.ack) else { return }
    report.add(
      story, at: [first], confidence: .certain,
      en: "The connection was already open at its first captured frame",
      zh: "第一个捕获的帧到来时连接已经建立")
  }
}
