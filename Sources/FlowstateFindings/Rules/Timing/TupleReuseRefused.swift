import FlowstateCore

/// A SYN met TIME-WAIT and was answered by an ACK of the dead connection; the opener's RST and another SYN followed.
///
/// Seen: an end that had sent and received FIN, a SYN, the end's ACK without SYN that repeats its old numbers, usually the
/// opener's RST with that number. Not this finding when the challenged end had not closed (`syn-challenged`).
enum TupleReuseRefused: FindingRule {
  static let id = "tuple-reuse-refused-in-time-wait"
  static let title = Sentence(en: "TIME-WAIT refused a new connection", zh: "新连接被 TIME-WAIT 拒绝")
  static let group = RuleGroup.timing
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4"), .rfc(5961, "4.2"), .rfc(6191, "2")]
  static let trigger: Facts = [.synWhileSynchronized, .reused]
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "ACK, RST, SYN again",
      Trace.serverCloses + """
        5.000  --> S -9000:-9000 -->
        5.020  <-- . 502:502 ack 102 <--
        5.0205 --> R 102:102 -->
        6.000  --> S -9000:-9000 -->
        6.020  <-- S. 5000000:5000000 ack -8999 <--
        6.0205 --> . -8999:-8999 ack 5000001 -->
        """),
    .clean(
      "accepted at once",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard context.outline.syn.client.count + context.outline.syn.server.count > 0 else { return }
    let refused = Challenge.all(story, context).filter(\.wasClosed)
    guard let first = refused.first else { return }
    let syn = story.segments[first.syn]
    let accepted = context.outline.synACK[syn.sender.peer].first { $0 > first.syn }
    let delay = accepted.map { story.segments[$0].time &- syn.time }
    report.add(
      story, at: refused.flatMap { [$0.syn, $0.answer, $0.rejected].compactMap { $0 } }, shownAt: first.answer,
      confidence: first.rejected == nil ? .strong : .certain, about: story.subject(syn.sender.peer),
      en:
        "The \(Text.english(syn.sender.peer)) was in TIME-WAIT and answered \(Text.count(refused.count, "SYN")) by an ACK of the dead connection"
        + (delay.map { "; accepted after \(Text.duration($0))" } ?? ""),
      zh: "\(Text.chinese(syn.sender.peer))处于 TIME-WAIT，以旧连接的 ACK 应答了 \(refused.count) 个 SYN"
        + (delay.map { "；\(Text.duration($0)) 后才被接受" } ?? ""),
      details: [
        Detail("refused", .integer(Int64(refused.count))), Detail("delay", delay.map { .duration($0) } ?? .null),
      ])
  }
}
