import FlowstateCore

/// The SYN-ACK came after the client had given up.
///
/// Seen: one initial sequence number, a SYN-ACK more than 1 s after the first SYN, and the client's RST to it.
/// Not this finding with the shape of a scan (`syn-scan-open`), or when the SYN was old (`stale-syn-reset`).
enum LateSYNACKReset: FindingRule {
  static let id = "late-synack-reset"
  static let title = Sentence(en: "The SYN-ACK came too late", zh: "SYN-ACK 到得太晚，客户端已放弃")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7.1"), .rfc(8305)]
  static let trigger: Facts = .rst
  static let measuresTime = true
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "answer after four seconds",
      Trace.modernPeers + """
        0.000  --> S 0:0 -->
        1.000  --> S 0:0 -->
        4.000  <-- S. 0:0 ack 1 <--
        4.0005 --> R 1:1 -->
        """),
    .clean(
      "a probe resets at once",
      Trace.peers + """
        0.000  --> S 0:0 win 1024 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 win 0 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .rejectsSYNACK {
      guard let answered = reading.answered, let stale = StaleAttempt(story, context, reading),
        stale.confidence == nil, stale.other == nil, let syn = stale.syn
      else { continue }
      let wait = story.segments[answered].time &- story.segments[syn].time
      guard wait > .second else { continue }
      report.add(
        story, at: context.outline.syn[reading.sender] + [answered, reading.index], shownAt: reading.index,
        confidence: .strong, about: story.subject(reading.sender),
        en: "The SYN-ACK came \(Text.duration(wait)) after the first SYN; the client had given up and reset it",
        zh: "SYN-ACK 在首个 SYN 之后 \(Text.duration(wait)) 才到达；客户端已放弃，以 RST 应答",
        details: [Detail("wait", .duration(wait))])
      return
    }
  }
}
