import FlowstateCore

/// Multipath TCP was offered, and the SYN-ACK lacks it: ordinary TCP.
///
/// The server does not support it, or a device removed the option. A fallback later in the connection is not seen, as
/// options of data segments are not kept.
enum MPTCPFallback: FindingRule {
  static let id = "mptcp-fallback"
  static let title = Sentence(en: "Multipath TCP fell back to TCP", zh: "多路径 TCP 回退为普通 TCP")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(8684, "3.7")]
  static let trigger: Facts = .oddOptions
  static let pattern = "tcp.options.mptcp"
  static let examples: [Example] = [
    .flagged(
      "offered, not answered", kind: "refused",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 mptcp 0 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean(
      "agreed",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 mptcp 0 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 mptcp 0 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let client = story.handshake.options.client, let server = story.handshake.options.server, client.multipath,
      !server.multipath, !server.isCut, let opening = Handshakes.opening(story, context)
    else { return }
    report.add(
      story, at: [opening.syn, opening.synACK], kind: "refused", confidence: .certain,
      en: "The client offered multipath TCP; the SYN-ACK lacks it",
      zh: "客户端请求多路径 TCP，但 SYN-ACK 中没有该选项")
  }
}
