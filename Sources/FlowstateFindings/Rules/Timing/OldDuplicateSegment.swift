import FlowstateCore

/// A segment of an earlier time arrived late: of an earlier connection on the tuple, or a copy from the network.
///
/// Kinds: `earlier-incarnation` (its numbers are those of the connection before), `copy` (an exact copy of an earlier
/// segment, later than a capture duplicate can be; or a SYN or SYN-ACK again of an end that had long gone on).
/// Not this finding for ordinary retransmissions: their identification or timestamp is new; nor for the SYN-ACKs that an
/// end in SYN-RECEIVED repeats after a bare ACK or Fast Open data of its own.
enum OldDuplicateSegment: FindingRule {
  static let id = "old-duplicate-segment"
  static let title = Sentence(en: "An old duplicate segment arrived", zh: "旧的重复报文段到达")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.4.3"), .rfc(7323, "5")]
  static let trigger: Facts = [.old, .synRepeated, .synACKRepeated, .outOfOrder]
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "data of the connection before", kind: "earlier-incarnation",
      Trace.serverCloses + """
        5.000  --> S 900000:900000 -->
        5.020  <-- S. 66039:66039 ack 900001 <--
        5.0205 --> . 900001:900001 ack 66040 -->
        5.100  --> P. 1:101 ack 1 -->
        5.120  <-- . 66040:66040 ack 900001 <--
        """),
    .flagged(
      "the SYN comes again in the middle of the connection", kind: "copy",
      Trace.exchange + """
        0.700 --> S 0:0 -->
        0.720 <-- . 501:501 ack 101 <--
        1.000 --> P. 101:201 ack 501 -->
        1.020 <-- . 501:501 ack 201 <--
        """),
    .flagged(
      "an ACK comes again behind later data", kind: "copy",
      Trace.exchange + """
        1.0000 <-- P. 501:601 ack 101 <--
        1.0010 --> . 101:101 ack 601 -->  @a
        1.0020 --> P. 101:201 ack 601 -->
        1.2000 ... copy @a -->
        1.2200 <-- . 601:601 ack 201 <--
        """),
    .flagged(
      "the SYN-ACK comes again behind data", kind: "copy",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--  @a
        0.0205 --> . 1:1 ack 1 -->
        0.021  --> P. 1:101 ack 1 -->
        0.042  <-- P. 1:501 ack 101 <--
        0.0425 --> . 101:101 ack 501 -->
        0.300  <-- copy @a ...
        0.3005 --> . 101:101 ack 501 -->
        """),
    .clean(
      "a server in SYN-RECEIVED challenges, and repeats its SYN-ACK by its timer",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  X-- S. 0:0 ack 1 id 0 <--
        0.100  --> S -5000:-5000 -->
        0.120  <-- . 1:1 ack 1 <--
        1.020  <-- S. 0:0 ack 1 id 0 <--
        1.0205 --> . 1:1 ack 1 -->
        """),
    .clean(
      "a retransmission",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  /// A copy of a bare ACK that comes sooner may have been captured twice.
  private static let latestCapture: Nanoseconds = 10 * .millisecond

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let old = context.outline.live.filter { index in
      let segment = story.segments[index]
      guard !segment.isRST else { return false }
      if !segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]) { return true }
      if segment.isPureACK, segment.notes.contains(.outOfOrder) {
        return context.outline.live.contains {
          $0 < index && isCopy(segment, of: story.segments[$0])
            && segment.time &- story.segments[$0].time > latestCapture
        }
      }
      guard segment.flags.contains(.syn), !segment.flags.contains(.fin) else { return false }
      let same = segment.isSYNACK ? context.outline.synACK[segment.sender] : context.outline.syn[segment.sender]
      return same.contains { $0 < index && story.segments[$0].sequence == segment.sequence }
        && Handshakes.hasGoneOn(story, context, segment.sender, before: index)
    }
    guard let first = old.first else { return }
    let earlier = old.contains { story.segments[$0].notes.contains(.oldIncarnation) }
    let accepted =
      earlier
      && old.contains {
        story.segments[$0].notes.contains(.oldIncarnation) && story.segments[$0].payloadLength > 0
          && story.fate($0) == .accepted
      }
    report.add(
      story, at: old, shownAt: first, kind: earlier ? "earlier-incarnation" : "copy",
      severity: accepted ? .error : earlier ? .notice : .info, confidence: .strong,
      about: story.subject(story.segments[first].sender),
      en: earlier
        ? "\(Text.count(old.count, "segment")) of an earlier connection on this tuple arrived in this one"
          + (accepted ? ", and data of it was accepted" : "")
        : "\(Text.count(old.count, "segment")) arrived again, long after the first copy",
      zh: earlier
        ? "同一四元组上旧连接的 \(old.count) 个报文段在此连接中到达" + (accepted ? "，且其中的数据被接受" : "")
        : "\(old.count) 个报文段的副本在很久之后再次到达",
      details: [Detail("segments", .integer(Int64(old.count)))])
  }

  /// Whether a bare ACK is one that was captured before, by its identification or its timestamps too.
  static func isCopy(_ segment: LoggedSegment, of earlier: LoggedSegment) -> Bool {
    segment.sender == earlier.sender && earlier.isPureACK && segment.sequence == earlier.sequence
      && segment.acknowledgment == earlier.acknowledgment && segment.window == earlier.window
      && segment.identification == earlier.identification && segment.hasTimestamps == earlier.hasTimestamps
      && segment.timestampValue == earlier.timestampValue && segment.timestampEcho == earlier.timestampEcho
      && (segment.identification != 0 || segment.hasTimestamps)
  }
}
