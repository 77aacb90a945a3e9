import FlowstateCore

/// The snap length cut payloads. States are not affected; content cannot be compared.
///
/// One finding for the capture, however many connections it is about: `frames` are the first frames of some of them.
struct SnaplenTruncated: BookRule {
  static let id = "snaplen-truncated"
  static let title = Sentence(en: "Payload cut by the snap length", zh: "载荷被抓包长度（snaplen）截断")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.1")]
  static let trigger: Facts = .captureMarks
  static let pattern = "frame.cap_len < frame.len"
  static let examples: [Example] = [
    .flagged("cut", Trace.exchange + "1.000 --> P. 101:1101 ack 501 snap 96 -->\n1.020 <-- . 501:501 ack 1101 <--"),
    .clean("whole", Trace.exchange),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    guard counts.cutFrames > 0 else { return }
    report.add(
      frames: counts.cutShown.sorted(), time: counts.firstTime, confidence: .certain, about: .capture,
      connections: counts.cutShown.sorted(),
      en:
        "The payload of \(Text.count(counts.cutFrames, "frame")) of \(Text.count(counts.cut, "connection")) was cut by the snap length",
      zh: "\(counts.cut) 个连接的 \(counts.cutFrames) 个帧的载荷被抓包长度截断",
      details: [
        Detail("frames", .integer(Int64(clamping: counts.cutFrames))),
        Detail("connections", .integer(Int64(clamping: counts.cut))),
      ])
  }
}
