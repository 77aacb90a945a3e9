import FlowstateCore

/// Both ends opened the same tuple at once (RFC 9293 figure 7).
///
/// Seen: bare SYNs of both, then a SYN-ACK with the number of its sender's own SYN that acknowledges the other's.
/// Not this finding for two connections in opposite directions, or for a server that answers by a SYN of its own
/// (`split-handshake`). In the middle the order of the SYNs says nothing of who was first.
enum SimultaneousOpen: FindingRule {
  static let id = "simultaneous-open"
  static let title = Sentence(en: "Both ends opened at once", zh: "双方同时打开连接")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.5"), .rfc(1122, "4.2.2.10")]
  static let trigger: Facts = .synFromBoth
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "figure 7",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.001 <-- S 0:0 <--
        0.020 --> S. 0:0 ack 1 -->
        0.021 <-- S. 0:0 ack 1 <--
        0.050 --> P. 1:6 ack 1 -->
        0.070 <-- . 1:1 ack 6 <--
        """),
    .clean("ordinary", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = context.outline.syn.client.first, let server = context.outline.syn.server.first,
      !SplitHandshake.isSplit(story, context)
    else { return }
    var answers: [Int] = []
    for side in Side.allCases {
      let own = side == .client ? client : server
      let other = side == .client ? server : client
      let answer = context.outline.synACK[side].first { index in
        story.segments[index].sequence == story.segments[own].sequence
          && story.segments[index].acknowledgment == story.segments[other].sequence + 1
      }
      if let answer { answers.append(answer) }
    }
    guard !answers.isEmpty || story.handshake.kind == .simultaneous else { return }
    let apart = abs(story.segments[server].time &- story.segments[client].time)
    report.add(
      story, at: [client, server] + answers, confidence: answers.count == 2 ? .certain : .strong,
      en: "Both ends sent a SYN, \(Text.duration(apart)) apart, and each answered the other's",
      zh: "双方各自发出 SYN，相隔 \(Text.duration(apart))，并互相应答（同时打开）",
      details: [Detail("apart", .duration(apart))])
  }
}
