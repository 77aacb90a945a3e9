import FlowstateCore

/// The same tuple again, properly after TIME-WAIT.
enum TupleReuseAfter2MSL: FindingRule {
  static let id = "tuple-reuse-after-2msl"
  static let title = Sentence(en: "The tuple was reused after 2MSL", zh: "2MSL 之后重用四元组")
  static let group = RuleGroup.timing
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6.1")]
  static let trigger: Facts = .reused
  static let measuresTime = true
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "70 seconds later",
      Trace.serverCloses + """
        70.000  --> S 9000:9000 -->
        70.020  <-- S. 66039:66039 ack 9001 <--
        70.0205 --> . 9001:9001 ack 66040 -->
        """),
    .clean(
      "inside TIME-WAIT",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reuse = TupleReuse.read(story, context), case .afterTimeWait = reuse.kind else { return }
    report.add(
      story, at: [reuse.syn], confidence: .strong,
      en:
        "The tuple was reused \(Text.duration(reuse.passed)) after TIME-WAIT began (2MSL \(Text.duration(context.settings.timeWait)), RFC 9293: 240 s)",
      zh:
        "TIME-WAIT 开始 \(Text.duration(reuse.passed)) 之后四元组被重用（2MSL 为 \(Text.duration(context.settings.timeWait))，RFC 9293 为 240 s）",
      details: [Detail("passed", .duration(reuse.passed)), Detail("previous", .integer(Int64(story.previous)))])
  }
}
