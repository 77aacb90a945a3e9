import FlowstateCore

/// A receiver closed its window: its application does not read fast enough.
///
/// Up to 1 s here; longer is `zero-window-stall`. Not this finding for the window of a RST or SYN.
enum ZeroWindow: FindingRule {
  static let id = "zero-window"
  static let title = Sentence(en: "The receiver closed its window", zh: "接收方通告零窗口")
  static let group = RuleGroup.flowControl
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.8.6.1")]
  static let trigger: Facts = .zeroWindow
  static let pattern = "tcp.analysis.zero_window"
  static let examples: [Example] = [
    .flagged(
      "for half a second",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.5000 --> . 101:101 ack 1961 win 8000 -->
        1.5200 <-- P. 1961:2961 ack 101 <--
        1.5205 --> . 101:101 ack 2961 -->
        """),
    .clean("open", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let stall = WindowStall(story, context, side), stall.longest <= context.settings.zeroWindowStall else {
        continue
      }
      report.add(
        story, at: stall.segments, shownAt: stall.segments.first, confidence: .certain, about: story.subject(side),
        en:
          "The \(Text.english(side)) closed its window \(Text.count(stall.count, "time")), at most \(Text.duration(stall.longest)): its application reads too slowly",
        zh: "\(Text.chinese(side))通告零窗口 \(stall.count) 次，最长 \(Text.duration(stall.longest))：其应用读取过慢",
        details: stall.details)
    }
  }
}

/// How long a side kept its receive window closed.
struct WindowStall {
  /// Segments that say so.
  var segments: [Int]
  /// Times.
  var count: Int
  /// The longest.
  var longest: Nanoseconds
  /// Whether it was closed when the connection or the capture ended.
  var toTheEnd: Bool

  init?(_ story: ConnectionStory, _ context: RuleContext, _ side: Side) {
    let figures = story.figures[side]
    segments = context.outline.live.filter { index in
      let segment = story.segments[index]
      return segment.sender == side && segment.notes.contains(.zeroWindow) && !segment.isRST
        && !segment.flags.contains(.syn)
    }
    // An end that closed, or that does not get data any more, needs no window.
    guard let first = segments.first, let last = segments.last,
      !(context.outline.fin[side.peer].contains { $0 < first })
    else { return nil }
    count = max(1, Int(figures.zeroWindows))
    let reopened = story.segments.indices.contains { index in
      index > last && story.segments[index].sender == side && story.segments[index].window > 0
        && !story.segments[index].isRST
    }
    toTheEnd = !reopened
    longest = figures.longestZeroWindow
    if toTheEnd { longest = max(longest, story.lastTime &- story.segments[first].time) }
  }

  /// For the report.
  var details: [Detail] {
    [
      Detail("times", .integer(Int64(count))), Detail("longest", .duration(longest)),
      Detail("to_the_end", .boolean(toTheEnd)),
    ]
  }
}
