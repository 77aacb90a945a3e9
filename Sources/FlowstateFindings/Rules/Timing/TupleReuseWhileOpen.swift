import FlowstateCore

/// A new SYN was accepted though the old connection had never been closed.
///
/// The server took it, so nobody was kept waiting: a notice; info after a long silence, as the close may have been missed. Not this finding after an RST or FINs.
enum TupleReuseWhileOpen: FindingRule {
  static let id = "tuple-reuse-while-open"
  static let title = Sentence(en: "A tuple was reused while open", zh: "旧连接尚未关闭，四元组即被重用")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.1")]
  static let trigger: Facts = .reused
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "the server forgot",
      Trace.exchange + """
        5.000  --> S 900000:900000 -->
        5.020  <-- S. 800000:800000 ack 900001 <--
        5.0205 --> . 900001:900001 ack 800001 -->
        """),
    .clean(
      "after a close",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reuse = TupleReuse.read(story, context), case .whileOpen = reuse.kind else { return }
    let isIdle = reuse.passed > context.settings.longIdle || context.settings.dropsReported
    report.add(
      story, at: [reuse.syn, reuse.synACK], shownAt: reuse.syn, severity: isIdle ? .info : .notice,
      confidence: isIdle ? .weak : .strong, about: story.subject(.server),
      en:
        "A new connection was accepted \(Text.duration(reuse.passed)) after the last frame of one on the same tuple that had not been closed",
      zh: "同一四元组上的旧连接尚未关闭，其最后一帧 \(Text.duration(reuse.passed)) 之后新连接即被接受",
      details: [Detail("passed", .duration(reuse.passed)), Detail("previous", .integer(Int64(story.previous)))])
  }
}
