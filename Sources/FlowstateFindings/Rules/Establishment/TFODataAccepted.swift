import FlowstateCore

/// Data on a Fast Open SYN was accepted, wholly or in part.
enum TFODataAccepted: FindingRule {
  static let id = "tfo-data-accepted"
  static let title = Sentence(en: "Fast Open data was accepted", zh: "TCP Fast Open 数据被接受")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(7413, "3"), .rfc(7413, "4.2")]
  static let trigger: Facts = .synWithData
  static let pattern = "tcp.options.tfo"
  static let examples: [Example] = [
    .flagged(
      "all of it",
      Trace.peers + """
        0.000  --> S 0:100 mss 1460 fastopen 0102030405060708 -->
        0.020  <-- S. 0:0 ack 101 mss 1460 <--
        0.0205 --> . 101:101 ack 1 -->
        """),
    .clean(
      "ignored",
      Trace.peers + """
        0.000  --> S 0:100 mss 1460 fastopen 0102030405060708 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 <--
        0.0205 --> P. 1:101 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = FastOpen.read(story, context), story.segments[reading.syn].hasFastOpen,
      let synACK = reading.synACK, reading.accepted > 0
    else { return }
    let bytes = Int(story.segments[reading.syn].payloadLength)
    report.add(
      story, at: [reading.syn, synACK], confidence: .certain, about: story.subject(.client),
      en: "The server accepted \(reading.accepted) of \(bytes) bytes of Fast Open data on the SYN",
      zh: "服务器接受了 SYN 上 \(bytes) 字节 Fast Open 数据中的 \(reading.accepted) 字节",
      details: [Detail("bytes", .integer(Int64(bytes))), Detail("accepted", .integer(Int64(reading.accepted)))])
  }
}
