import FlowstateCore

/// Frames could not be read to the end: cut short, broken, or of a link type that is not known.
///
/// Not this finding for frames that are not TCP, and for those that the filter left out.
struct Undecoded: BookRule {
  static let id = "undecoded"
  static let title = Sentence(en: "Frames that could not be decoded", zh: "无法解码的帧")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.1")]
  static let trigger: Facts = .captureMarks
  static let pattern = "_ws.malformed || _ws.short"
  static let examples: [Example] = [
    .flagged("cut within the TCP header", Trace.exchange + "1.000 --> P. 101:201 ack 501 snap 44 -->"),
    .clean("cut behind it", Trace.exchange + "1.000 --> P. 101:201 ack 501 snap 60 -->"),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let capture = context.capture
    let reasons: [NotAnalyzed] = [.truncated, .malformed, .unsupportedLinkType, .limit]
    let count = reasons.reduce(0) { $0 &+ capture.count($1) }
    guard count > 0 else { return }
    report.add(
      frames: reasons.map { capture.first($0) }.filter { $0 > 0 }.sorted(), time: capture.firstTime,
      confidence: .certain, about: .capture, connections: [],
      en: "\(Text.count(count, "frame")) of \(capture.frames) could not be decoded",
      zh: "\(capture.frames) 帧中有 \(count) 帧无法解码",
      details: reasons.map { Detail("\($0.name)", .integer(Int64(clamping: capture.count($0)))) })
  }
}
