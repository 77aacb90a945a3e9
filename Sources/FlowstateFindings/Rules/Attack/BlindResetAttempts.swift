import FlowstateCore

/// Someone off the path guesses the number that would reset a connection.
///
/// Seen: within 60 s 10 RSTs or more in one connection that name one end, with different sequence numbers of which most
/// are outside the window. Not this finding for the RSTs with which an end answers what still arrives after its abort:
/// those take their numbers from what they answer (`rst-storm`).
enum BlindResetAttempts: FindingRule {
  static let id = "blind-reset-attempts"
  static let title = Sentence(en: "Guessed resets", zh: "盲 RST 攻击尝试")
  static let group = RuleGroup.attack
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(5961, "3"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "a sweep through the number space",
      Trace.exchange
        + (0..<16).map { "1.\(100 + $0) --> R \($0 * 65536 + 5_000_000):\($0 * 65536 + 5_000_000) -->\n" }.joined()
          + """
          2.000 --> P. 101:201 ack 501 -->
          2.020 <-- . 501:501 ack 201 <--
          """),
    .clean(
      "data in flight answered after an abort",
      Trace.exchange + """
        1.000 --> R. 101:101 ack 501 -->
        1.001 <-- P. 501:601 ack 101 <--
        1.002 --> R 101:101 -->
        1.003 <-- P. 601:701 ack 101 <--
        1.004 --> R 101:101 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let resets = context.outline.rst[side].filter { index in
        // An RST that repeats a number that its named receiver acknowledged just before is an answer, not a guess.
        !story.segments[max(0, index - 4)..<index].contains {
          $0.sender != side && $0.flags.contains(.ack) && $0.acknowledgment == story.segments[index].sequence
        }
      }
      guard resets.count >= BlindAttempts.least,
        let sweep = BlindAttempts.sweep(story, side, resets, number: \.sequence),
        sweep.indices.count(where: { BlindAttempts.isRefused(story, $0) }) * 2 >= sweep.indices.count
      else { continue }
      report.add(
        story, at: sweep.indices, shownAt: sweep.indices[0], confidence: sweep.step != nil ? .certain : .strong,
        about: .connection,
        en:
          "\(sweep.indices.count) RSTs in the \(Text.english(side))'s name with different sequence numbers: someone guesses",
        zh: "以\(Text.chinese(side))名义发出 \(sweep.indices.count) 个序列号各不相同的 RST：有人在猜测序列号",
        details: BlindAttempts.details(sweep))
    }
  }
}
