import FlowstateCore

/// A SACK block names octets that the peer had not sent: often a device that shifts sequence numbers and forgets the block.
enum SACKInvalid: FindingRule {
  static let id = "sack-invalid"
  static let title = Sentence(en: "A SACK block fits nothing that was sent", zh: "SACK 块与已发送数据不符")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(2018, "4"), .rfc(2883, "4")]
  static let trigger: Facts = .oddTimestampsOrSACK
  static let pattern = "tcp.options.sack"
  static let examples: [Example] = [
    .flagged(
      "far beyond", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 sack 900001:901001 <--"),
    .clean("ordinary", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, !story.facts.contains(.oneSided) else { return }
    for side in Side.allCases {
      let odd = context.outline.live.filter {
        story.segments[$0].sender == side && story.segments[$0].notes.contains(.invalidSACK)
      }
      guard let first = odd.first else { continue }
      report.add(
        story, at: odd, shownAt: first, severity: odd.count >= 3 ? .warning : .notice, confidence: .strong,
        about: story.subject(side),
        en:
          "\(Text.count(odd.count, "ACK")) of the \(Text.english(side)) carried SACK blocks outside what its peer had sent",
        zh: "\(Text.chinese(side))有 \(odd.count) 个 ACK 携带超出对端已发送范围的 SACK 块",
        details: [Detail("segments", .integer(Int64(odd.count)))])
    }
  }
}
