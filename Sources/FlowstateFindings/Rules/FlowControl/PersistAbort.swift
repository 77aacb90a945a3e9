import FlowstateCore

/// A sender that probed a closed window gave up: it reset the connection.
///
/// Not this finding when probes went unanswered (`zero-window-probe-unanswered`), or when the window had been opened again.
enum PersistAbort: FindingRule {
  static let id = "persist-abort"
  static let title = Sentence(en: "Given up at a closed window", zh: "零窗口期间放弃连接")
  static let group = RuleGroup.flowControl
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.8.6.1"), .rfc(6429)]
  static let trigger: Facts = .probe
  static let pattern = "tcp.analysis.zero_window_probe || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "after three probes",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        1.7500 <-- . 1960:1960 ack 101 <--
        1.7505 --> . 101:101 ack 1961 win 0 -->
        2.7500 <-- . 1960:1960 ack 101 <--
        2.7505 --> . 101:101 ack 1961 win 0 -->
        9.0000 <-- R. 1961:1961 ack 101 <--
        """),
    .clean(
      "opened again",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        2.0000 --> . 101:101 ack 1961 win 8000 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let probes = context.outline.live.filter {
        story.segments[$0].sender == side && story.segments[$0].notes.contains(.zeroWindowProbe)
      }
      guard let last = probes.last, let end = context.outline.rst[side].first(where: { $0 > last }),
        let window = context.outline.live.last(where: { index in
          index < end && story.segments[index].sender == side.peer && !story.segments[index].isRST
        }), story.segments[window].window == 0, window > last
      else { continue }
      report.add(
        story, at: probes + [window, end], shownAt: end, confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side)) reset the connection after \(Text.count(probes.count, "probe")) of its peer's closed window, all answered",
        zh: "\(Text.chinese(side))对零窗口探测 \(probes.count) 次均得到应答后，仍复位了连接",
        details: [Detail("probes", .integer(Int64(probes.count)))])
      return
    }
  }
}
