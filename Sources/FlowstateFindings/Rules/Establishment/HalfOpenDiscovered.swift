import FlowstateCore

/// One end had forgotten the connection and opened anew; the other's challenge ACK told it so (RFC 9293 figure 9).
///
/// Seen: a SYN inside a synchronized connection, the challenge ACK, and the SYN's sender's RST with exactly the number of
/// that ACK. Not this finding when the challenged end had closed (`tuple-reuse-refused-in-time-wait`).
enum HalfOpenDiscovered: FindingRule {
  static let id = "half-open-discovered"
  static let title = Sentence(en: "A half-open connection was discovered", zh: "发现半打开的旧连接")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.1"), .rfc(5961, "4.2")]
  static let trigger: Facts = [.synWhileSynchronized, .reused, .synACKUnmatched, .unacceptable]
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "a client restarts and takes the same port",
      Trace.exchange + """
        100.000 --> S 700000:700000 -->
        100.020 <-- . 501:501 ack 101 <--
        100.021 --> R 101:101 -->
        101.000 --> S 700000:700000 -->
        101.020 <-- S. 900000:900000 ack 700001 <--
        101.021 --> . 700001:700001 ack 900001 -->
        """),
    .flagged(
      "the other end was in a connection since before the capture",
      Trace.openAtPeer),
    .clean(
      "an old SYN, the connection goes on",
      Trace.exchange + """
        0.500 --> S -50000:-50000 -->
        0.520 <-- . 501:501 ack 101 <--
        0.600 --> P. 101:201 ack 501 -->
        0.620 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for challenge in Challenge.all(story, context) where !challenge.wasClosed {
      guard let rejected = challenge.rejected else { continue }
      let side = story.segments[challenge.syn].sender
      let again = context.outline.syn[side].first { $0 > rejected }
      report.add(
        story, at: [challenge.syn, challenge.answer, rejected] + (again.map { [$0] } ?? []), shownAt: rejected,
        confidence: again == nil || challenge.isUnseen ? .strong : .certain, about: story.subject(side),
        en:
          "The \(Text.english(side)) had forgotten this connection and opened anew; a challenge ACK told it, and its RST cleared the other end",
        zh: "\(Text.chinese(side))已不记得此连接并重新发起；对端以 challenge ACK 应答后被 RST 清除")
      return
    }
  }
}
