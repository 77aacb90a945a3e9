import FlowstateCore

/// The first segment after a long silence was answered by an RST that is not the peer's: a device on the path had forgotten
/// the connection.
///
/// Seen: a silence of a minute or more, a segment, an RST with its ACK number whose TTL is not the named end's.
/// Not this finding when the TTL fits (`half-open-data-reset`): then that end forgot.
enum IdleExpired: FindingRule {
  static let id = "idle-expired"
  static let title = Sentence(en: "A device had forgotten the idle connection", zh: "空闲连接在中间设备上已超时")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5382)]
  static let trigger: Facts = .longIdle
  static let measuresTime = true
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "after ten minutes, with another TTL",
      Trace.exchange + """
        600.0 --> P. 101:201 ack 501 -->
        600.01 <-- R 501:501 ttl 250 <--
        """),
    .clean(
      "the end's own TTL",
      Trace.exchange + """
        600.0 --> P. 101:201 ack 501 -->
        600.02 <-- R 501:501 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .answersUnknown || reading.meaning == .foreign {
      guard let answered = reading.answered, let before = context.outline.live.last(where: { $0 < answered })
      else { continue }
      let reset = story.segments[reading.index]
      let idle = story.segments[answered].time &- story.segments[before].time
      let usual = story.usualHopLimit(reading.sender, before: reading.index)
      guard idle >= context.settings.longIdle, usual != 0, !reset.marks.contains(.outgoing),
        abs(Int(reset.hopLimit) - Int(usual)) >= 2
      else { continue }
      report.add(
        story, at: [before, answered, reading.index], shownAt: reading.index, confidence: .strong,
        about: story.subject(reading.sender),
        en:
          "After \(Text.duration(idle)) of silence a segment was answered by an RST with TTL \(reset.hopLimit), not the \(Text.english(reading.sender))'s \(usual): a device between had forgotten the connection",
        zh:
          "静默 \(Text.duration(idle)) 后的报文段得到 TTL 为 \(reset.hopLimit) 的 RST，而\(Text.chinese(reading.sender))的 TTL 为 \(usual)：途中设备上的连接已超时",
        details: [Detail("idle", .duration(idle)), Detail("ttl", .integer(Int64(reset.hopLimit)))])
      return
    }
  }
}
