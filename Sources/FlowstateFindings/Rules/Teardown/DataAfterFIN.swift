import FlowstateCore

/// A side sends payload beyond its own FIN, before the connection was closed. No TCP does.
///
/// Not this finding when the FIN is forged, or when both ends had closed (`data-after-close`).
enum DataAfterFIN: FindingRule {
  static let id = "data-after-fin"
  static let title = Sentence(en: "Data beyond the sender's own FIN", zh: "FIN 之后仍发送数据")
  static let group = RuleGroup.teardown
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = .beyondFIN
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "beyond the FIN",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        1.100 --> P. 102:202 ack 501 -->
        """),
    .clean(
      "the peer sends on",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        1.100 <-- P. 501:601 ack 102 <--
        1.1005 --> . 102:102 ack 601 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let fin = context.outline.fin[side].first(where: { story.isGenuine($0) }),
        let later = context.outline.live.first(where: { index in
          let segment = story.segments[index]
          return index > fin && segment.sender == side && segment.payloadLength > 0 && !segment.isRST
            && !segment.flags.contains(.syn) && story.segments[fin].end.isAtMost(segment.sequence)
            && segment.notes.isDisjoint(with: [.oldIncarnation, .oldCopy])
        })
      else { continue }
      let closed = context.outline.fin[side.peer].contains { other in
        other < later && story.firstCovering(story.segments[other].end, by: side, in: other + 1..<later) != nil
      }
      guard !closed else { continue }
      let forged = story.fate(fin) == .foreign || story.fate(later) == .foreign
      report.add(
        story, at: [fin, later], severity: forged ? .warning : .error, confidence: forged ? .weak : .strong,
        about: story.subject(side),
        en: "The \(Text.english(side)) sent data beyond its own FIN: one of the two is forged or wrong",
        zh: "\(Text.chinese(side))在自己的 FIN 之后发送了数据：二者之一系伪造或出错")
      return
    }
  }
}
