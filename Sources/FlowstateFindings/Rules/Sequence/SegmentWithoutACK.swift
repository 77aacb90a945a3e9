import FlowstateCore

/// A segment without the ACK flag inside a connection. Its receiver drops it.
enum SegmentWithoutACK: FindingRule {
  static let id = "segment-without-ack"
  static let title = Sentence(en: "A segment lacks the ACK flag", zh: "报文段缺少 ACK 标志")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.1"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .oddFlags
  static let pattern = "tcp.flags.ack == 0 && tcp.flags.syn == 0 && tcp.flags.reset == 0"
  static let examples: [Example] = [
    .flagged("data without ACK", Trace.exchange + "1.000 --> P 101:201 -->"),
    .clean("ordinary", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let odd = context.outline.live.filter { index in
      let flags = story.segments[index].flags
      return flags.isDisjoint(with: [.ack, .syn, .rst])
    }
    guard let first = odd.first,
      Self.isConnection(story, before: first),
      story.stateBefore(first, .client).isSynchronized
        || story.stateBefore(first, .server).isSynchronized
    else { return }
    report.add(
      story, at: odd, shownAt: first, confidence: .certain, about: story.subject(story.segments[first].sender),
      en:
        "\(Text.count(odd.count, "segment")) inside the connection without the ACK flag; the receiver drops \(odd.count == 1 ? "it" : "them")",
      zh: "连接中有 \(odd.count) 个报文段没有 ACK 标志，接收方将丢弃",
      details: [Detail("segments", .integer(Int64(odd.count)))])
  }

  /// Whether both ends had acknowledged something before: a lone probe is no connection.
  private static func isConnection(_ story: ConnectionStory, before index: Int) -> Bool {
    story.acknowledged(by: .client, before: index) != nil && story.acknowledged(by: .server, before: index) != nil
  }
}
