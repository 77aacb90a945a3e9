import FlowstateCore

/// An ICMP error refused the SYN: unreachable or prohibited.
///
/// Seen: ICMP type 3 (codes 0, 1, 2, 3, 9, 10, 13) or ICMPv6 type 1 that quotes a SYN of this connection, and no answer of
/// the server. Not this finding when the quoted number is not the SYN's (a blind attack), or for code 4, which is path
/// MTU discovery.
enum SYNICMPRefused: FindingRule {
  static let id = "syn-icmp-refused"
  static let title = Sentence(en: "An ICMP error refused the connection", zh: "连接请求被 ICMP 差错拒绝")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.9.2.2"), .rfc(5927)]
  static let trigger: Facts = .icmp
  static let pattern = "icmp.type == 3 || icmpv6.type == 1"
  static let examples: [Example] = [
    .flagged(
      "a router prohibits it",
      Trace.peers + """
        0.000 --> S 0:0 -->                                            @syn
        0.010 <-- icmp 3 13 from 10.0.9.1 quoting copy @syn ttl 63 <--
        """),
    .clean(
      "path MTU discovery",
      Trace.peers + """
        0.000 --> S 0:0 -->                                            @syn
        0.010 <-- icmp 3 4 from 10.0.9.1 quoting copy @syn ttl 63 <--
        """),
    .clean(
      "a number that the SYN did not have",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.010 <-- icmp 3 13 from 10.0.9.1 quoting S 70000:70000 <--
        """),
  ]

  static func refuses(_ error: ICMPError) -> Bool {
    if error.isIPv6 { return error.type == 1 }
    return error.type == 3 && [0, 1, 2, 3, 9, 10, 13].contains(error.code)
  }

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.figures.server.frames == 0 else { return }
    for error in story.icmpErrors where refuses(error) && error.quotedSender == .client {
      let attempts = context.outline.syn.client.filter { story.segments[$0].sequence == error.sequence }
      guard !attempts.isEmpty else { continue }
      let frames = attempts.map { story.segments[$0].frame } + [error.frame]
      report.add(
        frames: frames.sorted(), time: error.time, confidence: .strong, about: story.subject(.server),
        connections: [story.id],
        en:
          "ICMP\(error.isIPv6 ? "v6" : "") type \(error.type) code \(error.code) refused the SYN to port \(story.ends.server.port)",
        zh: "ICMP\(error.isIPv6 ? "v6" : "") 类型 \(error.type) 代码 \(error.code) 拒绝了发往端口 \(story.ends.server.port) 的 SYN",
        details: [
          Detail("icmp_type", .integer(Int64(error.type))), Detail("icmp_code", .integer(Int64(error.code))),
        ])
      return
    }
  }
}
