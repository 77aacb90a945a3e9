import FlowstateCore

/// An RST without an acceptable ACK reached an end in SYN-SENT; it must be ignored.
enum RSTInSYNSENTInvalid: FindingRule {
  static let id = "rst-in-syn-sent-invalid"
  static let title = Sentence(en: "An RST that cannot end the attempt", zh: "SYN-SENT 状态下无效的 RST")
  static let group = RuleGroup.reset
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.3"), .rfc(9293, "3.10.7.3")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "ACK of nothing",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.010  <-- R. =0:=0 ack 7777 <--
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean(
      "a refusal",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- R. =0:=0 ack 1 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.sender == .server {
      let reset = story.segments[reading.index]
      let syns = context.outline.syn.client.filter { $0 < reading.index }
      guard !syns.isEmpty, context.outline.synACK.server.allSatisfy({ $0 > reading.index }),
        context.outline.live.filter({ $0 < reading.index }).allSatisfy({ story.segments[$0].isBareSYN }),
        !(reset.flags.contains(.ack)
          && syns.contains {
            story.segments[$0].end == reset.acknowledgment
              || Handshakes.acknowledges(reset, story.segments[$0])
          })
      else { continue }
      report.add(
        story, at: [syns[0], reading.index], confidence: .strong, about: story.subject(.client),
        en: "An RST reached SYN-SENT without acknowledging the SYN; the client must ignore it",
        zh: "SYN-SENT 状态收到未确认其 SYN 的 RST，客户端必须忽略")
      return
    }
  }
}
