import FlowstateCore

/// Both FINs crossed: both ends went through CLOSING (RFC 9293 figure 13).
///
/// Seen: neither FIN, when first sent, acknowledges the other. The order at the capture point means nothing.
enum SimultaneousClose: FindingRule {
  static let id = "simultaneous-close"
  static let title = Sentence(en: "Both ends closed at once", zh: "双方同时关闭连接")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = .closing
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "figure 13",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.001 <-- F. 501:501 ack 101 <--
        1.020 <-- . 502:502 ack 102 <--
        1.0205 --> . 102:102 ack 502 -->
        """),
    .clean("one after the other", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = context.outline.fin.client.first(where: { story.isGenuine($0) }),
      let server = context.outline.fin.server.first(where: { story.isGenuine($0) })
    else { return }
    let one = story.segments[client]
    let two = story.segments[server]
    guard one.acknowledgment.isBefore(two.end), two.acknowledgment.isBefore(one.end) else { return }
    let acks = [
      story.firstCovering(two.end, by: .client, in: max(client, server) + 1..<story.segments.count),
      story.firstCovering(one.end, by: .server, in: max(client, server) + 1..<story.segments.count),
    ].compactMap { $0 }
    let apart = abs(two.time &- one.time)
    report.add(
      story, at: [client, server] + acks, shownAt: max(client, server),
      confidence: acks.count == 2 ? .certain : .strong,
      en: "Both ends sent FIN, \(Text.duration(apart)) apart, before either had the other's",
      zh: "双方都在收到对方 FIN 之前发出了 FIN，相隔 \(Text.duration(apart))（同时关闭）",
      details: [Detail("apart", .duration(apart))])
  }
}
