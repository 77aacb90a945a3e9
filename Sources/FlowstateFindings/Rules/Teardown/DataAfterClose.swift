import FlowstateCore

/// New payload after both FINs were acknowledged.
///
/// Not this finding for old payload that comes late (`old-duplicate-segment`), or for retransmitted FINs.
enum DataAfterClose: FindingRule {
  static let id = "data-after-close"
  static let title = Sentence(en: "Data after the connection was closed", zh: "连接关闭之后仍有数据")
  static let group = RuleGroup.teardown
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .beyondFIN
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "new data",
      Trace.clientCloses + """
        1.500 <-- P. 502:602 ack 102 <--
        1.5005 --> R 102:102 -->
        """),
    .clean(
      "the FIN again",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let own = context.outline.fin[side].first(where: { story.isGenuine($0) }),
        let other = context.outline.fin[side.peer].first(where: { story.isGenuine($0) }),
        let later = context.outline.live.first(where: { index in
          index > max(own, other) && story.segments[index].sender == side && story.segments[index].payloadLength > 0
            && !story.segments[index].isRST && story.segments[own].end.isAtMost(story.segments[index].sequence)
            && story.segments[index].notes.isDisjoint(with: [.oldIncarnation, .oldCopy])
        }),
        story.firstCovering(story.segments[own].end, by: side.peer, in: own + 1..<later) != nil,
        story.firstCovering(story.segments[other].end, by: side, in: other + 1..<later) != nil
      else { continue }
      let bytes = story.segments[later].payloadLength
      report.add(
        story, at: [own, later], shownAt: later, confidence: .strong, about: story.subject(side),
        en: "The \(Text.english(side)) sent \(bytes) bytes after both ends had closed",
        zh: "双方都已关闭后，\(Text.chinese(side))又发送了 \(bytes) 字节",
        details: [Detail("bytes", .integer(Int64(bytes)))])
      return
    }
  }
}
