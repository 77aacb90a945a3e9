import FlowstateCore

/// The handshake was left open: the client never answered the SYN-ACK.
///
/// Kinds: `server-waiting` (SYN-ACKs repeated by timer: the server is certainly in SYN-RECEIVED), `server-gave-up`,
/// `client-retries` (the SYN was repeated: the SYN-ACK did not arrive), `server-silent` (never repeated: a SYN cookie,
/// or an ACK that went round the capture point; weak, and only a notice; info while the capture shows no bare ACK at all,
/// which a filter may have left out).
/// A warning when the client repeats its SYN, so that somebody waits; a client that neither repeats nor answers is dead, or
/// its address is forged: a notice.
/// Not this finding when the client resets, when its data or FIN completes the handshake, or when the server moves on.
///
/// > Capture point: near the client it really did not answer; elsewhere its ACK may be lost before.
enum ThirdACKNeverSeen: FindingRule {
  static let id = "third-ack-never-seen"
  static let title = Sentence(en: "The handshake's third ACK never came", zh: "第三次 ACK 始终未出现")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5"), .rfc(9293, "3.10.7.4"), .rfc(4987, "2")]
  static let trigger: Facts = [.handshakeIncomplete, .synACKRepeated]
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "SYN-ACK repeated until the server gives up",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        1.020 <-- S. 0:0 ack 1 <--
        3.020 <-- S. 0:0 ack 1 <--
        7.020 <-- S. 0:0 ack 1 <--
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        60.00 --> S 0:0 -->
        60.02 <-- R. =0:=0 ack 1 <--
        """),
    .clean(
      "data completes the handshake",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.050 --> P. 1:101 ack 1 -->
        0.070 <-- . 1:1 ack 101 <--
        """),
    .clean(
      "the client resets",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, let opening = Handshakes.opening(story, context),
      context.outline.syn.server.isEmpty, context.outline.rst.client.isEmpty,
      !context.outline.live.contains(where: { index in
        index > opening.synACK && story.segments[index].sender == .client && !story.segments[index].isBareSYN
      }), Handshakes.serverMovedOn(story, context, opening) == nil
    else { return }
    let answers = context.outline.synACK.server
    let repeats = Handshakes.repeatedSYNACKs(story, context, .server)
    let byTimer = repeats.filter(\.byTimer)
    guard let last = answers.last else { return }
    let lastGap = repeats.last.map { story.segments[$0.index].time &- story.segments[$0.previous].time } ?? 0
    let gate = context.gate(after: story.segments[last].time, lastGap: lastGap)
    let clientRetries = context.outline.syn.client.contains { $0 > opening.synACK }
    let reset = context.outline.rst.server.last
    let kind: String
    if clientRetries && byTimer.isEmpty {
      kind = "client-retries"
    } else if byTimer.isEmpty {
      kind = "server-silent"
    } else {
      kind = gate == .pending && reset == nil ? "server-waiting" : "server-gave-up"
    }
    let isSilent = kind == "server-silent"
    let isFiltered = isSilent && context.mayLackACKs
    let span = story.segments[last].time &- story.segments[opening.synACK].time
    report.add(
      story, at: context.outline.syn.client + answers + (reset.map { [$0] } ?? []), shownAt: last, kind: kind,
      severity: isFiltered ? .info : gate.severity(clientRetries ? .warning : .notice),
      confidence: gate.confidence(isSilent ? .weak : .strong),
      about: story.subject(.client),
      en: isFiltered
        ? "The capture holds no answer to the SYN-ACK, which was not repeated, nor any bare ACK so far: a filter may have left them out"
        : isSilent
          ? "The SYN-ACK was never answered, and the server never repeated it"
          : "The SYN-ACK was never answered: sent \(answers.count) times within \(Text.duration(span)), the handshake stayed half open",
      zh: isFiltered
        ? "抓包中没有对 SYN-ACK 的应答，SYN-ACK 也未重传；迄今也没有任何纯 ACK：可能被抓包过滤器滤掉"
        : isSilent
          ? "SYN-ACK 始终没有得到应答，服务器也没有重传"
          : "SYN-ACK 始终没有得到应答：\(Text.duration(span)) 内共发送 \(answers.count) 次，连接停留在半开状态",
      details: [
        Detail("syn_acks", .integer(Int64(answers.count))), Detail("by_timer", .integer(Int64(byTimer.count))),
        Detail("span", .duration(span)),
      ])
  }
}
