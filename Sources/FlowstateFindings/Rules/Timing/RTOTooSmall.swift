import FlowstateCore

/// Data was sent again before an acknowledgment could have come.
///
/// Seen: the same octets again after less than nine tenths of the handshake's round trip, with nothing of the peer between;
/// by the sender's timestamps too, for a first copy that was long under way comes close to the second one.
/// Not this finding for fast retransmissions, for copies that the network or the capture made, or where the round trip is
/// not known or below 10 ms.
///
/// > Capture point: near the receiver the first copy may be late itself, so the finding is weak there.
enum RTOTooSmall: FindingRule {
  static let id = "rto-too-small"
  static let title = Sentence(en: "Retransmitted before an ACK could come", zh: "重传过早（RTO 过小）")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(6298, "2.4")]
  static let trigger: Facts = .retransmission
  static let measuresTime = true
  static let pattern = "tcp.analysis.spurious_retransmission || tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "after 10 ms on a path of 20 ms",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        1.010 --> P. 101:201 ack 501 -->
        1.020 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "the first copy was long under way",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 TS val 2000 ecr 1000 -->
        1.010 --> P. 1:101 ack 1 TS val 2035 ecr 1000 -->
        1.020 <-- . 1:1 ack 101 TS val 2020 ecr 2000 <--
        """),
    .clean(
      "after 250 ms",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let one = story.handshake.roundTrip.client, let two = story.handshake.roundTrip.server,
      one &+ two >= 10 * .millisecond
    else { return }
    for side in Side.allCases {
      var early: [Int] = []
      for index in context.outline.live {
        let segment = story.segments[index]
        guard segment.sender == side, segment.payloadLength > 0, segment.notes.contains(.retransmission),
          segment.notes.isDisjoint(with: [.fastRetransmission, .oldCopy, .keepAlive, .zeroWindowProbe]),
          !segment.flags.contains(.syn),
          let first = context.outline.live.last(where: { other in
            other < index && story.segments[other].sender == side
              && story.segments[other].sequence == segment.sequence && story.segments[other].payloadLength > 0
          }), story.segments[first].identification != segment.identification || !story.isIPv4,
          interval(story.segments[first], segment) < (one &+ two) / 10 &* 9,
          !context.outline.live.contains(where: { other in
            other > first && other < index && story.segments[other].sender == side.peer
          })
        else { continue }
        early += [first, index]
      }
      guard early.count >= 2 else { continue }
      let gap = interval(story.segments[early[0]], story.segments[early[1]])
      report.add(
        story, at: early, shownAt: early[1], confidence: early.count >= 6 ? .strong : .weak,
        about: story.subject(side),
        en:
          "The \(Text.english(side)) sent data again after \(Text.duration(gap)), before an ACK could come (round trip \(Text.duration(one &+ two)))",
        zh: "\(Text.chinese(side))在 \(Text.duration(gap)) 后就重传，早于 ACK 可能到达的时间（往返 \(Text.duration(one &+ two))）",
        details: [Detail("gap", .duration(gap)), Detail("round_trip", .duration(one &+ two))])
    }
  }

  /// Time from one copy to the other, by the capture's clock or by the sender's (at a tick a millisecond), the longer one.
  private static func interval(_ first: LoggedSegment, _ second: LoggedSegment) -> Nanoseconds {
    let captured = second.time &- first.time
    guard first.hasTimestamps, second.hasTimestamps else { return captured }
    let ticks = Int32(bitPattern: second.timestampValue &- first.timestampValue)
    return max(captured, Int64(ticks) &* .millisecond)
  }
}
