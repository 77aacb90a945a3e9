import FlowstateCore

/// Someone off the path sends SYNs into a connection to have it reset, or to draw challenge ACKs.
///
/// Seen: within 60 s 10 SYNs or more with different numbers at an end that is synchronized. About 100 a second hint at
/// probing the receiver's limit of challenge ACKs (CVE-2016-5696). Not this finding for a client that repeats one SYN to
/// reopen (`half-open-discovered`).
enum BlindSYNAttempts: FindingRule {
  static let id = "blind-syn-attempts"
  static let title = Sentence(en: "Guessed SYNs into a connection", zh: "盲 SYN 攻击尝试")
  static let group = RuleGroup.attack
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(5961, "4"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = [.synWhileSynchronized, .synISNChanged]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "a dozen numbers",
      Trace.exchange
        + (0..<12).map { "1.\(100 + $0) --> S \($0 * 70001 + 9_000_000):\($0 * 70001 + 9_000_000) -->\n" }.joined()
          + """
          1.125 <-- . 501:501 ack 101 <--
          2.000 --> P. 101:201 ack 501 -->
          2.020 <-- . 501:501 ack 201 <--
          """),
    .clean(
      "one SYN again and again",
      Trace.exchange + """
        1.000 --> S 70000:70000 -->
        1.020 <-- . 501:501 ack 101 <--
        2.000 --> S 70000:70000 -->
        2.020 <-- . 501:501 ack 101 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let guesses = context.outline.syn[side].filter {
        story.stateBefore($0, side.peer).isSynchronized
      }
      guard guesses.count >= BlindAttempts.least,
        let sweep = BlindAttempts.sweep(story, side, guesses, number: \.sequence)
      else { continue }
      report.add(
        story, at: sweep.indices, shownAt: sweep.indices[0], confidence: .strong, about: .connection,
        en:
          "\(sweep.indices.count) SYNs with different numbers were sent into the open connection in the \(Text.english(side))'s name",
        zh: "以\(Text.chinese(side))名义向已建立的连接发送了 \(sweep.indices.count) 个序列号各不相同的 SYN",
        details: BlindAttempts.details(sweep))
    }
  }
}
