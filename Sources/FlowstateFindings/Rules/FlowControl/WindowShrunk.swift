import FlowstateCore

/// The right edge of the window moved left: what had been promised was taken back.
///
/// Not this finding for segments that leave the edge where it had gone, for FINs, or once the peer has sent its FIN: no data
/// can come any more.
enum WindowShrunk: FindingRule {
  static let id = "window-shrunk"
  static let title = Sentence(en: "The window shrank", zh: "接收窗口右边界回缩")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6")]
  static let trigger: Facts = .windowTrouble
  static let pattern = "tcp.window_size"
  static let examples: [Example] = [
    .flagged(
      "taken back",
      Trace.exchange + """
        1.000 --> . 101:101 ack 501 win 8000 -->
        2.000 --> . 101:101 ack 501 win 4000 -->
        2.100 --> . 101:101 ack 501 win 2000 -->
        """),
    .clean("steady", Trace.exchange),
    .clean(
      "in the last ACK",
      Trace.exchange + """
        1.000  --> F. 101:101 ack 501 -->
        1.020  <-- F. 501:501 ack 102 <--
        1.0205 --> . 102:102 ack 502 win 2000 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for side in Side.allCases {
      let shrunk = context.outline.live.filter { index in
        story.segments[index].sender == side && story.segments[index].notes.contains(.windowShrunk)
          && !story.segments[index].isRST && !story.segments[index].flags.contains(.fin)
          && story.segments[index].notes.isDisjoint(with: [
            .zeroWindow, .ackBehind, .timestampBehind, .outOfOrder, .oldCopy, .captureDuplicate,
          ])
          && !context.outline.fin[side.peer].contains { $0 < index } && moves(story, context, index)
      }
      guard let first = shrunk.first else { continue }
      report.add(
        story, at: shrunk, shownAt: first, confidence: .strong, about: story.subject(side),
        en: "The \(Text.english(side)) took back advertised window \(Text.count(shrunk.count, "time"))",
        zh: "\(Text.chinese(side))收回已通告的窗口 \(shrunk.count) 次",
        details: [Detail("times", .integer(Int64(shrunk.count)))])
    }
  }
  /// Whether a segment's right edge lies left of the one before of the same end.
  private static func moves(_ story: ConnectionStory, _ context: RuleContext, _ index: Int) -> Bool {
    let segment = story.segments[index]
    let before = context.outline.live.last {
      $0 < index && story.segments[$0].sender == segment.sender && story.segments[$0].flags.contains(.ack)
        && !story.segments[$0].isRST && story.isGenuine($0)
    }
    guard let before else { return true }
    return edge(story, index).isBefore(edge(story, before))
  }

  private static func edge(_ story: ConnectionStory, _ index: Int) -> SequenceNumber {
    story.segments[index].acknowledgment + story.receiveWindow(story.segments[index].sender, before: index + 1)
  }
}
