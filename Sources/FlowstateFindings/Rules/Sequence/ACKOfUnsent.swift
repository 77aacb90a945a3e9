import FlowstateCore

/// An ACK beyond anything that its addressee was seen to send, and the addressee does not bear it out.
///
/// Seen: the addressee answers by an ACK that does not move, or its next new octets begin below. Not this finding when it goes on from there (the
/// capture missed the octets), or on a handshake.
enum ACKOfUnsent: FindingRule {
  static let id = "ack-of-unsent"
  static let title = Sentence(en: "An ACK of what was never sent", zh: "确认了从未发送的数据")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4"), .rfc(5961, "5.2")]
  static let trigger: Facts = [.unseen, .unacceptable]
  static let pattern = "tcp.analysis.ack_lost_segment"
  static let examples: [Example] = [
    .flagged(
      "a forged ACK, answered",
      Trace.exchange + """
        1.000 --> . 101:101 ack 90501 -->
        1.020 <-- . 501:501 ack 101 <--
        2.000 <-- P. 501:601 ack 101 <--
        2.0005 --> . 101:101 ack 601 -->
        """),
    .clean(
      "the capture missed the octets",
      Trace.exchange + """
        1.000 P. 501:601 ack 101 X--
        1.0005 --> . 101:101 ack 601 -->
        1.100 <-- P. 601:701 ack 101 <--
        1.1005 --> . 101:101 ack 701 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, !story.facts.contains(.oneSided) else { return }
    for index in context.outline.live where story.segments[index].notes.contains(.ackOfUnseen) {
      let segment = story.segments[index]
      guard !segment.isRST, !segment.flags.contains(.syn), story.fate(index) != .accepted,
        story.stateBefore(index, segment.sender.peer).isSynchronized,
        let known = story.sendNext(segment.sender.peer, before: index)
      else { continue }
      // New octets of the addressee below the number prove that it had not been sent.
      let proof = context.outline.live.first { later in
        let other = story.segments[later]
        return later > index && other.sender == segment.sender.peer && other.payloadLength > 0 && !other.isRST
          && other.sequence.isBefore(segment.acknowledgment) && known.isAtMost(other.sequence)
          && other.notes.isDisjoint(with: [.retransmission, .lateFirstCopy, .oldIncarnation])
      }
      guard let proof else { continue }
      let beyond = known.distance(to: segment.acknowledgment)
      report.add(
        story, at: [index, proof], shownAt: index, confidence: .strong, about: story.subject(segment.sender),
        en: "The \(Text.english(segment.sender)) acknowledged \(beyond) octets that had not been sent",
        zh: "\(Text.chinese(segment.sender))确认了 \(beyond) 个尚未发送的字节",
        details: [Detail("beyond", .integer(Int64(beyond)))])
      return
    }
  }
}
