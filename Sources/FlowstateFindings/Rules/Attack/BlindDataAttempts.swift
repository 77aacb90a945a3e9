import FlowstateCore

/// Someone off the path tries to put data into a connection.
///
/// Seen: within 60 s 10 segments with data or more that name one end, lie outside the window or acknowledge what was never
/// sent, and go through the number space by jumps of more than a window. Not this finding for retransmissions and late
/// copies: their numbers were used before.
enum BlindDataAttempts: FindingRule {
  static let id = "blind-data-attempts"
  static let title = Sentence(en: "Guessed data", zh: "盲数据注入尝试")
  static let group = RuleGroup.attack
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(5961, "5"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .unacceptable
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "a sweep of one octet each",
      Trace.exchange
        + (1..<14).map { "1.\(100 + $0) --> P. \($0 * 90_000_000):\($0 * 90_000_000 + 10) ack \($0 * 7_000_000) -->\n" }
        .joined()
          + """
          2.000 --> P. 101:201 ack 501 -->
          2.020 <-- . 501:501 ack 201 <--
          """),
    .clean(
      "retransmissions",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 --X
        1.750 --> P. 101:201 ack 501 -->
        1.770 <-- . 501:501 ack 201 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let guesses = context.outline.live.filter { index in
        let segment = story.segments[index]
        return segment.sender == side && segment.payloadLength > 0 && !segment.flags.contains(.syn) && !segment.isRST
          && BlindAttempts.isRefused(story, index)
          && segment.notes.isDisjoint(with: [.retransmission, .oldCopy, .oldIncarnation])
      }
      guard guesses.count >= BlindAttempts.least,
        let sweep = BlindAttempts.sweep(story, side, guesses, number: \.sequence)
      else { continue }
      let numbers = sweep.indices.map { story.segments[$0].sequence }
      let jumps = zip(numbers, numbers.dropFirst()).count { abs(Int($0.distance(to: $1))) > 1 << 16 }
      guard jumps * 10 >= numbers.count * 8 else { continue }
      report.add(
        story, at: sweep.indices, shownAt: sweep.indices[0], confidence: .strong, about: .connection,
        en:
          "\(sweep.indices.count) segments with data in the \(Text.english(side))'s name lie all over the number space: someone guesses",
        zh: "以\(Text.chinese(side))名义发出的 \(sweep.indices.count) 个数据段序列号散布于整个空间：有人在猜测",
        details: BlindAttempts.details(sweep))
    }
  }
}
