import FlowstateCore

/// Frames do not lie in the order in which they went over the wire.
///
/// Seen: an ACK stands before the octets that it acknowledges, which follow for the first time within 1 ms, or an answer
/// with a SYN-ACK before its SYN by as little. Three cases or more over the capture are a warning, else a notice. Not this
/// finding for segments reordered on the path: there the ACK waits for them.
struct CaptureReordered: CaptureRule {
  static let id = "capture-reordered"
  static let title = Sentence(en: "Frames in the wrong order", zh: "抓包文件中帧顺序错乱")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = [.unseen, .synACKUnmatched]
  static let pattern = "tcp.analysis.ack_lost_segment"
  static let examples: [Example] = [
    .flagged(
      "ACKs before their data",
      Trace.exchange
        + (1...4).map { index in
          "\(index).000 <-- . 501:501 ack \(index * 100 + 101) <--\n\(index).0001 --> P. \(index * 100 + 1):\(index * 100 + 101) ack 501 -->\n"
        }.joined()),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  private var cases = 0
  private var connections: [UInt64] = []
  private var frames: [UInt64] = []
  private var firstTime = Nanoseconds.max

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    var found: [Int] = []
    let segments = story.segments
    for index in context.outline.live where index + 1 < segments.count {
      let segment = segments[index]
      let isEarlyACK = segment.notes.contains(.ackOfUnseen) && !segment.isRST
      let isEarlyAnswer = segment.isSYNACK && index == 0
      guard isEarlyACK || isEarlyAnswer else { continue }
      let cause = segments[(index + 1)...].prefix(8).firstIndex { later in
        later.sender != segment.sender && later.time &- segment.time <= .millisecond
          && later.notes.isDisjoint(with: [.retransmission, .captureDuplicate, .oldCopy])
          && (isEarlyAnswer
            ? later.isBareSYN && later.sequence + 1 == segment.acknowledgment
            : later.payloadLength > 0 && later.end == segment.acknowledgment)
      }
      if cause != nil { found.append(index) }
    }
    guard let first = found.first else { return }
    cases += found.count
    firstTime = min(firstTime, segments[first].time)
    if connections.count < Finding.frameLimit {
      connections.append(story.id)
      frames.append(contentsOf: found.prefix(8).map { segments[$0].frame })
    }
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    guard cases > 0 else { return }
    report.add(
      frames: frames.sorted(), time: firstTime, severity: cases >= 3 ? .warning : .notice,
      confidence: cases >= 3 ? .strong : .weak, about: .capture, connections: connections.sorted(),
      en: "\(Text.count(cases, "answer")) stand before what they answer: the frames are not in the order of the wire",
      zh: "有 \(cases) 个应答出现在其所应答的报文之前：帧的顺序与线路上的顺序不一致",
      details: [Detail("cases", .integer(Int64(cases))), Detail("connections", .integer(Int64(connections.count)))])
  }
}
