import FlowstateCore

/// Segments with a wrong checksum that no offload explains: their receiver ignores them.
enum ChecksumBad: FindingRule {
  static let id = "checksum-bad"
  static let title = Sentence(en: "Wrong TCP checksums", zh: "TCP 校验和错误")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.1")]
  static let trigger: Facts = .badChecksum
  static let pattern = "tcp.checksum.status == \"Bad\""
  static let examples: [Example] = [
    .flagged(
      "damaged on the way",
      Trace.exchange + "1.000 --> P. 101:201 ack 501 bad-checksum -->\n1.250 --> P. 101:201 ack 501 -->"),
    .clean(
      "its receiver acknowledges it, whose SYN-ACK is not in the capture",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 uncaptured <--
        0.0205 --> P. 1:101 ack 1 bad-checksum -->
        0.0410 <-- P. 1:501 ack 101 <--
        0.0415 --> . 101:101 ack 501 -->
        """),
    .clean(
      "offloaded", Trace.exchange + "1.000 --> P. 101:201 ack 501 partial-checksum -->\n1.020 <-- . 501:501 ack 201 <--"
    ),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let bad = Aggregates.noted(story, side, .badChecksum)
      guard let first = bad.first else { continue }
      let count = max(bad.count, Int(story.figures[side].badChecksum))
      report.add(
        story, at: bad, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "\(Text.count(count, "segment")) of the \(Text.english(side)) with a wrong checksum; the receiver ignores \(count == 1 ? "it" : "them")",
        zh: "\(Text.chinese(side))有 \(count) 个报文段校验和错误，接收方将忽略",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }
}
