import FlowstateCore

/// Both ends offered multipath TCP in their SYNs.
///
/// Not this finding when the SYN-ACK lacks the option (`mptcp-fallback`).
enum MPTCPHandshake: FindingRule {
  static let id = "mptcp-handshake"
  static let title = Sentence(en: "Multipath TCP was agreed on", zh: "多路径 TCP（MPTCP）握手")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(8684, "3.1")]
  static let trigger: Facts = .oddOptions
  static let pattern = "tcp.options.mptcp"
  static let examples: [Example] = [
    .flagged(
      "in SYN and SYN-ACK",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 mptcp 0 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 mptcp 0 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean("ordinary", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = story.handshake.options.client, let server = story.handshake.options.server, client.multipath,
      server.multipath, let opening = Handshakes.opening(story, context)
    else { return }
    report.add(
      story, at: [opening.syn, opening.synACK], confidence: .strong,
      en: "Both ends agreed on multipath TCP; its other paths are connections of their own",
      zh: "双方协商了多路径 TCP；其他子流是各自独立的连接")
  }
}
