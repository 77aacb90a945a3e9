import FlowstateCore

/// One side closed, the other went on sending.
///
/// Seen: a FIN, the peer's ACK of it, and new data of the peer after that ACK. Not this finding for data that was in flight
/// when the FIN came, or for retransmissions.
enum HalfClose: FindingRule {
  static let id = "half-close"
  static let title = Sentence(en: "One side closed, the other kept sending", zh: "半关闭：一端关闭后另一端继续发送数据")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6.1")]
  static let trigger: Facts = .halfClose
  static let pattern = "tcp.flags.fin == 1 || tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "the answer comes after the client's FIN",
      Trace.open + """
        0.100  --> F. 1:101 ack 1 -->
        0.120  <-- . 1:1 ack 102 <--
        0.300  <-- P. 1:501 ack 102 <--
        0.3005 --> . 102:102 ack 501 -->
        0.400  <-- F. 501:501 ack 102 <--
        0.4005 --> . 102:102 ack 502 -->
        """),
    .clean("four-segment close", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let fin = context.outline.fin[side].first(where: { story.isGenuine($0) }),
        !context.outline.fin[side.peer].contains(where: { $0 < fin }),
        let covered = story.firstCovering(story.segments[fin].end, by: side.peer, in: fin + 1..<story.segments.count)
      else { continue }
      let sent = story.sendNext(side.peer, before: covered) ?? story.segments[covered].sequence
      let data = context.outline.live.filter { index in
        let segment = story.segments[index]
        return index > covered && segment.sender == side.peer && segment.payloadLength > 0 && !segment.isRST
          && sent.isBefore(segment.end) && segment.notes.isDisjoint(with: [.retransmission, .oldIncarnation])
      }
      guard let last = data.last, let first = data.first else { continue }
      let bytes = sent.distance(to: story.segments[last].sequence + Int(story.segments[last].payloadLength))
      let lasted = story.segments[last].time &- story.segments[fin].time
      report.add(
        story, at: [fin, covered, first, last], shownAt: first, confidence: .certain, about: story.subject(side),
        en:
          "The \(Text.english(side)) closed its direction; the \(Text.english(side.peer)) sent \(bytes) more bytes over \(Text.duration(lasted))",
        zh: "\(Text.chinese(side))关闭了自己的方向；\(Text.chinese(side.peer))又在 \(Text.duration(lasted)) 内发送了 \(bytes) 字节",
        details: [Detail("bytes", .integer(Int64(bytes))), Detail("duration", .duration(lasted))])
      return
    }
  }
}
