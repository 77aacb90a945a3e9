import FlowstateCore

/// Three or more zero-window probes in a row went unanswered: the peer is gone.
enum ZeroWindowProbeUnanswered: FindingRule {
  static let id = "zero-window-probe-unanswered"
  static let title = Sentence(en: "Zero-window probes went unanswered", zh: "零窗口探测无应答")
  static let group = RuleGroup.flowControl
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.6.1")]
  static let trigger: Facts = .probe
  static let pattern = "tcp.analysis.zero_window_probe"
  static let examples: [Example] = [
    .flagged(
      "four times",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 X-- . 1960:1960 ack 101 <--
        1.7500 X-- . 1960:1960 ack 101 <--
        2.7500 X-- . 1960:1960 ack 101 <--
        4.7500 X-- . 1960:1960 ack 101 <--
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        60.00 --> S 0:0 -->
        60.02 <-- R. =0:=0 ack 1 <--
        """),
    .clean(
      "answered",
      Trace.exchange + """
        1.000  <-- P. 501:1961 ack 101 <--
        1.0005 --> . 101:101 ack 1961 win 0 -->
        1.2500 <-- . 1960:1960 ack 101 <--
        1.2505 --> . 101:101 ack 1961 win 0 -->
        2.0000 --> . 101:101 ack 1961 win 8000 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.oneSided) else { return }
    for side in Side.allCases {
      var run: [Int] = []
      for index in context.outline.live {
        let segment = story.segments[index]
        if segment.sender == side.peer {
          if run.count >= 3 { break }
          run.removeAll()
        } else if segment.notes.contains(.zeroWindowProbe) {
          run.append(index)
        }
      }
      guard run.count >= 3, let first = run.first, let last = run.last else { continue }
      let gap = story.segments[last].time &- story.segments[run[run.count - 2]].time
      let answered = context.outline.live.contains { $0 > last && story.segments[$0].sender == side.peer }
      let gate = answered ? .open : context.gate(after: story.segments[last].time, lastGap: gap)
      report.add(
        story, at: run, shownAt: last, severity: gate.severity(.warning), confidence: gate.confidence(.strong),
        about: story.subject(side.peer),
        en:
          "\(run.count) zero-window probes within \(Text.duration(story.segments[last].time &- story.segments[first].time)) went unanswered",
        zh: "\(Text.duration(story.segments[last].time &- story.segments[first].time)) 内 \(run.count) 个零窗口探测无应答",
        details: [Detail("probes", .integer(Int64(run.count)))])
    }
  }
}
