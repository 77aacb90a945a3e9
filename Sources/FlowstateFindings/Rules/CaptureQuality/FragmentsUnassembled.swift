import FlowstateCore

/// IP fragments of which not all were captured, or that do not begin with the TCP header.
///
/// Seen: fragments that did not become a segment. Most of a datagram's fragments are counted so even when the datagram was
/// put together: the segment is then told with the last one; it is a notice from one in a hundred frames, else info.
struct FragmentsUnassembled: BookRule {
  static let id = "fragments-unassembled"
  static let title = Sentence(en: "IP fragments", zh: "IP 分片")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(791, "3.2"), .rfc(8200, "4.5")]
  static let trigger: Facts = .captureMarks
  static let pattern = "ip.flags.mf == 1 || ip.frag_offset > 0"
  static let examples: [Example] = [
    .flagged("a segment in three fragments", Trace.exchange + "1.000 --> P. 101:201 ack 501 fragment 48 -->"),
    .clean("one that might have been", Trace.exchange + "1.000 --> P. 101:201 ack 501 may-fragment -->"),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let capture = context.capture
    let count = capture.count(.fragment)
    guard count > 0 else { return }
    report.add(
      frames: [max(1, capture.first(.fragment))], time: capture.firstTime,
      severity: count &* 100 >= capture.frames ? .notice : .info, confidence: .certain, about: .capture,
      connections: [],
      en: "\(Text.count(count, "frame")) of \(capture.frames) are IP fragments that are no segment by themselves",
      zh: "\(capture.frames) 帧中有 \(count) 帧是 IP 分片，其自身不构成报文段",
      details: [Detail("fragments", .integer(Int64(clamping: count)))])
  }
}
