import FlowstateCore

/// A half of the handshake took more than a second, without any repetition.
///
/// Not this finding when a SYN or SYN-ACK was sent again: then something was lost (`syn-retransmitted`,
/// `synack-retransmitted`), and the wait is the timer's.
enum SlowHandshake: FindingRule {
  static let id = "slow-handshake"
  static let title = Sentence(en: "The handshake took long", zh: "握手缓慢")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(6298, "2.1")]
  static let trigger: Facts = .slowHandshake
  static let measuresTime = true
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "the SYN-ACK after two seconds", kind: "syn-ack",
      Trace.peers + """
        0.000 --> S 0:0 -->
        2.000 <-- S. 0:0 ack 1 <--
        2.001 --> . 1:1 ack 1 -->
        """),
    .clean("at once", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let opening = Handshakes.opening(story, context), context.outline.syn.client.count == 1,
      context.outline.synACK.server.count == 1
    else { return }
    for side in [Side.server, .client] {
      guard let took = story.handshake.roundTrip[side], took > .second else { continue }
      let ack = Handshakes.completing(story, context, opening).first
      report.add(
        story, at: side == .server ? [opening.syn, opening.synACK] : [opening.synACK] + (ack.map { [$0] } ?? []),
        kind: side == .server ? "syn-ack" : "third-ack", confidence: .strong, about: story.subject(side),
        en: "The \(side == .server ? "SYN-ACK" : "handshake's third ACK") came after \(Text.duration(took))",
        zh: "\(side == .server ? "SYN-ACK" : "第三次 ACK") 在 \(Text.duration(took)) 后才出现",
        details: [Detail("took", .duration(took))])
    }
  }
}
