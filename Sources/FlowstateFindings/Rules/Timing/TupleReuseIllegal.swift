import FlowstateCore

/// A SYN inside TIME-WAIT was accepted although no rule allows it.
///
/// Seen: the timestamp is older, or there is none and the sequence number is not higher. Not this finding when a rule allows
/// it (`tuple-reuse-in-time-wait-legal`), or after 2MSL.
enum TupleReuseIllegal: FindingRule {
  static let id = "tuple-reuse-in-time-wait-illegal"
  static let title = Sentence(en: "TIME-WAIT was reused against the rules", zh: "在 TIME-WAIT 内违规重用四元组")
  static let group = RuleGroup.timing
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(6191, "2")]
  static let trigger: Facts = .reused
  static let measuresTime = true
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "lower number, no timestamps",
      Trace.serverCloses + """
        5.000  --> S -9000:-9000 -->
        5.020  <-- S. 66039:66039 ack -8999 <--
        5.0205 --> . -8999:-8999 ack 66040 -->
        """),
    .clean(
      "higher number",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reuse = TupleReuse.read(story, context), case .illegal = reuse.kind else { return }
    report.add(
      story, at: [reuse.syn, reuse.synACK], shownAt: reuse.syn, confidence: reuse.isProved ? .strong : .weak,
      about: story.subject(reuse.closer),
      en:
        "The tuple was reused \(Text.duration(reuse.passed)) into the \(Text.english(reuse.closer))'s TIME-WAIT by a SYN that is not newer than the connection before",
      zh: "\(Text.chinese(reuse.closer))进入 TIME-WAIT \(Text.duration(reuse.passed)) 后，四元组被一个并不更新的 SYN 重用",
      details: [Detail("passed", .duration(reuse.passed)), Detail("previous", .integer(Int64(story.previous)))])
  }
}
