import FlowstateCore

/// Three or more keep-alive probes in a row went unanswered: the peer is gone.
enum KeepAliveUnanswered: FindingRule {
  static let id = "keepalive-unanswered"
  static let title = Sentence(en: "Keep-alive probes went unanswered", zh: "keep-alive 探测无应答")
  static let group = RuleGroup.flowControl
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.4")]
  static let trigger: Facts = .probe
  static let pattern = "tcp.analysis.keep_alive"
  static let examples: [Example] = [
    .flagged(
      "then the prober resets",
      Trace.exchange + """
        60.00 --> . 100:100 ack 501 --X
        61.00 --> . 100:100 ack 501 --X
        62.00 --> . 100:100 ack 501 --X
        63.00 --> R. 101:101 ack 501 --X
        """),
    .clean(
      "answered",
      Trace.exchange + """
        60.00 --> . 100:100 ack 501 -->
        60.02 <-- . 501:501 ack 101 <--
        120.0 --> . 100:100 ack 501 -->
        120.02 <-- . 501:501 ack 101 <--
        180.0 --> . 100:100 ack 501 -->
        180.02 <-- . 501:501 ack 101 <--
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
        } else if segment.notes.contains(.keepAlive) {
          run.append(index)
        }
      }
      guard run.count >= 3, let first = run.first, let last = run.last else { continue }
      let reset = context.outline.rst[side].first { $0 > last }
      let gap = story.segments[last].time &- story.segments[run[run.count - 2]].time
      let gate = reset == nil ? context.gate(after: story.segments[last].time, lastGap: gap) : .open
      report.add(
        story, at: run + (reset.map { [$0] } ?? []), shownAt: last, kind: reset == nil ? nil : "reset",
        severity: gate.severity(.warning), confidence: gate.confidence(.strong), about: story.subject(side.peer),
        en:
          "\(run.count) keep-alive probes within \(Text.duration(story.segments[last].time &- story.segments[first].time)) went unanswered"
          + (reset == nil ? "" : "; the prober reset the connection"),
        zh:
          "\(Text.duration(story.segments[last].time &- story.segments[first].time)) 内 \(run.count) 个 keep-alive 探测无应答"
          + (reset == nil ? "" : "；探测方随后复位连接"),
        details: [Detail("probes", .integer(Int64(run.count)))])
    }
  }
}
