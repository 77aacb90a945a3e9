import FlowstateCore

/// A sender gave up after retransmissions that nobody answered.
///
/// Seen: four or more transmissions of the same octets with nothing of the peer after the first, then the sender's RST
/// (kind `reset`), or silence for twice the last gap (kind `silent`).
/// Not this finding when the peer was never heard (`capture-one-sided`).
enum RSTByRetransmissionTimeout: FindingRule {
  static let id = "rst-by-retransmission-timeout"
  static let title = Sentence(en: "The sender gave up after retransmissions", zh: "重传无应答，发送方放弃")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.3"), .rfc(6298, "5.5")]
  static let trigger: Facts = .retransmission
  static let pattern = "tcp.analysis.retransmission || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "then an RST", kind: "reset",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 --X
        1.750 --> P. 101:201 ack 501 --X
        2.750 --> P. 101:201 ack 501 --X
        4.750 --> R. 201:201 ack 501 -->
        """),
    .clean(
      "answered at last",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 --X
        1.750 --> P. 101:201 ack 501 --X
        2.750 --> P. 101:201 ack 501 -->
        2.770 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.oneSided) else { return }
    for side in Side.allCases {
      let heard = context.outline.live.last { story.segments[$0].sender == side.peer } ?? -1
      let data = context.outline.live.filter { index in
        let segment = story.segments[index]
        return segment.sender == side && segment.payloadLength > 0 && !segment.isRST
          && segment.notes.isDisjoint(with: [.keepAlive, .zeroWindowProbe, .oldCopy])
      }
      guard let last = data.last else { continue }
      let number = story.segments[last].sequence
      let run = data.filter { $0 > heard && story.segments[$0].sequence == number }
      guard run.count >= 4, let first = run.first, story.figures[side.peer].frames > 0 else { continue }
      let reset = context.outline.rst[side].first { $0 > last }
      let gap = story.segments[last].time &- story.segments[run[run.count - 2]].time
      let gate = reset == nil ? context.gate(after: story.segments[last].time, lastGap: gap) : .open
      guard gate != .pending else { continue }
      let span = story.segments[last].time &- story.segments[first].time
      report.add(
        story, at: run + (reset.map { [$0] } ?? []), shownAt: reset ?? last, kind: reset == nil ? "silent" : "reset",
        confidence: gate.confidence(.strong), about: story.subject(side.peer),
        en:
          "The \(Text.english(side)) sent the same data \(run.count) times within \(Text.duration(span)) without any answer, and gave up",
        zh: "\(Text.chinese(side))在 \(Text.duration(span)) 内发送同一数据 \(run.count) 次，没有任何应答，随后放弃",
        details: [Detail("transmissions", .integer(Int64(run.count))), Detail("span", .duration(span))])
    }
  }
}
