import FlowstateCore

/// Segments passed the capture point and were lost behind it.
///
/// Seen: data or a FIN sent again that the receiver had not acknowledged, of which nothing shows that the first copy arrived
/// (see `FirstCopy`). Strong where the receiver asked for it by duplicate ACKs or SACK; else weak, for the ACK may have been
/// lost. Not this finding for SYNs and SYN-ACKs, whose rules tell more, and toward the host that captures.
enum LossAfterCapture: FindingRule {
  static let id = "loss-after-capture"
  static let title = Sentence(en: "Loss behind the capture point", zh: "报文在抓包点之后丢失")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(5681)]
  static let trigger: Facts = .retransmission
  static let pattern = "tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "sent again after it had passed",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean("no loss", Trace.exchange),
    .clean(
      "the receiver had both copies",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        1.250 --> P. 101:201 ack 501 -->
        1.260 <-- . 501:501 ack 201 <--
        1.270 <-- . 501:501 ack 201 sack 101:201 <--
        """),
    .clean(
      "the ACK comes too soon for the second copy",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 -->
        1.250 --> P. 101:201 ack 501 -->
        1.252 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "a SYN without an answer",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 --X
        3.000 --> S 0:0 --X
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases where story.figures[side].lostAfterCapture > 0 && !isAtReceiver(story, side) {
      let again = Aggregates.noted(story, side, .retransmission)
      let candidates = again.filter { index in
        let segment = story.segments[index]
        return !segment.flags.contains(.syn) && segment.length > 0
          && segment.notes.isDisjoint(with: [
            .captureDuplicate, .badChecksum, .keepAlive, .zeroWindowProbe, .oldCopy, .lateFirstCopy,
          ])
      }
      let fates = candidates.map { FirstCopy.of($0, story, context) }
      let shown = zip(candidates, fates).filter { $0.1 != .arrived }.map(\.0)
      guard let first = shown.first else { continue }
      // The log keeps some of many.
      let unlogged = max(0, Int(story.figures[side].retransmitted) - again.count)
      let count = min(Int(story.figures[side].lostAfterCapture), shown.count + unlogged)
      let isSure = fates.contains(.missed)
      report.add(
        story, at: shown, shownAt: first, confidence: isSure ? .strong : .weak, about: story.subject(side),
        en: isSure
          ? "\(Text.count(count, "segment")) of the \(Text.english(side)) passed the capture point and \(count == 1 ? "was" : "were") lost behind it"
          : "\(Text.count(count, "segment")) of the \(Text.english(side)) passed the capture point and may have been lost behind it, or the ACK was",
        zh: isSure
          ? "\(Text.chinese(side))有 \(count) 个报文段经过抓包点之后丢失"
          : "\(Text.chinese(side))有 \(count) 个报文段经过抓包点之后可能丢失，也可能是其 ACK 丢失",
        details: [Detail("segments", .integer(Int64(count)))])
    }
  }

  /// Whether the capture was made on the host that receives what a side sends.
  private static func isAtReceiver(_ story: ConnectionStory, _ side: Side) -> Bool {
    guard story.capturePoint.confidence > .weak, let place = story.capturePoint.place else { return false }
    return place == .sameHost || place == (side == .client ? .nearServer : .nearClient)
  }
}
