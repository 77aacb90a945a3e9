import FlowstateCore

/// A receiver acknowledges data that cannot have reached it yet, to be sent more.
///
/// Seen: near the receiver, at least 10 of its ACKs are for octets that pass the capture point for the first time more
/// than 1 ms later. Not this finding when those octets never come (`capture-drops`), when they were sent before, or when
/// frames lie in the wrong order (`capture-reordered`, where they come within 1 ms).
enum OptimisticACK: FindingRule {
  static let id = "optimistic-ack"
  static let title = Sentence(en: "ACK before the data arrived", zh: "抢先确认（数据未到即确认）")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4"), .rfc(5681, "3.1")]
  static let trigger: Facts = .unseen
  static let pattern = "tcp.analysis.ack_lost_segment"
  static let examples: [Example] = [
    .flagged(
      "a dozen ACKs ahead of the data",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0200 --> . 1:1 ack 1 -->
        0.0210 --> P. 1:101 ack 1 -->

        """
        + (1...12).map { index in
          "0.\(100 + index * 20) --> . 101:101 ack \(index * 1000 + 1) -->\n"
            + "0.\(110 + index * 20) <-- P. \((index - 1) * 1000 + 1):\(index * 1000 + 1) ack 101 <--\n"
        }.joined()),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let near = side == .client ? CapturePoint.Place.nearClient : .nearServer
      guard story.capturePoint.place == near else { continue }
      var early: [Int] = []
      for index in context.outline.live {
        let segment = story.segments[index]
        guard segment.sender == side, segment.notes.contains(.ackOfUnseen), !segment.isRST else { continue }
        let follows = story.segments[(index + 1)...].prefix(16).contains { later in
          later.sender != side && later.payloadLength > 0
            && later.notes.isDisjoint(with: [.retransmission, .lateFirstCopy, .oldCopy, .captureDuplicate])
            && later.sequence.isBefore(segment.acknowledgment) && later.end.isAtMost(segment.acknowledgment)
            && later.time &- segment.time > .millisecond
        }
        if follows { early.append(index) }
      }
      guard early.count >= 10 else { continue }
      report.add(
        story, at: early, shownAt: early[0], confidence: min(.strong, story.capturePoint.confidence),
        about: story.subject(side),
        en: "The \(Text.english(side)) acknowledged data \(early.count) times before it passed the capture point",
        zh: "\(Text.chinese(side))有 \(early.count) 次在数据经过捕获点之前就已确认",
        details: [Detail("acks", .integer(Int64(early.count)))])
    }
  }
}
