import FlowstateCore

/// Segments passed the capture point and were lost behind it.
///
/// Seen: data or a FIN sent again that the receiver had not acknowledged, of which nothing shows that the first copy arrived
/// (see `FirstCopy`), and that was neither damaged nor ignored. Strong where the receiver asked for it by duplicate ACKs or
/// SACK; else weak, for the ACK may have been lost. Not this finding for SYNs and SYN-ACKs, whose rules tell more, and toward the host that captures.
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
    .flagged(
      "the third copy is the one that was not needed",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 --X
        1.250 --> P. 1:101 ack 1 -->
        1.270 X-- . 1:1 ack 101 <--
        1.750 --> P. 1:101 ack 1 -->
        1.770 <-- . 1:1 ack 101 sack 1:101 <--
        """),
    .clean("no loss", Trace.exchange),
    .clean(
      "the first copy was damaged",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 bad-checksum -->
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "data on the SYN that the server did not take",
      Trace.peers + """
        0.000  --> S 0:100 fastopen 0102030405060708 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        0.021  --> P. 1:101 ack 1 -->
        0.041  <-- . 1:1 ack 101 <--
        """),
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
    for side in Side.allCases where story.figures[side].lostAfterCapture > 0 {
      let again = Aggregates.noted(story, side, .retransmission).filter(story.repeatsLoss)
      let fates = again.map { FirstCopy.of($0, story, context) }
      let shown = zip(again, fates).filter { $0.1 != .arrived }.map(\.0)
      guard let first = shown.first else { continue }
      let count = Int(story.figures[side].lostAfterCapture)
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
}
