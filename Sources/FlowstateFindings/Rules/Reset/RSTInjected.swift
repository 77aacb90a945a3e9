import FlowstateCore

/// The RST was probably not sent by the end that it names, but by a device or a forger.
///
/// Evidence is scored: the named end goes on, the RST came earlier than that end could react, its TTL or identification
/// is not that end's. It says "device", not "attack": proxies reset for reasons of their own.
/// Not this finding when the RST leaves the capturing host, or answers something that its end must reset.
enum RSTInjected: FindingRule {
  static let id = "rst-injected"
  static let title = Sentence(en: "The RST did not come from the end that it names", zh: "RST 并非来自其声称的一端")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5961), .rfc(4953), .rfc(3360)]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "another TTL, and the named end goes on",
      Trace.open + """
        0.100 --> P. 1:6 ack 1 -->
        0.105 <-- R 1:1 ttl 240 <--
        0.120 <-- . 1:1 ack 6 <--
        0.130 <-- P. 1:11 ack 6 <--
        """),
    .clean("the server rejects the third ACK", Trace.open + "0.0410 <-- R 1:1 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets {
      let score = Injection.score(reading, story, context)
      guard let confidence = score.confidence else { continue }
      let reset = story.segments[reading.index]
      let usual = story.figures[reading.sender].hopLimit
      let next = context.outline.live.first { index in
        index > reading.index && story.segments[index].sender == reading.sender && !story.segments[index].isRST
      }
      report.add(
        story, at: [reading.answered, reading.index, next].compactMap { $0 }, shownAt: reading.index,
        confidence: confidence, about: story.subject(reading.sender),
        en:
          "The RST in the \(Text.english(reading.sender))'s name is probably not its own (TTL \(reset.hopLimit), usually \(usual)): "
          + (score.proofs + score.marks).joined(separator: ", "),
        zh: "以\(Text.chinese(reading.sender))名义发出的 RST 很可能并非其所发（TTL \(reset.hopLimit)，平时为 \(usual)）："
          + (score.proofs + score.marks).joined(separator: "、"),
        details: [
          Detail("proofs", .list(score.proofs.map { .text($0) })),
          Detail("marks", .list(score.marks.map { .text($0) })),
          Detail("points", .integer(Int64(score.points))), Detail("ttl", .integer(Int64(reset.hopLimit))),
          Detail("usual_ttl", .integer(Int64(usual))),
        ])
      return
    }
  }
}
