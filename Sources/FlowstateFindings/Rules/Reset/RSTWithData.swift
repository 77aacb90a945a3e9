import FlowstateCore

/// An RST with payload, usually a text that tells the reason. Legal (RFC 9293 §3.5.3, SHLD-2).
enum RSTWithData: FindingRule {
  static let id = "rst-with-data"
  static let title = Sentence(en: "An RST carries data", zh: "RST 携带数据")
  static let group = RuleGroup.reset
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.5.3"), .rfc(1122, "4.2.2.12")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1 && tcp.len > 0"
  static let examples: [Example] = [
    .flagged("a reason", Trace.exchange + "1.000 <-- R. 501:521 ack 101 <--"),
    .clean("bare", Trace.exchange + "1.000 <-- R. 501:501 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let resets = (context.outline.rst.client + context.outline.rst.server).filter {
      story.segments[$0].payloadLength > 0
    }
    guard let first = resets.first else { return }
    let bytes = story.segments[first].payloadLength
    report.add(
      story, at: resets, shownAt: first, confidence: .certain, about: story.subject(story.segments[first].sender),
      en: "The RST carries \(bytes) bytes of data", zh: "RST 携带 \(bytes) 字节数据",
      details: [Detail("bytes", .integer(Int64(bytes)))])
  }
}
