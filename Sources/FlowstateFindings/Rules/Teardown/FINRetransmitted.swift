import FlowstateCore

/// The same FIN was sent again.
///
/// Kinds: `ack-lost` (an ACK of it had passed the capture point), `fin-lost` (none had, and the receiver asked for it),
/// `unacknowledged` (none had: the FIN was lost, or its ACK was), `needless` (the first copy arrived, see `FirstCopy`; info).
/// Not this finding for capture duplicates, and for the ACKs that BSD sends with FIN until that is acknowledged: their
/// number moved, and they answer what came just before. Ends are compared, as a retransmission may be cut differently.
enum FINRetransmitted: FindingRule {
  static let id = "fin-retransmitted"
  static let title = Sentence(en: "A FIN was sent again", zh: "FIN 重传")
  static let group = RuleGroup.teardown
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = .finRepeated
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "first FIN lost", kind: "unacknowledged",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 --X
        1.220 --> F. 101:101 ack 501 -->
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> . 102:102 ack 502 -->
        """),
    .clean("once each", Trace.clientCloses),
    .clean(
      "an ACK with FIN, as BSD sends it",
      Trace.exchange + """
        1.000  --> F. 101:101 ack 501 -->
        1.010  <-- F. 501:501 ack 101 <--
        1.0105 --> F. 101:101 ack 502 -->
        1.0200 <-- . 502:502 ack 102 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let fins = context.outline.fin[side].filter {
        story.segments[$0].notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
      }
      guard let first = fins.first else { continue }
      let repeats = fins.dropFirst().filter {
        story.segments[$0].end == story.segments[first].end && !isACK(story, context, $0)
      }
      guard let again = repeats.first else { continue }
      let covered = story.firstCovering(story.segments[first].end, by: side.peer, in: first + 1..<again)
      let gap = story.segments[again].time &- story.segments[first].time
      let fate = FirstCopy.of(again, story, context)
      let kind =
        covered != nil ? "ack-lost" : fate == .missed ? "fin-lost" : fate == .arrived ? "needless" : "unacknowledged"
      report.add(
        story, at: [first] + repeats + (covered.map { [$0] } ?? []), shownAt: again,
        kind: kind, severity: covered == nil && fate == .arrived ? .info : .notice, confidence: .certain,
        about: story.subject(side),
        en:
          "The \(Text.english(side))'s FIN was sent again \(Text.count(repeats.count, "time")), first after \(Text.duration(gap))"
          + (covered == nil ? "" : "; an ACK of it had passed the capture point"),
        zh: "\(Text.chinese(side))的 FIN 重传 \(repeats.count) 次，首次在 \(Text.duration(gap)) 之后"
          + (covered == nil ? "" : "；此前对它的 ACK 已经过抓包点"),
        details: [Detail("repeats", .integer(Int64(repeats.count))), Detail("first_gap", .duration(gap))])
    }
  }
  /// Whether a FIN with a newer acknowledgment answers a segment of the peer: it is sent for the ACK's sake.
  private static func isACK(_ story: ConnectionStory, _ context: RuleContext, _ index: Int) -> Bool {
    let segment = story.segments[index]
    guard
      let before = context.outline.fin[segment.sender].last(where: { $0 < index }),
      story.segments[before].acknowledgment.isBefore(segment.acknowledgment),
      let asked = context.outline.live.last(where: {
        $0 > before && $0 < index && story.segments[$0].sender != segment.sender && story.segments[$0].length > 0
      })
    else { return false }
    return segment.time &- story.segments[asked].time
      <= context.roundTrip(story, to: segment.sender) &+ 50 * .millisecond
  }
}
