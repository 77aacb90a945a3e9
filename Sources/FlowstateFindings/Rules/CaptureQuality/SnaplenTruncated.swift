import FlowstateCore

/// The snap length cut payloads. States are not affected; content cannot be compared.
enum SnaplenTruncated: FindingRule {
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

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let count = story.figures.client.payloadCut + story.figures.server.payloadCut
    guard count > 0 else { return }
    let shown = story.segments.indices.filter { story.segments[$0].marks.contains(.payloadCut) }
    report.add(
      story, at: shown.isEmpty ? [0] : shown, shownAt: shown.first, confidence: .certain, about: .capture,
      en: "The payload of \(Text.count(count, "frame")) was cut by the snap length",
      zh: "\(count) 个帧的载荷被抓包长度截断", details: [Detail("frames", .integer(Int64(count)))])
  }
}
