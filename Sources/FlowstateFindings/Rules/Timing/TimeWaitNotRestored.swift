import FlowstateCore

/// TIME-WAIT was reopened by an old SYN, the attempt was reset, and TIME-WAIT was not put back.
///
/// Seen: a connection on the tuple whose end was in TIME-WAIT, a SYN-ACK of that end, the RST that rejects it, and then the
/// earlier connection's FIN, answered by an RST. Linux does so.
enum TimeWaitNotRestored: FindingRule {
  static let id = "time-wait-not-restored"
  static let title = Sentence(en: "TIME-WAIT was not restored", zh: "TIME-WAIT 未被恢复")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(1122, "4.2.2.13")]
  static let trigger: Facts = .reused
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.fin == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "the old FIN meets a listener",
      Trace.serverCloses + """
        2.000  --> S 9000:9000 -->
        2.020  <-- S. 66039:66039 ack 9001 <--
        2.0205 --> R 9001:9001 -->
        2.500  --> F. 101:101 ack 502 -->
        2.520  <-- R 502:502 <--
        """),
    .clean(
      "the new connection is completed",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let before = story.predecessor,
      let rejected = context.resets.first(where: { $0.meaning == .rejectsSYNACK }), let answered = rejected.answered,
      story.segments[answered].isSYNACK
    else { return }
    let side = rejected.sender.peer
    guard before.states[side] == .timeWait || before.activeCloser == side,
      let fin = context.outline.fin[rejected.sender].first(where: { $0 > rejected.index }),
      before.sendNext[rejected.sender].map({ $0 == story.segments[fin].end }) ?? true,
      let reset = context.outline.rst[side].first(where: { index in
        index > fin && story.segments[index].sequence == story.segments[fin].acknowledgment
      })
    else { return }
    report.add(
      story, at: [answered, rejected.index, fin, reset], shownAt: reset, confidence: .strong,
      about: story.subject(side),
      en:
        "The \(Text.english(side)) gave up TIME-WAIT for an attempt that was reset, and did not return to it: the earlier connection's FIN was answered by an RST",
      zh: "\(Text.chinese(side))为一个随后被复位的请求放弃了 TIME-WAIT 且未恢复：旧连接的 FIN 被 RST 应答")
  }
}
