import FlowstateCore

/// The FIN was repeated at another sequence number.
///
/// Not this finding for a FIN that is sent again together with more or less of its data: ends are compared.
enum FINSequenceChanged: FindingRule {
  static let id = "fin-seq-changed"
  static let title = Sentence(en: "Two FINs at different numbers", zh: "FIN 重发时序列号改变")
  static let group = RuleGroup.teardown
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .beyondFIN
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "the second is further on",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        1.100 --> F. 301:301 ack 501 -->
        """),
    .clean(
      "cut differently",
      Trace.exchange + """
        1.000 --> FP. 101:201 ack 501 --X
        1.220 --> FP. 151:201 ack 501 -->
        1.240 <-- F. 501:501 ack 202 <--
        1.2405 --> . 202:202 ack 502 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let fins = context.outline.fin[side].filter {
        story.segments[$0].notes.isDisjoint(with: [.oldIncarnation, .oldCopy])
      }
      guard let first = fins.first,
        let other = fins.first(where: { story.segments[$0].end != story.segments[first].end })
      else { continue }
      let forged = story.fate(first) == .foreign || story.fate(other) == .foreign
      report.add(
        story, at: [first, other], kind: forged ? "forged" : nil, confidence: forged ? .strong : .weak,
        about: story.subject(side),
        en:
          "The \(Text.english(side)) sent two FINs \(abs(Int(story.segments[first].end.distance(to: story.segments[other].end)))) apart: one is probably not its own",
        zh:
          "\(Text.chinese(side))发送了两个相差 \(abs(Int(story.segments[first].end.distance(to: story.segments[other].end)))) 的 FIN：其一可能并非其所发"
      )
      return
    }
  }
}
