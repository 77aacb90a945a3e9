import FlowstateCore

/// Only one direction of the connection was captured, although the other side is alive.
///
/// Seen: four segments or more one way, none the other, and acknowledgments that advance. Not this finding for an attempt
/// that nobody answers.
/// When that is so for more than half of the capture's connections (ten at least), it is told of the capture too (kind
/// `capture`).
struct CaptureOneSided: CaptureRule {
  static let id = "capture-one-sided"
  static let title = Sentence(en: "Only one direction was captured", zh: "只捕获到一个方向的报文")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7")]
  static let trigger: Facts = .oneSided
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "the server's direction is missing",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 S. 0:0 ack 1 X--
        0.0205 --> . 1:1 ack 1 -->
        0.0300 --> P. 1:101 ack 1 -->
        0.0600 --> . 101:101 ack 501 -->
        0.0700 --> P. 101:201 ack 501 -->
        """),
    .clean(
      "nobody answers",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 --X
        3.000 --> S 0:0 --X
        7.000 --> S 0:0 --X
        """),
  ]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases
    where story.figures[side.peer].frames == 0 && story.figures[side].frames >= 4 {
      let own = context.outline.live.filter { story.segments[$0].flags.contains(.ack) && !story.segments[$0].isRST }
      guard let first = own.first, let last = own.last else { continue }
      let advances = story.segments[first].acknowledgment != story.segments[last].acknowledgment
      let completes = context.outline.syn[side].first.map { $0 < first } ?? false
      guard advances || completes else { continue }
      report.add(
        story, at: [first, last], confidence: advances ? .certain : .strong, about: story.subject(side.peer),
        en:
          "Only the \(Text.english(side))'s \(story.figures[side].frames) frames were captured; its acknowledgments show that the other end is alive",
        zh: "只捕获到\(Text.chinese(side))的 \(story.figures[side].frames) 个帧；其确认号表明另一端仍在工作",
        details: [Detail("frames", .integer(Int64(clamping: story.figures[side].frames)))])
      return
    }
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    // What stands elsewhere under other addresses was captured.
    let counted = counts.oneSided &- min(counts.oneSided, 2 &* context.book.twins.directionsCount)
    guard counted >= 10, counted &* 2 > counts.judged else { return }
    report.add(
      frames: counts.oneSidedFrames.sorted(), time: counts.firstTime, kind: "capture", severity: .warning,
      confidence: .strong, about: .capture, connections: counts.oneSidedFrames.sorted(),
      en: "Only one direction was captured of \(counted) of \(counts.judged) connections",
      zh: "\(counts.judged) 个连接中有 \(counted) 个只捕获到一个方向",
      details: [
        Detail("connections", .integer(Int64(clamping: counted))),
        Detail("of_connections", .integer(Int64(clamping: counts.judged))),
      ])
  }
}
