import FlowstateCore

/// A timestamp echo that its addressee never sent.
///
/// Seen: an echo newer than any timestamp of the peer until half a second later. Not this finding when the peer shows that
/// timestamp soon after: then the capture point only saw it late; nor while the capture holds SYNs, FINs and RSTs alone.
enum TimestampEchoInvalid: FindingRule {
  static let id = "timestamp-echo-invalid"
  static let title = Sentence(en: "An echo of a timestamp that was never sent", zh: "时间戳回显值从未被发送过")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(7323, "3.2")]
  static let trigger: Facts = .oddTimestampsOrSACK
  static let pattern = "tcp.options.timestamp.tsecr"
  static let examples: [Example] = [
    .flagged(
      "far ahead",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 TS val 5000 ecr 900000000 -->
        1.020 <-- . 1:1 ack 101 <--
        """),
    .clean("ordinary", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, !story.facts.contains(.oneSided), !context.mayLackACKs else { return }
    for side in Side.allCases {
      let odd = context.outline.live.filter { index in
        let segment = story.segments[index]
        guard segment.sender == side, segment.notes.contains(.echoOfUnseen), !segment.isRST,
          segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]), segment.flags.contains(.ack)
        else { return false }
        // The peer's clock may be seen late: half a second, or a thousand ticks, is no invention.
        let shown = context.outline.live.last { other in
          let later = story.segments[other]
          return later.sender == side.peer && later.hasTimestamps && later.time &- segment.time <= 500 * .millisecond
        }
        guard let shown else { return false }
        return Int32(bitPattern: segment.timestampEcho &- story.segments[shown].timestampValue) > 1000
      }
      guard let first = odd.first else { continue }
      report.add(
        story, at: odd, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "\(Text.count(odd.count, "segment")) of the \(Text.english(side)) echo timestamps that its peer never sent",
        zh: "\(Text.chinese(side))有 \(odd.count) 个报文段回显了对端从未发送过的时间戳",
        details: [Detail("segments", .integer(Int64(odd.count)))])
    }
  }
}
