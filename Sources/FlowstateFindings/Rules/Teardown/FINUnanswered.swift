import FlowstateCore

/// A FIN was sent again and again, and never acknowledged.
///
/// Seen: one retransmission at least, no ACK of it, no RST, until the horizon has passed. Weak and info when nothing of the
/// other end was captured: its direction may be missing.
enum FINUnanswered: FindingRule {
  static let id = "fin-unanswered"
  static let title = Sentence(en: "A FIN was never acknowledged", zh: "FIN 始终没有得到确认")
  static let group = RuleGroup.teardown
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.3")]
  static let trigger: Facts = .finRepeated
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "the peer is gone",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 --X
        1.220 --> F. 101:101 ack 501 --X
        1.660 --> F. 101:101 ack 501 --X
        2.540 --> F. 101:101 ack 501 --X
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        60.00 --> S 0:0 -->
        60.02 <-- R. =0:=0 ack 1 <--
        """),
    .clean(
      "the second is acknowledged",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 --X
        1.220 --> F. 101:101 ack 501 -->
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let fins = context.outline.fin[side].filter { story.isGenuine($0) }
      guard fins.count > 1, let first = fins.first, let last = fins.last,
        story.firstCovering(story.segments[first].end, by: side.peer, in: first + 1..<story.segments.count) == nil,
        context.outline.rst.client.isEmpty, context.outline.rst.server.isEmpty
      else { continue }
      // An end that was never heard may be alive, and its direction not in the capture.
      let isHeard = story.figures[side.peer].frames > 0
      let gap = story.segments[last].time &- story.segments[fins[fins.count - 2]].time
      let gate = context.gate(after: story.segments[last].time, lastGap: gap)
      let span = story.segments[last].time &- story.segments[first].time
      report.add(
        story, at: fins, kind: gate == .pending ? "pending" : "gave-up",
        severity: isHeard ? gate.severity(.warning) : .info,
        confidence: isHeard ? gate.confidence(.strong) : .weak, about: story.subject(side.peer),
        en:
          "The \(Text.english(side))'s FIN was sent \(fins.count) times within \(Text.duration(span)) and never acknowledged",
        zh: "\(Text.chinese(side))的 FIN 在 \(Text.duration(span)) 内发送了 \(fins.count) 次，始终没有得到确认",
        details: [Detail("transmissions", .integer(Int64(fins.count))), Detail("span", .duration(span))])
    }
  }
}
