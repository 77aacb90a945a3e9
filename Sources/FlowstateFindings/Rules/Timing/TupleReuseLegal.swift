import FlowstateCore

/// A SYN inside TIME-WAIT was accepted, and the rules allow it.
///
/// Kinds: `listener` (the listener was in TIME-WAIT; the SYN is new by timestamp or sequence number), `own` (the opener was
/// in TIME-WAIT itself: Linux tcp_tw_reuse). Certain when a new initial number is the old SND.NXT + 65537 (Linux).
/// Not this finding after 2MSL, or when the listener had closed last.
enum TupleReuseLegal: FindingRule {
  static let id = "tuple-reuse-in-time-wait-legal"
  static let title = Sentence(en: "TIME-WAIT was reused, as allowed", zh: "在 TIME-WAIT 内合法地重用四元组")
  static let group = RuleGroup.timing
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(6191, "2"), .rfc(1122, "4.2.2.13")]
  static let trigger: Facts = .reused
  static let measuresTime = true
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "higher number", kind: "listener",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
    .clean(
      "after 2MSL",
      Trace.serverCloses + """
        70.000  --> S 9000:9000 -->
        70.020  <-- S. 66039:66039 ack 9001 <--
        70.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reuse = TupleReuse.read(story, context), case .legal(let grounds) = reuse.kind else { return }
    report.add(
      story, at: [reuse.syn, reuse.synACK], shownAt: reuse.syn, kind: reuse.closer == .server ? "listener" : "own",
      confidence: reuse.isProved ? .certain : .strong, about: story.subject(reuse.closer),
      en:
        "The tuple was reused \(Text.duration(reuse.passed)) into the \(Text.english(reuse.closer))'s TIME-WAIT (2MSL \(Text.duration(context.settings.timeWait))); allowed: \(grounds)",
      zh:
        "\(Text.chinese(reuse.closer))进入 TIME-WAIT \(Text.duration(reuse.passed)) 后四元组被重用（2MSL 为 \(Text.duration(context.settings.timeWait))），符合规则",
      details: [
        Detail("passed", .duration(reuse.passed)), Detail("grounds", .text(grounds)),
        Detail("isn_proves_time_wait", .boolean(reuse.isProved)), Detail("previous", .integer(Int64(story.previous))),
      ])
  }
}
