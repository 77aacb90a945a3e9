import FlowstateCore

/// RSTs to both ends at once: a device on the path cut the connection.
///
/// Seen: two RSTs in opposite directions within 1 ms, or a tenth of the round trip, each with exactly the number that its
/// receiver expects, and the second too early to answer anything of the first. Kind `after-idle` when a silence of a minute
/// or more comes before: then a timeout of the device is likely.
/// Not this finding when the round trip is too short to tell (below 2 ms), or once an end has sent its FIN: ends that close
/// answer what still comes by RSTs of their own, on both sides if both do.
enum RSTBothSides: FindingRule {
  static let id = "rst-both-sides"
  static let title = Sentence(en: "A device cut the connection in both directions", zh: "中间设备向双方发送 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5382), .rfc(3360)]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "at the same moment",
      Trace.exchange + """
        1.0000 --> R 101:101 -->
        1.0002 <-- R 501:501 <--
        """),
    .clean(
      "each end answers what the other sent while closing",
      Trace.exchange + """
        1.0000 --> FP. 101:131 ack 501 -->
        1.0190 <-- P. 501:531 ack 101 <--
        1.0192 --> R 101:101 -->
        1.0194 <-- R 501:501 <--
        """),
    .clean("one end aborts", Trace.exchange + "1.000 --> R. 101:101 ack 501 -->"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = context.outline.rst.client.first, let server = context.outline.rst.server.first,
      let one = story.handshake.roundTrip.client, let two = story.handshake.roundTrip.server,
      one &+ two >= 2 * .millisecond
    else { return }
    let first = min(client, server)
    let second = max(client, server)
    let apart = story.segments[second].time &- story.segments[first].time
    let reaction = story.handshake.roundTrip[story.segments[second].sender] ?? 0
    guard apart <= max(.millisecond, (one &+ two) / 10), apart < reaction / 2,
      story.acknowledged(by: .server, before: first) == story.segments[client].sequence,
      story.acknowledged(by: .client, before: first) == story.segments[server].sequence,
      !(context.outline.fin.client + context.outline.fin.server).contains(where: { $0 < first })
    else { return }
    let before = context.outline.live.last { $0 < first }
    let idle = before.map { story.segments[first].time &- story.segments[$0].time } ?? 0
    let isLong = idle >= context.settings.longIdle
    report.add(
      story, at: [first, second], kind: isLong ? "after-idle" : nil, confidence: .strong,
      en: "Both ends got an exact RST within \(Text.duration(apart)): a device between cut the connection"
        + (isLong ? " after \(Text.duration(idle)) of silence" : ""),
      zh: "双方在 \(Text.duration(apart)) 内各收到一个精确的 RST：由途中设备切断" + (isLong ? "，此前静默 \(Text.duration(idle))" : ""),
      details: [Detail("apart", .duration(apart)), Detail("idle", .duration(idle))])
  }
}
