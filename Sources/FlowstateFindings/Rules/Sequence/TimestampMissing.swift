import FlowstateCore

/// A segment without timestamps, though both ends had agreed on them: its receiver should drop it.
///
/// Info where keep-alive probes alone lack them, as some stacks send those. Not this finding for RSTs, which may lack them, or for segments that belong to another connection.
enum TimestampMissing: FindingRule {
  static let id = "timestamp-missing"
  static let title = Sentence(en: "A segment lacks the timestamps option", zh: "报文段缺少时间戳选项")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(7323, "3.2")]
  static let trigger: Facts = .oddTimestampsOrSACK
  static let pattern = "!tcp.options.timestamp"
  static let examples: [Example] = [
    .flagged(
      "in the middle",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 bare -->
        2.000 --> P. 1:101 ack 1 -->
        2.020 <-- . 1:1 ack 101 <--
        """),
    .clean("present", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.handshake.options.client?.timestamps == true, story.handshake.options.server?.timestamps == true,
      let synACK = context.outline.synACK.server.first ?? context.outline.synACK.client.first
    else { return }
    for side in Side.allCases {
      let bare = context.outline.live.filter { index in
        let segment = story.segments[index]
        return index > synACK && segment.sender == side && !segment.hasTimestamps && !segment.isRST
          && !segment.flags.contains(.syn) && segment.notes.isDisjoint(with: .oldIncarnation)
      }
      guard let first = bare.first else { continue }
      // Apple's stacks leave them out of keep-alive probes, and are answered.
      let isProbing = bare.allSatisfy { story.segments[$0].notes.contains(.keepAlive) }
      report.add(
        story, at: bare, shownAt: first, severity: isProbing ? .info : .warning, confidence: .strong,
        about: story.subject(side),
        en:
          "\(Text.count(bare.count, "segment")) of the \(Text.english(side)) without timestamps, though both ends agreed on them",
        zh: "双方已协商时间戳，\(Text.chinese(side))却有 \(bare.count) 个报文段没有该选项",
        details: [Detail("segments", .integer(Int64(bare.count)))])
    }
  }
}
