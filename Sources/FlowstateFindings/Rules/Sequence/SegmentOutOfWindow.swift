import FlowstateCore

/// Payload outside the receive window.
///
/// The largest right edge ever advertised counts; window scales must be known. Not this finding for retransmissions, old
/// copies and segments of an earlier connection.
enum SegmentOutOfWindow: FindingRule {
  static let id = "segment-out-of-window"
  static let title = Sentence(en: "Data outside the window", zh: "数据落在接收窗口之外")
  static let group = RuleGroup.sequence
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .unacceptable
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged("far beyond", Trace.exchange + "1.000 --> P. 500101:500201 ack 501 -->\n1.020 <-- . 501:501 ack 101 <--"),
    .clean("inside", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for side in Side.allCases {
      let outside = context.outline.live.filter { index in
        let segment = story.segments[index]
        return segment.sender == side && segment.notes.contains(.outOfWindow) && segment.payloadLength > 0
          && !segment.isRST && !segment.flags.contains(.syn)
          && segment.notes.isDisjoint(with: [.retransmission, .oldCopy, .oldIncarnation, .keepAlive, .zeroWindowProbe])
      }
      guard let first = outside.first else { continue }
      report.add(
        story, at: outside, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "\(Text.count(outside.count, "segment")) of the \(Text.english(side)) carried data outside the receiver's window",
        zh: "\(Text.chinese(side))有 \(outside.count) 个报文段的数据落在接收窗口之外",
        details: [Detail("segments", .integer(Int64(outside.count)))])
    }
  }
}
