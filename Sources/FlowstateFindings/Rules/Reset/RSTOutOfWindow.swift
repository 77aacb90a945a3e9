import FlowstateCore

/// An RST that its receiver must ignore: its number lies outside the receive window.
///
/// Info when the connection had been closed. Not this finding when window scales are not known, as then the window is not.
///
/// > Capture point: the receiver may be ahead of what was captured; a RST behind its ACK is outside all the same.
enum RSTOutOfWindow: FindingRule {
  static let id = "rst-out-of-window"
  static let title = Sentence(en: "An RST outside the window", zh: "窗口之外的 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5.3"), .rfc(5961, "3.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "far off, the connection goes on",
      Trace.exchange + """
        1.000  --> R 900000:900000 -->
        2.000  --> P. 101:201 ack 501 -->
        2.020  <-- . 501:501 ack 201 <--
        """),
    .clean("exact", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let outside = context.resets.filter {
      $0.meaning == .outOfWindow
        || $0.meaning == .foreign && story.segments[$0.index].notes.contains(.outOfWindow)
    }
    guard let first = outside.first, !story.isMidStream else { return }
    let side = first.sender
    let expected = story.acknowledged(by: side.peer, before: first.index)
    let off = expected.map { Int($0.distance(to: story.segments[first.index].sequence)) } ?? 0
    let goesOn = context.outline.live.contains { index in
      index > first.index && story.segments[index].sender == side.peer && !story.segments[index].isRST
    }
    let wasClosing = first.peerFIN != nil || first.senderFIN != nil
    report.add(
      story, at: outside.map(\.index), shownAt: first.index, severity: wasClosing || !goesOn ? .info : .warning,
      confidence: goesOn ? .certain : .strong, about: story.subject(side),
      en:
        "\(Text.count(outside.count, "RST")) outside the receiver's window (\(abs(off)) \(off < 0 ? "below" : "above") what it expects); it must ignore \(outside.count == 1 ? "it" : "them")",
      zh: "\(outside.count) 个 RST 落在接收窗口之外（比期望序列号\(off < 0 ? "小" : "大") \(abs(off))），接收方必须忽略",
      details: [Detail("offset", .integer(Int64(off))), Detail("count", .integer(Int64(outside.count)))])
  }
}
