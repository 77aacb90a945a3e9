import FlowstateCore

/// IP fragments of TCP, or of a tunnel, of which not all were captured: their segments are unknown.
///
/// Seen: fragments that no segment was put together from; a notice from one in a hundred frames, else info. Not this finding
/// for fragments that became a segment, which is told with the last of them, and for those of UDP.
struct FragmentsUnassembled: BookRule {
  static let id = "fragments-unassembled"
  static let title = Sentence(en: "IP fragments without the rest", zh: "不完整的 IP 分片")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(791, "3.2"), .rfc(8200, "4.5")]
  static let trigger: Facts = .captureMarks
  static let pattern = "ip.flags.mf == 1 || ip.frag_offset > 0"
  static let examples: [Example] = [
    .flagged(
      "the second of three fragments is missing",
      Trace.exchange + "1.000 --> P. 101:201 ack 501 fragment 48 lacking 2 -->"),
    .clean("a segment in three fragments", Trace.exchange + "1.000 --> P. 101:201 ack 501 fragment 48 -->"),
    .clean("one that might have been", Trace.exchange + "1.000 --> P. 101:201 ack 501 may-fragment -->"),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let capture = context.capture
    let all = capture.count(.fragment)
    let count = all &- min(all, capture.signs.joinedFragments)
    guard count > 0 else { return }
    report.add(
      frames: [max(1, capture.first(.fragment))], time: capture.firstTime,
      severity: count &* 100 >= capture.frames ? .notice : .info, confidence: .certain, about: .capture,
      connections: [],
      en:
        "\(Text.count(count, "frame")) of \(capture.frames) are IP fragments of packets that the capture does not hold whole",
      zh: "\(capture.frames) 帧中有 \(count) 帧是 IP 分片，其所属的包在抓包中不完整",
      details: [Detail("fragments", .integer(Int64(clamping: count)))])
  }
}
