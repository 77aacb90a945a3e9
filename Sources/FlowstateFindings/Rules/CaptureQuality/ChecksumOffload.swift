import FlowstateCore

/// Checksums that the sender's network card had yet to fill in: the capture was made on that host. Nothing is wrong.
enum ChecksumOffload: FindingRule {
  static let id = "checksum-offload"
  static let title = Sentence(en: "Checksums left to the network card", zh: "校验和由网卡计算（checksum offload）")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.1")]
  static let trigger: Facts = .captureMarks
  static let pattern = "tcp.checksum.status != \"Good\""
  static let examples: [Example] = [
    .flagged(
      "offloaded", Trace.exchange + "1.000 --> P. 101:201 ack 501 partial-checksum -->\n1.020 <-- . 501:501 ack 201 <--"
    ),
    .clean("damaged on the way", Trace.exchange + "1.000 --> P. 101:201 ack 501 bad-checksum -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].partialChecksum > 0 {
      let shown = story.segments.indices.filter {
        story.segments[$0].sender == side && story.segments[$0].marks.contains(.checksumPartial)
      }
      let first = shown.first ?? 0
      report.add(
        story, at: shown.isEmpty ? [first] : shown, shownAt: first, confidence: .certain, about: .capture,
        en:
          "\(story.figures[side].partialChecksum) checksums of the \(Text.english(side)) were left to its network card: captured on that host",
        zh: "\(Text.chinese(side))有 \(story.figures[side].partialChecksum) 个校验和留给网卡计算：在该主机上抓包",
        details: [Detail("segments", .integer(Int64(story.figures[side].partialChecksum)))])
    }
  }
}
