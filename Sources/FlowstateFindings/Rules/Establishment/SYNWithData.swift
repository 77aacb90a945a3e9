import FlowstateCore

/// A SYN carries data without the Fast Open option.
///
/// Legal, but hardly any stack does it: probes and tests do. Not this finding with Fast Open (`tfo-data-accepted`,
/// `tfo-data-ignored`).
enum SYNWithData: FindingRule {
  static let id = "syn-with-data"
  static let title = Sentence(en: "A SYN carries data", zh: "SYN 携带数据")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7.3")]
  static let trigger: Facts = .synWithData
  static let pattern = "tcp.flags.syn == 1 && tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "ignored by the server", kind: "ignored",
      Trace.peers + """
        0.000  --> S 0:100 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean("ordinary", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = FastOpen.read(story, context), !story.segments[reading.syn].hasFastOpen else { return }
    let bytes = story.segments[reading.syn].payloadLength
    let outcome = reading.synACK == nil ? "unanswered" : reading.accepted > 0 ? "accepted" : "ignored"
    report.add(
      story, at: [reading.syn] + (reading.synACK.map { [$0] } ?? []), shownAt: reading.syn, kind: outcome,
      confidence: .certain, about: story.subject(.client),
      en: "The SYN carries \(bytes) bytes of data without Fast Open; \(outcome)",
      zh: "SYN 携带 \(bytes) 字节数据但没有 Fast Open 选项",
      details: [Detail("bytes", .integer(Int64(bytes))), Detail("accepted", .integer(Int64(reading.accepted)))])
  }
}
