import FlowstateCore

/// An old segment or an RST ended TIME-WAIT early (RFC 1337).
///
/// Seen: an end in TIME-WAIT, an RST with exactly the number it expects; kind `dance` when an old segment drew the ACK that
/// the RST rejects. Certain when the end later shows that it is CLOSED, else weak, as it may ignore the RST.
enum TimeWaitAssassinated: FindingRule {
  static let id = "time-wait-assassinated"
  static let title = Sentence(en: "An RST ended TIME-WAIT early", zh: "TIME-WAIT 被提前终结（TIME-WAIT assassination）")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(1337), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "an old segment, its ACK, the RST", kind: "dance",
      Trace.clientCloses + """
        2.000 <-- P. 1:501 ack 101 <--
        2.0005 --> . 102:102 ack 502 -->
        2.0210 <-- R 502:502 <--
        """),
    .clean("nothing comes", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for index in (context.outline.rst.client + context.outline.rst.server).sorted() {
      let reset = story.segments[index]
      let side = reset.sender.peer
      // `side` closed first: its FIN was acknowledged, and it acknowledged the peer's.
      guard let own = context.outline.fin[side].first(where: { $0 < index && story.isGenuine($0) }),
        let other = context.outline.fin[side.peer].first(where: { $0 < index && story.isGenuine($0) }),
        story.firstCovering(story.segments[own].end, by: side.peer, in: own + 1..<index) != nil,
        let covered = story.firstCovering(story.segments[other].end, by: side, in: other + 1..<index),
        reset.sequence == story.segments[other].end,
        own < other || !story.segments[own].flags.contains(.ack)
          || story.segments[own].acknowledgment.isBefore(story.segments[other].end),
        reset.time &- story.segments[covered].time < context.settings.timeWait,
        // The end that resets did so before: it had aborted, and its peer's TIME-WAIT is no matter.
        !context.outline.rst[side.peer].contains(where: { $0 < index && story.isGenuine($0) })
      else { continue }
      let drawn = context.outline.live.last { $0 < index && $0 > covered && story.segments[$0].sender == side }
      let old = drawn.flatMap { answer in
        context.outline.live.last { $0 < answer && $0 > covered && story.segments[$0].sender == side.peer }
      }
      let shown = context.outline.live.first { later in
        later > index && story.segments[later].sender == side && story.segments[later].isRST
      }
      let passed = reset.time &- story.segments[covered].time
      report.add(
        story, at: [covered, old, drawn, index, shown].compactMap { $0 }, shownAt: index,
        kind: old == nil ? nil : "dance",
        confidence: shown != nil ? .certain : old == nil ? .weak : .strong, about: story.subject(side),
        en: "An exact RST reached the \(Text.english(side))'s TIME-WAIT \(Text.duration(passed)) after it began"
          + (old == nil ? "" : "; an old segment had drawn the ACK that it rejects"),
        zh: "\(Text.chinese(side))进入 TIME-WAIT \(Text.duration(passed)) 后收到序列号精确的 RST"
          + (old == nil ? "" : "；旧报文段引出的 ACK 触发了它"),
        details: [Detail("passed", .duration(passed))])
      return
    }
  }
}
