import FlowstateCore

/// Many RSTs of one end within a second, more than its peer's segments called for.
///
/// One RST for each segment in flight is right, and no storm.
enum RSTStorm: FindingRule {
  static let id = "rst-storm"
  static let title = Sentence(en: "A storm of RSTs", zh: "RST 风暴")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "twelve at once",
      Trace.exchange
        + (0..<12).map { "1.0\(10 + $0) <-- R. 501:501 ack 101 id \(900 + $0) <--\n" }.joined()),
    .clean("one", Trace.exchange + "1.000 <-- R. 501:501 ack 101 <--"),
    .clean(
      "one for each segment in flight",
      Trace.exchange + "1.000 <-- F. 501:501 ack 101 <--\n1.0005 --> . 101:101 ack 502 -->\n"
        + (0..<12).map { "1.0\(10 + $0) --> P. \(101 + $0):\(102 + $0) ack 502 -->\n" }.joined()
        + (0..<12).map { "1.0\(30 + $0) <-- R 502:502 id 0 <--\n" }.joined()),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where context.outline.rst[side].count >= 10 {
      let resets = context.outline.rst[side]
      var begin = 0
      for (end, index) in resets.enumerated() {
        while story.segments[index].time &- story.segments[resets[begin]].time > .second { begin += 1 }
        guard end - begin + 1 >= 10 else { continue }
        let flight = max(context.settings.unknownRoundTrip, 2 &* context.roundTrip(story, to: side))
        let from = story.segments[resets[begin]].time &- flight
        var called = 0
        for other in context.outline.live {
          let segment = story.segments[other]
          guard segment.time >= from, segment.time <= story.segments[index].time else { continue }
          if segment.sender == side.peer, !segment.isRST { called += 1 }
          called += Int(segment.elided)
        }
        guard end - begin + 1 >= called + 10 else { continue }
        report.add(
          story, at: Array(resets[begin...]), shownAt: resets[begin], confidence: .strong, about: story.subject(side),
          en: "\(resets.count) RSTs in the \(Text.english(side))'s name, \(end - begin + 1) of them within a second",
          zh: "以\(Text.chinese(side))名义发出 \(resets.count) 个 RST，其中 1 秒内 \(end - begin + 1) 个",
          details: [Detail("resets", .integer(Int64(resets.count)))])
        break
      }
    }
  }
}
