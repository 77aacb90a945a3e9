import FlowstateCore

/// A receiver opens its closed window in steps smaller than a segment.
///
/// Seen three times or more: RFC 9293 §3.8.6.2 asks for a full segment, or half the buffer, before the window moves. Tiny
/// segments of a sender are not counted: the log keeps too few ordinary segments for that.
enum SillyWindow: FindingRule {
  static let id = "silly-window"
  static let title = Sentence(en: "The window opens in tiny steps", zh: "糊涂窗口：窗口以过小的步长打开")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6.2")]
  static let trigger: Facts = .zeroWindow
  static let pattern = "tcp.window_size"
  static let examples: [Example] = [
    .flagged(
      "a hundred octets at a time",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.1000 --> . 101:101 ack 1961 win 100 -->
        1.1200 <-- P. 1961:2061 ack 101 <--
        1.1205 --> . 101:101 ack 2061 win 0 -->
        1.2000 --> . 101:101 ack 2061 win 100 -->
        1.2200 <-- P. 2061:2161 ack 101 <--
        1.2205 --> . 101:101 ack 2161 win 0 -->
        1.3000 --> . 101:101 ack 2161 win 100 -->
        1.3200 <-- P. 2161:2261 ack 101 <--
        1.3205 --> . 101:101 ack 2261 win 0 -->
        """),
    .clean(
      "a large step",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.5000 --> . 101:101 ack 1961 win 8000 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream else { return }
    for side in Side.allCases {
      guard let mss = story.handshake.options[side]?.mss, mss > 0 else { continue }
      let tiny = context.outline.live.filter { index in
        let segment = story.segments[index]
        guard segment.sender == side, segment.notes.contains(.windowReopened), !segment.isRST,
          !segment.flags.contains(.syn)
        else { return false }
        let window = story.receiveWindow(side, before: index + 1)
        return window > 0 && window < Int(mss)
      }
      guard tiny.count >= 3, let first = tiny.first else { continue }
      report.add(
        story, at: tiny, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side)) opened its closed window \(Text.count(tiny.count, "time")) by less than a segment of \(mss) octets",
        zh: "\(Text.chinese(side))有 \(tiny.count) 次以小于一个报文段（\(mss) 字节）的步长打开零窗口",
        details: [Detail("times", .integer(Int64(tiny.count)))])
    }
  }
}
