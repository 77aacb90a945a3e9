import FlowstateCore

/// The server sent data before anything of the client completed the handshake.
///
/// Kind `violation` (a notice, weak): the server's SYN-ACK comes again afterwards, as if it was still in SYN-RECEIVED; an old
/// copy looks the same. Otherwise the
/// ACK went past the capture point: info.
/// Not this finding for Fast Open, where the server may answer the SYN's data at once.
enum DataBeforeEstablished: FindingRule {
  static let id = "data-before-established"
  static let title = Sentence(en: "Data before the handshake was complete", zh: "握手完成之前已有数据")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.10.2")]
  static let trigger: Facts = .oddThirdACK
  static let pattern = "tcp.len > 0"
  static let examples: [Example] = [
    .flagged(
      "the third ACK is not in the capture",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 uncaptured -->
        0.060  <-- P. 1:101 ack 1 <--
        0.0605 --> . 1:1 ack 101 -->
        """),
    .clean("after the third ACK", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.synFromBoth), let opening = Handshakes.opening(story, context),
      story.segments[opening.synACK].acknowledgment == story.segments[opening.syn].sequence + 1
        || story.segments[opening.syn].payloadLength == 0,
      let data = context.outline.live.first(where: { index in
        let segment = story.segments[index]
        return index > opening.synACK && segment.sender == .server && segment.payloadLength > 0 && !segment.isRST
          && segment.sequence == story.segments[opening.synACK].end && story.isGenuine(index)
      }), story.segments[data].elided == 0,
      !Handshakes.completing(story, context, opening).contains(where: { $0 < data })
    else { return }
    let again = context.outline.synACK.server.first { $0 > data }
    report.add(
      story, at: [opening.synACK, data] + (again.map { [$0] } ?? []), shownAt: data,
      kind: again == nil ? nil : "violation", severity: again == nil ? .info : .notice,
      confidence: again == nil ? .strong : .weak, about: story.subject(.server),
      en: again == nil
        ? "The server sent data before the capture shows any ACK of its SYN-ACK: that ACK went past the capture point"
        : "The server sent data and then repeated its SYN-ACK: it sent data in SYN-RECEIVED",
      zh: again == nil
        ? "服务器发送数据之前，抓包中没有对其 SYN-ACK 的确认：该 ACK 未经过抓包点" : "服务器发送数据后又重传 SYN-ACK：它在 SYN-RECEIVED 状态就发送了数据")
  }
}
