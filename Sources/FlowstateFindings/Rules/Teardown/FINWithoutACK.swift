import FlowstateCore

/// A FIN without the ACK flag inside a connection: its receiver drops it.
///
/// Not this finding without a connection: then it is a probe (`fin-null-xmas-scan`).
enum FINWithoutACK: FindingRule {
  static let id = "fin-without-ack"
  static let title = Sentence(en: "A FIN without ACK", zh: "FIN 缺少 ACK 标志")
  static let group = RuleGroup.teardown
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .oddFlags
  static let pattern = "tcp.flags.fin == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged("bare", Trace.exchange + "1.000 --> F 101:101 -->"),
    .clean("ordinary", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let fins = context.outline.live.filter { index in
      let flags = story.segments[index].flags
      return flags.contains(.fin) && flags.isDisjoint(with: [.ack, .syn, .rst])
    }
    guard let first = fins.first, story.acknowledged(by: .client, before: first) != nil,
      story.acknowledged(by: .server, before: first) != nil
    else { return }
    report.add(
      story, at: fins, shownAt: first, confidence: .certain, about: story.subject(story.segments[first].sender),
      en:
        "\(Text.count(fins.count, "FIN")) without the ACK flag; the receiver drops \(fins.count == 1 ? "it" : "them")",
      zh: "\(fins.count) 个 FIN 没有 ACK 标志，接收方将丢弃",
      details: [Detail("segments", .integer(Int64(fins.count)))])
  }
}
