import FlowstateCore

/// Segments are larger than the network carries: the card, or its driver, cuts or joins them.
///
/// Seen: payloads larger than the MSS that the receiver announced. The capture was taken on one of the ends; counts of
/// segments, losses and acknowledgments are approximate. Not this finding without the handshake's MSS, or below 536.
struct SegmentationOffload: BookRule {
  static let id = "segmentation-offload"
  static let title = Sentence(en: "Segments larger than the MSS", zh: "报文段大于 MSS（分段卸载）")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.7.1")]
  static let trigger: Facts = .captureMarks
  static let pattern = "tcp.len > 1460"
  static let examples: [Example] = [
    .flagged(
      "eight kilobytes at once",
      Trace.exchange + """
        1.000 --> P. 101:8101 ack 501 -->
        1.020 <-- . 501:501 ack 8101 <--
        """),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    guard counts.oversized > 0 else { return }
    report.add(
      frames: counts.oversizedFrames.sorted(), time: counts.firstTime, confidence: .certain, about: .capture,
      connections: counts.oversizedFrames.sorted(),
      en:
        "\(Text.count(counts.oversized, "connection")) carry segments larger than the receiver's MSS, up to \(counts.largestPayload) octets: segmentation offload on the capturing host",
      zh: "\(counts.oversized) 个连接的报文段超过对端 MSS，最大 \(counts.largestPayload) 字节：抓包主机启用了分段卸载",
      details: [
        Detail("connections", .integer(Int64(clamping: counts.oversized))),
        Detail("largest", .integer(Int64(counts.largestPayload))),
      ])
  }
}
