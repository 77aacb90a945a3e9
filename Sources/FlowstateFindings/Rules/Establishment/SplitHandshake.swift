import FlowstateCore

/// The server answered a SYN by a SYN of its own instead of a SYN-ACK.
///
/// Not this finding when the SYNs crossed (`simultaneous-open`).
enum SplitHandshake: FindingRule {
  static let id = "split-handshake"
  static let title = Sentence(en: "The server answered a SYN by a SYN", zh: "服务器以 SYN 应答 SYN（拆分握手）")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5")]
  static let trigger: Facts = .synFromBoth
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "SYN instead of SYN-ACK",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.0310 <-- S 0:0 <--
        0.0315 --> S. 0:0 ack 1 -->
        0.0520 <-- . 1:1 ack 1 <--
        """),
    .clean(
      "the SYNs cross",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.001 <-- S 0:0 <--
        0.020 --> S. 0:0 ack 1 -->
        0.021 <-- S. 0:0 ack 1 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard isSplit(story, context), let client = context.outline.syn.client.first,
      let server = context.outline.syn.server.first
    else { return }
    report.add(
      story, at: [client, server] + context.outline.synACK.client, confidence: .strong, about: story.subject(.server),
      en: "The server answered the SYN by a SYN of its own instead of a SYN-ACK",
      zh: "服务器没有发送 SYN-ACK，而是以自己的 SYN 应答")
  }

  /// Whether the server acknowledged the client's SYN before it sent its own, which nothing but the client answers.
  static func isSplit(_ story: ConnectionStory, _ context: RuleContext) -> Bool {
    if crossed(story, context) { return false }
    if story.handshake.kind == .split { return true }
    guard context.outline.synACK.server.isEmpty, !context.outline.synACK.client.isEmpty,
      let client = context.outline.syn.client.first, let server = context.outline.syn.server.first
    else { return false }
    return story.firstCovering(story.segments[client].end, by: .server, in: client + 1..<server) != nil
  }

  /// Whether the server's SYN came sooner after the client's than it could react: the round trip to it and back shows in
  /// its answer to the client's SYN-ACK.
  private static func crossed(_ story: ConnectionStory, _ context: RuleContext) -> Bool {
    guard let client = context.outline.syn.client.first, let server = context.outline.syn.server.first, client < server,
      let synACK = context.outline.synACK.client.first, synACK > server,
      let answer = story.firstCovering(story.segments[synACK].end, by: .server, in: synACK + 1..<story.segments.count)
    else { return false }
    let roundTrip = story.segments[answer].time &- story.segments[synACK].time
    return story.segments[server].time &- story.segments[client].time < roundTrip / 10 &* 9
  }
}
