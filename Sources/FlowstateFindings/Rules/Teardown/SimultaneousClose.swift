import FlowstateCore

/// Both FINs crossed: both ends went through CLOSING (RFC 9293 figure 13).
///
/// Seen: neither FIN, when first sent, acknowledges the other. The order at the capture point means nothing. Also seen when
/// the first copy of one FIN was lost before the capture point: the bare ACK of the other's FIN, its first, is already
/// numbered past a FIN that comes later (an end that closes after it received a FIN acknowledges before, or with its own).
enum SimultaneousClose: FindingRule {
  static let id = "simultaneous-close"
  static let title = Sentence(en: "Both ends closed at once", zh: "双方同时关闭连接")
  static let group = RuleGroup.teardown
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = [.closing, .outOfOrder, .unseen]
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
    .flagged(
      "one FIN lost before the capture point",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.001 F. 501:501 ack 101 X--
        1.020 <-- . 502:502 ack 102 <--
        1.220 <-- F. 501:501 ack 102 <--
        1.2205 --> . 102:102 ack 502 -->
        """),
    .clean("one after the other", Trace.clientCloses),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = context.outline.fin.client.first(where: { story.isGenuine($0) }),
      let server = context.outline.fin.server.first(where: { story.isGenuine($0) })
    else { return }
    let one = story.segments[client]
    let two = story.segments[server]
    guard one.acknowledgment.isBefore(two.end), two.acknowledgment.isBefore(one.end) else {
      for side in Side.allCases { late(story, context, side, &report) }
      return
    }
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

  /// The peer's FIN is answered by a bare ACK that is numbered past this side's FIN, which is seen only later.
  private static func late(
    _ story: ConnectionStory, _ context: RuleContext, _ side: Side, _ report: inout FindingReport
  ) {
    guard let own = context.outline.fin[side].first(where: { story.isGenuine($0) }),
      let other = context.outline.fin[side.peer].first(where: { story.isGenuine($0) }), other < own,
      let ack = story.firstCovering(story.segments[other].end, by: side, in: other + 1..<own),
      story.segments[ack].isPureACK, story.segments[ack].sequence == story.segments[own].end,
      context.outline.fin[side.peer].filter({ $0 < ack && story.isGenuine($0) }).count == 1
    else { return }
    report.add(
      story, at: [other, ack, own], shownAt: ack, confidence: .strong,
      en:
        "The \(Text.english(side)) had sent its FIN before it had the other's: its ACK is numbered past a FIN that the capture missed",
      zh: "\(Text.chinese(side))在收到对方 FIN 之前已发出自己的 FIN（抓包未见首个副本）：其 ACK 的序列号已越过该 FIN（同时关闭）")
  }
}
