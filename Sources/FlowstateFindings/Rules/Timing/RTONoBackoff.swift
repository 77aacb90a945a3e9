import FlowstateCore

/// Retransmissions of one segment without doubling the wait.
///
/// Seen: five or more transmissions of the same octets, four gaps above 200 ms, each less than 1.3 times the one before,
/// nothing of the peer between. Not this finding for SYNs, which Linux repeats at a steady pace first, and probes.
enum RTONoBackoff: FindingRule {
  static let id = "rto-no-backoff"
  static let title = Sentence(en: "Retransmissions without backoff", zh: "重传间隔未指数退避")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(6298, "5.5")]
  static let trigger: Facts = .retransmission
  static let measuresTime = true
  static let pattern = "tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "every half second",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.500 --> P. 101:201 ack 501 --X
        2.000 --> P. 101:201 ack 501 --X
        2.500 --> P. 101:201 ack 501 --X
        3.000 --> P. 101:201 ack 501 -->
        3.020 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "doubled",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.500 --> P. 101:201 ack 501 --X
        2.500 --> P. 101:201 ack 501 --X
        4.500 --> P. 101:201 ack 501 --X
        8.500 --> P. 101:201 ack 501 -->
        8.520 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      var run: [Int] = []
      for index in context.outline.live {
        let segment = story.segments[index]
        if segment.sender == side.peer || segment.isRST {
          run.removeAll()
          continue
        }
        guard segment.payloadLength > 0, !segment.flags.contains(.syn),
          segment.notes.isDisjoint(with: [.keepAlive, .zeroWindowProbe, .oldCopy])
        else { continue }
        if let last = run.last, story.segments[last].sequence == segment.sequence {
          let gap = segment.time &- story.segments[last].time
          let before = run.count > 1 ? story.segments[last].time &- story.segments[run[run.count - 2]].time : 0
          if gap <= 200 * .millisecond || before > 0 && gap >= before / 10 &* 13 { run.removeAll() }
        } else {
          run.removeAll()
        }
        run.append(index)
        guard run.count >= 5, let first = run.first else { continue }
        report.add(
          story, at: run, shownAt: index, confidence: .strong, about: story.subject(side),
          en:
            "The \(Text.english(side)) sent the same data \(run.count) times, about \(Text.duration((segment.time &- story.segments[first].time) / Int64(run.count - 1))) apart, without doubling the wait",
          zh: "\(Text.chinese(side))以几乎相同的间隔发送同一数据 \(run.count) 次，未按指数退避",
          details: [Detail("transmissions", .integer(Int64(run.count)))])
        break
      }
    }
  }
}
