import FlowstateCore

/// An ICMP error quotes a segment that its named sender never sent: someone off the path tries to end the connection.
///
/// Seen: an unreachable error (not "fragmentation needed") during a synchronized connection whose quoted sequence number is
/// not among those sent and not yet acknowledged. Not this finding before the handshake is complete, or when the number
/// lies within 64 KiB below what was acknowledged: then the error was only late.
enum ICMPBlindReset: FindingRule {
  static let id = "icmp-blind-reset"
  static let title = Sentence(en: "Forged ICMP error", zh: "伪造的 ICMP 差错（盲重置）")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5927, "4"), .rfc(5927, "5")]
  static let trigger: Facts = .icmp
  static let pattern = "icmp || icmpv6"
  static let examples: [Example] = [
    .flagged(
      "a number out of the blue",
      Trace.exchange + """
        1.000 <-- icmp 3 3 from 192.0.2.9 quoting . 7000000:7000000 ack 501 <--
        2.000 --> P. 101:201 ack 501 -->
        2.020 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "about a segment that was sent",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->                               @data
        1.010 <-- icmp 3 1 from 10.0.9.1 quoting copy @data ttl 63 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    var forged: [ICMPError] = []
    for error in story.icmpErrors where isHard(error) {
      let side = error.quotedSender
      // Segments up to the error; ordinary ones in between may not be logged, so the last one before it counts.
      let before = story.segments.lastIndex { $0.frame < error.frame }
      guard let before, story.stateAfter(before, side).isSynchronized, !story.isMidStream,
        let next = story.sendNext(side, before: before + 1), let begin = story.initialSequence[side]
      else { continue }
      let octets = story.figures[side].payloadBytes
      let sent = Int64(begin.distance(to: next))
      let quoted = Int64(begin.distance(to: error.sequence))
      guard octets < 1 << 30 else { continue }
      // What was counted and not logged may have been sent before the error.
      let highest = max(sent, Int64(octets) + 2)
      if quoted < -1 || quoted > highest { forged.append(error) }
    }
    guard let first = forged.first else { return }
    report.add(
      frames: forged.map(\.frame), time: first.time, confidence: forged.count > 1 ? .certain : .strong,
      about: .connection, connections: [story.id],
      en:
        "\(Text.count(forged.count, "ICMP error")) quoted a sequence number that the \(Text.english(first.quotedSender)) never sent",
      zh: "\(forged.count) 个 ICMP 差错引用了\(Text.chinese(first.quotedSender))从未发送过的序列号",
      details: [
        Detail("errors", .integer(Int64(forged.count))), Detail("type", .integer(Int64(first.type))),
        Detail("code", .integer(Int64(first.code))),
      ])
  }

  private static func isHard(_ error: ICMPError) -> Bool {
    error.isIPv6 ? error.type == 1 : error.type == 3 && error.code != 4
  }
}
