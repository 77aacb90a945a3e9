import FlowstateCore

/// First copies arrived behind later octets: reordered on the path, or at the capture point.
///
/// Strong where timestamp or identification tell that they were sent before what overtook them, or where they come sooner
/// than a round trip allows a repeat. A bare ACK is one of them when it was sent before octets that were seen before it;
/// weak in a connection with copies.
/// Not this finding for copies of what had been captured in its place, and for ACKs that an end numbers below what another
/// sent in its name.
enum OutOfOrder: FindingRule {
  static let id = "out-of-order"
  static let title = Sentence(en: "Segments out of order", zh: "报文段乱序")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681, "3.2")]
  static let trigger: Facts = .outOfOrder
  static let pattern = "tcp.analysis.out_of_order"
  static let examples: [Example] = [
    .flagged(
      "two swapped",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 id 7002 -->
        1.0002 --> P. 101:201 ack 501 id 7001 -->
        1.0200 <-- . 501:501 ack 301 <--
        """),
    .flagged(
      "overtaken by long",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 id 7002 -->
        1.3000 --> P. 101:201 ack 501 id 7001 -->
        1.3200 <-- . 501:501 ack 301 <--
        """),
    .flagged(
      "an ACK behind data that was sent after it",
      Trace.exchange + """
        1.0000 <-- P. 501:601 ack 101 <--
        1.0010 --> P. 101:201 ack 601 id 7002 -->
        1.0020 --> . 101:101 ack 601 id 7001 -->
        1.0200 <-- . 601:601 ack 201 <--
        """),
    .clean("in order", Trace.exchange),
    .clean(
      "sent again, and soon",
      Trace.exchange + """
        1.0000 --> P. 201:301 ack 501 id 7001 -->
        1.0100 --> P. 101:201 ack 501 id 7002 -->
        1.0300 <-- . 501:501 ack 301 <--
        """),
    .clean(
      "a copy of an ACK that had come in order",
      Trace.exchange + """
        1.0000 <-- P. 501:601 ack 101 <--
        1.0010 --> . 101:101 ack 601 -->  @a
        1.0020 --> P. 101:201 ack 601 -->
        1.2000 ... copy @a -->
        1.2200 <-- . 601:601 ack 201 <--
        """),
    .clean(
      "an ACK below octets that another sent in its sender's name",
      Trace.exchange + """
        1.0000 --> P. 101:201 ack 501 ttl 50 id 40000 -->
        1.0200 <-- . 501:501 ack 201 <--
        1.0205 --> . 101:101 ack 501 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let all = Aggregates.noted(story, side, .outOfOrder)
      guard !all.isEmpty else { continue }
      let places = all.map { place($0, story, context) }
      let late = zip(all, places).filter { $0.1 != .none }
      guard let first = late.first?.0 else { continue }
      let others = zip(all, places).count { story.segments[$0.0].length > 0 && $0.1 == .none }
      let count = max(late.count, Int(story.figures[side].outOfOrder) - others)
      let isSure = late.contains { $0.1 == .proved }
      report.add(
        story, at: late.map(\.0), shownAt: first, confidence: isSure ? .strong : .weak, about: story.subject(side),
        en: "\(Text.count(count, "segment")) of the \(Text.english(side)) passed the capture point out of order",
        zh: "\(Text.chinese(side))有 \(count) 个报文段乱序经过抓包点",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }

  /// Whether a segment was overtaken.
  private enum Overtaken {
    case proved, presumed, none
  }

  private static func place(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> Overtaken {
    let segment = story.segments[index]
    guard segment.length > 0 else { return placeOfACK(index, story, context) }
    let filling = Filling.of(index, story, context)
    if filling.isFalse { return .none }
    let isSoon = story.handshake.roundTrip[segment.sender].map { filling.delay < $0 / 2 } ?? false
    return filling.order == .before || filling.opener != nil && isSoon ? .proved : .presumed
  }

  /// An ACK whose number lies below octets that were seen before it.
  private static func placeOfACK(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> Overtaken {
    let segment = story.segments[index]
    let own = context.outline.live.filter {
      $0 < index && story.segments[$0].sender == segment.sender && !story.segments[$0].isRST
    }
    guard !own.contains(where: { OldDuplicateSegment.isCopy(segment, of: story.segments[$0]) }),
      let passer = own.last(where: { segment.sequence.isBefore(story.segments[$0].end) && story.isGenuine($0) })
    else { return .none }
    switch segment.order(against: story.segments[passer]) {
    case .before:
      // Where others are copies it may be one, too, of an ACK that the log does not hold.
      return story.facts.isDisjoint(with: [.old, .captureDuplicate]) ? .proved : .presumed
    case .after: return .none
    case .together, .unknown:
      // No end takes an ACK back.
      if segment.notes.contains(.ackBehind) { return .proved }
      return segment.acknowledgment == story.segments[passer].acknowledgment ? .presumed : .none
    }
  }
}
