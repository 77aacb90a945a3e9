import FlowstateCore

/// Closing took more than a second and five round trips, without loss.
///
/// Names who waited: between the ACK of the first FIN and the second FIN it is the second closer's application.
/// Not this finding for a half-close that was used, or when a FIN was sent again.
enum SlowClose: FindingRule {
  static let id = "slow-close"
  static let title = Sentence(en: "Closing took long", zh: "关闭过程缓慢")
  static let group = RuleGroup.timing
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = .slowClose
  static let measuresTime = true
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "the server closes five seconds later",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        6.000 <-- F. 501:501 ack 102 <--
        6.0005 --> . 102:102 ack 502 -->
        """),
    .clean("at once", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.halfClose),
      let client = context.outline.fin.client.first(where: { story.isGenuine($0) }),
      let server = context.outline.fin.server.first(where: { story.isGenuine($0) }),
      context.outline.fin.client.count == 1, context.outline.fin.server.count == 1
    else { return }
    let first = min(client, server)
    let second = max(client, server)
    let side = story.segments[second].sender
    guard
      let last = story.firstCovering(story.segments[second].end, by: side.peer, in: second + 1..<story.segments.count)
    else { return }
    let took = story.segments[last].time &- story.segments[first].time
    let roundTrip = context.roundTrip(story, to: .client) &+ context.roundTrip(story, to: .server)
    guard took > .second &+ 5 &* roundTrip else { return }
    let wait = story.segments[second].time &- story.segments[first].time
    report.add(
      story, at: [first, second, last], confidence: .strong, about: story.subject(side),
      en: "Closing took \(Text.duration(took)); the \(Text.english(side)) closed \(Text.duration(wait)) after its peer",
      zh: "关闭历时 \(Text.duration(took))；\(Text.chinese(side))在对端关闭 \(Text.duration(wait)) 后才关闭",
      details: [Detail("took", .duration(took)), Detail("wait", .duration(wait))])
  }
}
