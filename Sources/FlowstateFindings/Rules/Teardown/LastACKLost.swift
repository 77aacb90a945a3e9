import FlowstateCore

/// The ACK of the second FIN was lost, the FIN came again, and TIME-WAIT answered it: TIME-WAIT did its work.
///
/// Seen: the active closer's ACK of the peer's FIN, that FIN again at least a round trip later, and a second ACK.
/// Not this finding when an RST answers the repeated FIN (`premature-close-fin-answered-by-rst`).
enum LastACKLost: FindingRule {
  static let id = "last-ack-lost"
  static let title = Sentence(en: "The last ACK was lost; TIME-WAIT answered", zh: "最后一个 ACK 丢失，TIME-WAIT 重新应答")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6.1"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .finRepeated
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "second ACK",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
    .clean(
      "an RST instead",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> R 102:102 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      // `side` is the one whose FIN comes again; its peer closed first.
      let fins = context.outline.fin[side].filter { story.isGenuine($0) }
      guard let first = fins.first, context.outline.fin[side.peer].contains(where: { story.isGenuine($0) }),
        let covered = story.firstCovering(
          story.segments[first].end, by: side.peer, in: first + 1..<story.segments.count),
        let again = fins.first(where: { index in
          index > covered && story.segments[index].end == story.segments[first].end
            && story.segments[index].notes.isDisjoint(with: .oldCopy)
            && context.canReact(story, side, to: story.segments[covered].time, at: story.segments[index].time)
        }),
        let second = story.firstCovering(story.segments[first].end, by: side.peer, in: again + 1..<story.segments.count)
      else { continue }
      let gap = story.segments[again].time &- story.segments[covered].time
      report.add(
        story, at: [first, covered, again, second], shownAt: again, confidence: .strong,
        about: story.subject(side.peer),
        en:
          "The \(Text.english(side))'s FIN came again \(Text.duration(gap)) after its ACK had passed; the \(Text.english(side.peer)), in TIME-WAIT, acknowledged it anew",
        zh:
          "\(Text.chinese(side))的 FIN 在其 ACK 经过 \(Text.duration(gap)) 后再次出现；处于 TIME-WAIT 的\(Text.chinese(side.peer))重新确认",
        details: [Detail("gap", .duration(gap))])
      return
    }
  }
}
