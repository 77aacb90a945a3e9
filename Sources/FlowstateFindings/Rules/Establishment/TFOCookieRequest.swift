import FlowstateCore

/// A SYN asks for a Fast Open cookie. Kinds: `granted`, `not-granted`.
///
/// Not this finding when the SYN already brings a cookie.
enum TFOCookieRequest: FindingRule {
  static let id = "tfo-cookie-request"
  static let title = Sentence(en: "A Fast Open cookie was asked for", zh: "请求 TCP Fast Open cookie")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(7413, "3"), .rfc(7413, "4.1.2")]
  static let trigger: Facts = .oddOptions
  static let pattern = "tcp.options.tfo"
  static let examples: [Example] = [
    .flagged(
      "granted", kind: "granted",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 fastopen -->
        0.020  <-- S. 0:0 ack 1 mss 1460 fastopen 0102030405060708 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean("ordinary", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let offered = story.handshake.options.client, offered.fastOpen, !offered.fastOpenCookie,
      let reading = FastOpen.read(story, context), story.segments[reading.syn].payloadLength == 0,
      reading.synACK != nil, let answer = story.handshake.options.server, answer.fastOpenCookie || !answer.isCut
    else { return }
    let granted = answer.fastOpenCookie
    report.add(
      story, at: [reading.syn] + (reading.synACK.map { [$0] } ?? []), shownAt: reading.syn,
      kind: granted ? "granted" : "not-granted", confidence: .certain, about: story.subject(.client),
      en: "The client asked for a Fast Open cookie; the server \(granted ? "granted one" : "gave none")",
      zh: "客户端请求 Fast Open cookie；服务器\(granted ? "已授予" : "未授予")")
  }
}
