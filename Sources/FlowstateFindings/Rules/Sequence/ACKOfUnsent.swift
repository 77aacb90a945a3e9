import FlowstateCore

/// An ACK beyond anything that its addressee has sent, and the addressee does not bear it out.
///
/// Kind `disowned`: what is acknowledged was sent in the addressee's name, but not by it: its next bare ACK is numbered
/// below, and the segment's TTL, identification or timestamp is not the addressee's (forged data or a forged FIN).
/// Seen: the addressee answers by an ACK that does not move, or its next new octets begin below. Not this finding when it goes on from there (the
/// capture missed the octets), on a handshake, or when the octets follow within 1 ms (`capture-reordered`).
enum ACKOfUnsent: FindingRule {
  static let id = "ack-of-unsent"
  static let title = Sentence(en: "An ACK of what was never sent", zh: "确认了从未发送的数据")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.4"), .rfc(5961, "5.2")]
  static let trigger: Facts = [.unseen, .unacceptable, .outOfOrder, .windowTrouble]
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
    .flagged(
      "forged data, and its acknowledgment", kind: "disowned",
      Trace.exchange + """
        1.000 --> P. 101:114 ack 501 id 7000 ttl 50 -->
        1.020 <-- . 501:501 ack 114 <--
        1.0205 --> . 101:101 ack 501 -->
        1.500 --> P. 101:201 ack 501 -->
        1.520 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "an ACK captured before its data",
      Trace.exchange + """
        1.0000 <-- . 501:501 ack 201 <--
        1.0001 --> P. 101:201 ack 501 -->
        1.1000 --> P. 201:301 ack 501 -->
        1.1200 <-- . 501:501 ack 301 <--
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
    if let forged = Disowned.first(story, context) {
      let segment = story.segments[forged.segment]
      let side = segment.sender
      report.add(
        story, at: [forged.segment, forged.acknowledgment, forged.denial], shownAt: forged.segment, kind: "disowned",
        confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side.peer)) acknowledged \(Text.count(segment.length, "octet")) in the \(Text.english(side))'s name that the \(Text.english(side)) had not sent, as its next ACK shows: forged",
        zh:
          "\(Text.chinese(side.peer))确认了以\(Text.chinese(side))名义发出的 \(segment.length) 个字节，但\(Text.chinese(side))随后的 ACK 表明它并未发送：系伪造",
        details: [Detail("octets", .integer(Int64(segment.length)))])
      return
    }
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
      guard let proof, !isMisplaced(story, index, proof) else { continue }
      let beyond = known.distance(to: segment.acknowledgment)
      report.add(
        story, at: [index, proof], shownAt: index, confidence: .strong, about: story.subject(segment.sender),
        en: "The \(Text.english(segment.sender)) acknowledged \(beyond) octets that had not been sent",
        zh: "\(Text.chinese(segment.sender))确认了 \(beyond) 个尚未发送的字节",
        details: [Detail("beyond", .integer(Int64(beyond)))])
      return
    }
  }

  /// Whether an ACK stands right before the octets that it acknowledges: frames in the wrong order.
  private static func isMisplaced(_ story: ConnectionStory, _ index: Int, _ proof: Int) -> Bool {
    let segment = story.segments[index]
    let later = story.segments[proof]
    return later.time &- segment.time <= .millisecond && later.end.isAtMost(segment.acknowledgment)
  }
}

/// A segment that its named sender's own numbers show not to be its own.
struct Disowned {
  /// The segment.
  var segment: Int
  /// The first ACK of it.
  var acknowledgment: Int
  /// The named sender's bare ACK that is numbered below it.
  var denial: Int

  /// The first of a connection.
  static func first(_ story: ConnectionStory, _ context: RuleContext) -> Disowned? {
    for side in Side.allCases {
      let own = context.outline.live.filter { story.segments[$0].sender == side && !story.segments[$0].isRST }
      var latest: Int?
      for (position, index) in own.enumerated() {
        let segment = story.segments[index]
        if segment.flags.contains(.syn) { continue }
        if segment.length > 0 {
          latest = index
          continue
        }
        guard let doubted = latest, segment.isPureACK, story.segments[doubted].sequence == segment.sequence,
          segment.notes.isDisjoint(with: [.zeroWindowProbe, .oldCopy, .oldIncarnation]),
          !segment.notes.contains(.keepAlive) || story.segments[doubted].isFIN,
          let covered = story.firstCovering(
            story.segments[doubted].end, by: side.peer, in: doubted + 1..<story.segments.count),
          let before = own[..<position].last(where: { $0 < doubted }),
          isForeign(story.segments[doubted], between: story.segments[before], and: segment)
        else { continue }
        return Disowned(segment: doubted, acknowledgment: covered, denial: index)
      }
    }
    return nil
  }

  /// Whether a segment's TTL, identification or timestamp is not that of the segments around it.
  static func isForeign(
    _ doubted: LoggedSegment, between before: LoggedSegment, and after: LoggedSegment
  ) -> Bool {
    if before.hopLimit == after.hopLimit, abs(Int(doubted.hopLimit) - Int(after.hopLimit)) >= 2 { return true }
    if before.identification != 0, after.identification != 0 {
      let step = after.identification &- before.identification
      let odd = doubted.identification &- before.identification
      // Just ahead of the ACK's is no forger's: then the ACK is the older one and was overtaken.
      if step >= 1, step <= 256, odd == 0 || odd > step + 256 { return true }
    }
    guard before.hasTimestamps, doubted.hasTimestamps, after.hasTimestamps, after.time > before.time else {
      return false
    }
    let ticks = Int64(Int32(bitPattern: after.timestampValue &- before.timestampValue))
    let share = (doubted.time &- before.time) / 1000
    let whole = max(1, (after.time &- before.time) / 1000)
    guard ticks >= 0, share >= 0, share < 1 << 31, ticks < 1 << 31 else { return false }
    let expected = ticks &* share / whole
    let told = Int64(Int32(bitPattern: doubted.timestampValue &- before.timestampValue))
    return told < expected &- max(50, expected / 10)
  }
}
