import FlowstateCore

/// The FIN was repeated at another sequence number.
///
/// Kinds: `renumbered` when the second carries on its sender's IP identification and TTL: the sender, or what rewrites its
/// numbers, moved them; `forged` when one was not taken as its sender's own.
/// Not this finding for a FIN without the ACK flag, which its receiver drops, or for one that is sent again together with
/// more or less of its data: ends are compared.
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
      "the second is further on, and comes from elsewhere",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        1.100 --> F. 301:301 ack 501 id 40000 ttl 49 -->
        """),
    .flagged(
      "its sender counts the FIN it sent", kind: "renumbered",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.300 --> F. 102:102 ack 501 -->
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
        story.segments[$0].flags.contains(.ack)
          && story.segments[$0].notes.isDisjoint(with: [.oldIncarnation, .oldCopy])
      }
      guard let first = fins.first,
        let other = fins.first(where: { story.segments[$0].end != story.segments[first].end })
      else { continue }
      let isOwn = carriesOn(story, context, other)
      let isForged = !isOwn && (story.fate(first) == .foreign || story.fate(other) == .foreign)
      let apart = abs(Int(story.segments[first].end.distance(to: story.segments[other].end)))
      report.add(
        story, at: [first, other], kind: isOwn ? "renumbered" : isForged ? "forged" : nil,
        confidence: isOwn || isForged ? .strong : .weak, about: story.subject(side),
        en: "The \(Text.english(side)) sent two FINs \(apart) apart: "
          + (isOwn ? "by its IP header the second is its own, with other numbers" : "one is probably not its own"),
        zh: "\(Text.chinese(side))发送了两个相差 \(apart) 的 FIN：" + (isOwn ? "按 IP 首部，第二个确为其所发，但序列号变了" : "其一可能并非其所发"))
      return
    }
  }

  /// Whether a segment's IP identification and TTL carry on those of its sender's last one.
  private static func carriesOn(_ story: ConnectionStory, _ context: RuleContext, _ index: Int) -> Bool {
    let segment = story.segments[index]
    guard segment.identification != 0,
      let before = context.outline.live.last(where: { $0 < index && story.segments[$0].sender == segment.sender })
    else { return false }
    let step = segment.identification &- story.segments[before].identification
    return (1...64).contains(step) && abs(Int(segment.hopLimit) - Int(story.segments[before].hopLimit)) <= 1
  }
}
