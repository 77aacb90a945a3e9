import FlowstateCore

/// Data on a Fast Open SYN was ignored: it has to be sent again, a round trip is lost.
///
/// Not this finding when the SYN-ACK acknowledges some of it (`tfo-data-accepted`).
enum TFODataIgnored: FindingRule {
  static let id = "tfo-data-ignored"
  static let title = Sentence(en: "Fast Open data was ignored", zh: "TCP Fast Open 数据被忽略")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(7413, "4.2")]
  static let trigger: Facts = .synWithData
  static let pattern = "tcp.options.tfo"
  static let examples: [Example] = [
    .flagged(
      "the SYN-ACK acknowledges the SYN alone",
      Trace.peers + """
        0.000  --> S 0:100 mss 1460 fastopen 0102030405060708 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 <--
        0.0205 --> P. 1:101 ack 1 -->
        """),
    .clean(
      "accepted",
      Trace.peers + """
        0.000  --> S 0:100 mss 1460 fastopen 0102030405060708 -->
        0.020  <-- S. 0:0 ack 101 mss 1460 <--
        0.0205 --> . 101:101 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = FastOpen.read(story, context), story.segments[reading.syn].hasFastOpen,
      story.segments[reading.syn].payloadLength > 0, let synACK = reading.synACK, reading.accepted == 0
    else { return }
    let bytes = Int(story.segments[reading.syn].payloadLength)
    report.add(
      story, at: [reading.syn, synACK], confidence: .certain, about: story.subject(.server),
      en: "The server ignored \(bytes) bytes of Fast Open data on the SYN",
      zh: "服务器忽略了 SYN 上的 \(bytes) 字节 Fast Open 数据",
      details: [Detail("bytes", .integer(Int64(bytes)))])
  }
}
