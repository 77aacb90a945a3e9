import FlowstateCore

/// Frames were captured twice. They act once; everything else is judged without the copies.
///
/// More than one in a hundred of all frames is a warning about the capture (kind `capture`): a mirror port that copies both
/// directions, or an "any" device.
///
/// Not this finding for retransmissions: a copy has the same identification and comes within 10 ms. Nor for a connection
/// in which bare ACKs or RSTs without an identification alone repeat: their sender does that itself.
struct CaptureDuplicate: CaptureRule {
  static let id = "capture-duplicate"
  static let title = Sentence(en: "Frames captured twice", zh: "同一帧被捕获多次")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.8.1")]
  static let trigger: Facts = .captureDuplicate
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "twice",
      Trace.peers + """
        0.000  --> S 0:0 twice -->
        0.020  <-- S. 0:0 ack 1 twice <--
        0.0205 --> . 1:1 ack 1 twice -->
        """),
    .clean(
      "one ACK for each segment, without identification",
      Trace.exchange + """
        1.0000 <-- P. 501:601 ack 101 <--
        1.0001 <-- P. 601:701 ack 101 <--
        1.0010 --> . 101:101 ack 701 id 0 -->
        1.0011 --> . 101:101 ack 701 id 0 -->
        1.0012 --> . 101:101 ack 701 id 0 -->
        """),
    .clean(
      "a retransmission",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.hasProvenCopy else { return }
    let copies = story.segments.indices.filter { story.segments[$0].notes.contains(.captureDuplicate) }
    let count = UInt64(story.figures.client.duplicated) + UInt64(story.figures.server.duplicated)
    guard let first = copies.first else { return }
    let frames = story.figures.client.frames + story.figures.server.frames
    let number = max(count, UInt64(copies.count))
    report.add(
      story, at: copies, shownAt: first, confidence: .strong, about: .capture,
      en: "\(number) of the connection's \(frames) frames are copies that the capture made",
      zh: "该连接的 \(frames) 个帧中有 \(number) 个是抓包产生的副本",
      details: [Detail("copies", .integer(Int64(clamping: number)))])
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    guard counts.duplicates &* 100 > counts.frames, counts.frames >= 100 else { return }
    let share = Aggregates.perMille(counts.duplicates, of: counts.frames)
    report.add(
      frames: counts.duplicatedFrames.sorted(), time: counts.firstTime, kind: "capture", severity: .warning,
      confidence: .strong, about: .capture, connections: counts.duplicatedFrames.sorted(),
      en:
        "\(Aggregates.percent(share)) of the frames are copies that the capture made, in \(Text.count(counts.duplicated, "connection"))",
      zh: "\(Aggregates.percent(share)) 的帧是抓包产生的副本，涉及 \(counts.duplicated) 个连接",
      details: [
        Detail("copies", .integer(Int64(clamping: counts.duplicates))),
        Detail("of_frames", .integer(Int64(clamping: counts.frames))),
        Detail("connections", .integer(Int64(clamping: counts.duplicated))),
      ])
  }
}
