import FlowstateCore

/// A connection attempt got no answer at all.
///
/// Seen: one bare SYN or more, and nothing of the server until the horizon after the last has passed. A SYN that was
/// sent only once may be a probe or an attempt that its user cancelled: it is info.
/// Not this finding when an ICMP error refuses the SYN, or when the client goes on as if it had been answered.
///
/// > Capture point: near the server it was ignored there; elsewhere it may have been lost either way.
enum SYNUnanswered: FindingRule {
  static let id = "syn-unanswered"
  static let title = Sentence(en: "A connection attempt got no answer", zh: "连接请求没有得到任何应答")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.3"), .rfc(6298, "2.1")]
  static let trigger: Facts = [.handshakeIncomplete, .oneSided, .synRepeated]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "four attempts, no answer",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 --X
        3.000 --> S 0:0 --X
        7.000 --> S 0:0 --X
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        30.00 --> S 0:0 -->
        30.02 <-- R. =0:=0 ack 1 <--
        """),
    .clean(
      "the fourth attempt is answered",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 --X
        3.000 --> S 0:0 --X
        7.000 --> S 0:0 -->
        7.020 <-- S. 0:0 ack 1 <--
        7.021 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let outline = context.outline
    let attempts = outline.syn.client
    guard story.figures.server.frames == 0, let first = attempts.first, let last = attempts.last,
      outline.live.allSatisfy({ story.segments[$0].isBareSYN || story.segments[$0].isRST }),
      !story.icmpErrors.contains(where: { SYNICMPRefused.refuses($0) })
    else { return }
    let lastGap =
      attempts.count > 1 ? story.segments[last].time &- story.segments[attempts[attempts.count - 2]].time : 0
    let gate = context.gate(after: story.segments[last].time, lastGap: lastGap)
    let span = story.segments[last].time &- story.segments[first].time
    let near = story.capturePoint.place == .nearServer
    let server = story.ends.server.port
    let many = attempts.count > 1
    report.add(
      story, at: attempts, kind: gate == .pending ? "pending" : many ? nil : "single",
      severity: gate.severity(many ? .warning : .info), confidence: gate.confidence(near ? .certain : .strong),
      about: story.subject(.server),
      en: many
        ? "Port \(server) never answered: \(attempts.count) SYNs within \(Text.duration(span)), no reply of any kind"
        : "A SYN to port \(server) got no reply and was not sent again",
      zh: many
        ? "端口 \(server) 始终没有应答：\(Text.duration(span)) 内发出 \(attempts.count) 个 SYN，没有任何回复"
        : "发往端口 \(server) 的一个 SYN 没有得到回复，也没有重发",
      details: [
        Detail("attempts", .integer(Int64(attempts.count))), Detail("span", .duration(span)),
        Detail("waited", .duration(context.elapsed(since: story.segments[last].time))),
      ])
  }
}
