import FlowstateCore

/// A FIN arrived past a hole: its receiver keeps it, and stays where it is until the hole is filled.
///
/// Not this finding when the receiver acknowledges past the hole at once: then only the capture missed the octets.
enum FINBeforeMissingData: FindingRule {
  static let id = "fin-before-missing-data"
  static let title = Sentence(en: "A FIN overtook missing data", zh: "FIN 越过缺失的数据")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.10.7.4")]
  static let trigger: Facts = [.unseen, .outOfOrder, .retransmission]
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "the last data was lost",
      Trace.exchange + """
        1.000 --X P. 101:201 ack 501
        1.001 --> F. 201:201 ack 501 -->
        1.020 <-- . 501:501 ack 101 <--
        1.300 --> FP. 101:201 ack 501 -->
        1.320 <-- F. 501:501 ack 202 <--
        1.3205 --> . 202:202 ack 502 -->
        """),
    .clean("in order", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, !story.facts.contains(.oneSided) else { return }
    for side in Side.allCases {
      guard
        let fin = context.outline.fin[side].first(where: { story.isGenuine($0) }),
        let answer = context.outline.live.first(where: { index in
          let segment = story.segments[index]
          return index > fin && segment.sender == side.peer && segment.flags.contains(.ack) && !segment.isRST
            && story.isGenuine(index)
            && context.canReact(story, side.peer, to: story.segments[fin].time, at: segment.time)
        }), let before = story.acknowledged(by: side.peer, before: answer + 1),
        story.segments[fin].sequence.distance(to: before) < 0,
        story.firstCovering(story.segments[fin].end, by: side.peer, in: answer + 1..<story.segments.count) != nil
          || story.segments[fin].notes.contains(.opensHole),
        story.segments[fin].notes.contains(.opensHole)
          || context.outline.live.contains(where: { index in
            index > fin && story.segments[index].sender == side && story.segments[index].payloadLength > 0
              && story.segments[index].sequence == before
          })
      else { continue }
      let missing = before.distance(to: story.segments[fin].sequence)
      report.add(
        story, at: [fin, answer], shownAt: fin, confidence: .strong, about: story.subject(side.peer),
        en:
          "The \(Text.english(side))'s FIN passed while \(missing) octets before it had not arrived; the \(Text.english(side.peer)) stays in its state until they do",
        zh: "\(Text.chinese(side))的 FIN 经过时，其之前有 \(missing) 字节尚未到达；\(Text.chinese(side.peer))在补齐之前状态不变",
        details: [Detail("missing", .integer(Int64(missing)))])
    }
  }
}
