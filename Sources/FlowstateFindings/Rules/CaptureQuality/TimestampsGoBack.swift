import FlowstateCore

/// Frames are earlier than the frame before them.
///
/// Seen: capture times that go back by more than 1 ms. Several interfaces or files were merged without sorting, or the
/// capturing clock was set. Durations across such frames mean nothing. Not this finding for the microseconds by which the
/// queues of one card differ.
struct TimestampsGoBack: BookRule {
  static let id = "timestamps-go-back"
  static let title = Sentence(en: "Capture times go back", zh: "抓包时间戳倒退")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(7323, "5.4")]
  static let trigger: Facts = .outOfOrder
  static let pattern = "frame.time_delta < 0"
  static let examples: [Example] = [
    .flagged(
      "half a second back",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        0.520 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "the queues of one card",
      Trace.exchange + """
        1.000  --> P. 101:201 ack 501 -->
        0.9995 <-- . 501:501 ack 201 <--
        """),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let capture = context.capture
    guard capture.timesWentBack > 0 else { return }
    report.add(
      frames: capture.framesBack, of: capture.timesWentBack, time: capture.firstTimeBack, confidence: .certain,
      about: .capture, connections: [],
      en:
        "\(Text.count(capture.timesWentBack, "frame")) of \(capture.frames) are earlier than the one before by more than 1 ms",
      zh: "\(capture.frames) 帧中有 \(capture.timesWentBack) 帧的时间早于前一帧 1 毫秒以上",
      details: [
        Detail("frames", .integer(Int64(clamping: capture.timesWentBack))),
        Detail("of_frames", .integer(Int64(clamping: capture.frames))),
      ])
  }
}
