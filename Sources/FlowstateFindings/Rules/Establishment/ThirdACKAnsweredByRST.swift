import FlowstateCore

/// The server reset the segment that would have completed the handshake.
///
/// Seen: the client's ACK of the SYN-ACK, alone or with data, then an RST of the server whose SEQ is that ACK number,
/// while the server has neither sent nor acknowledged data. Kinds: `wrong-ack` (the ACK number fits no SYN-ACK: certain),
/// `expired` (the SYN-ACK was given up: its next repeat was overdue), `unknown` (a full accept queue with
/// tcp_abort_on_overflow, a listener that was closed, a SYN cookie that was rejected, or an application that aborts what it
/// accepts: on the wire these are one). Kind `no-attempt` (info, weak): a lone ACK of which no handshake was seen is
/// answered by an RST: a wrong SYN cookie, a probe, or a connection that was forgotten.
/// Not this finding when the server had acknowledged data (`rst-abort`), or when the RST is forged.
enum ThirdACKAnsweredByRST: FindingRule {
  static let id = "third-ack-answered-by-rst"
  static let title = Sentence(en: "The server reset the completing ACK", zh: "服务器以 RST 应答第三次 ACK")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.5.2"), .rfc(9293, "3.10.7.4"), .rfc(4987, "3.6")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged("RST at once", kind: "unknown", Trace.open + "0.0400 <-- R 1:1 <--"),
    .flagged(
      "the SYN-ACK would have been repeated by then", kind: "expired",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        1.020  <-- S. 0:0 ack 1 <--
        8.000  --> P. 1:6 ack 1 -->
        8.020  <-- R 1:1 <--
        """),
    .flagged(
      "an ACK with a wrong cookie", kind: "no-attempt",
      Trace.peers + """
        0.000 --> . 1:1 ack 1 -->
        0.020 <-- R 1:1 <--
        """),
    .clean(
      "abort after data was acknowledged",
      Trace.open + """
        0.0300 --> P. 1:6 ack 1 -->
        0.0500 <-- . 1:1 ack 6 <--
        0.0600 <-- R. 1:1 ack 6 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    if story.isMidStream { loneACK(story, context, &report) }
    for reading in context.resets where reading.meaning == .rejectsThirdACK {
      guard let answered = reading.answered,
        let synACK = context.outline.synACK[reading.sender].last(where: { $0 < answered })
      else { continue }
      guard Injection.score(reading, story, context).confidence == nil else { continue }
      let segment = story.segments[answered]
      let answer = story.segments[synACK]
      let reset = story.segments[reading.index]
      let wait = segment.time &- answer.time
      let reaction = reset.time &- segment.time
      let kind: String
      var confidence = Confidence.strong
      if segment.acknowledgment != answer.end {
        kind = "wrong-ack"
        confidence = .certain
      } else if wait > context.settings.synACKGiveUp || isOverdue(story, context, synACK, wait: wait) {
        kind = "expired"
      } else {
        kind = "unknown"
      }
      let cause =
        switch kind {
        case "wrong-ack": Sentence(en: "it acknowledges no SYN-ACK of this server", zh: "其确认号不对应任何 SYN-ACK")
        case "expired": Sentence(en: "the server had given the handshake up", zh: "服务器已放弃该握手")
        default:
          Sentence(
            en:
              "its accept queue may be full (tcp_abort_on_overflow), its listener closed, the handshake given up, or its application aborted at once",
            zh: "可能是全连接队列已满（tcp_abort_on_overflow）、监听已关闭、握手已被放弃，或应用程序立即中止")
        }
      report.add(
        story, at: [synACK, answered, reading.index], shownAt: reading.index, kind: kind, confidence: confidence,
        about: story.subject(reading.sender),
        en:
          "The server answered the ACK that completes the handshake by an RST after \(Text.duration(reaction)): \(cause.english)",
        zh: "服务器在 \(Text.duration(reaction)) 后以 RST 应答完成握手的 ACK：\(cause.chinese)",
        details: [Detail("after_syn_ack", .duration(wait)), Detail("reaction", .duration(reaction))])
      return
    }
  }

  /// Whether the server would have repeated its last SYN-ACK before the segment that answers it: its timer doubles from one
  /// repeat to the next, and a quarter more is room for its ticks.
  private static func isOverdue(
    _ story: ConnectionStory, _ context: RuleContext, _ synACK: Int, wait: Nanoseconds
  ) -> Bool {
    guard
      let last = Handshakes.repeatedSYNACKs(story, context, story.segments[synACK].sender).last(where: {
        $0.index == synACK && $0.byTimer
      })
    else { return false }
    let gap = story.segments[synACK].time &- story.segments[last.previous].time
    return wait > gap &* 9 / 4
  }

  /// Nothing but one bare ACK of the client, and the server's RST.
  private static func loneACK(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard context.outline.live.count == 2, let reading = context.resets.first, let answered = reading.answered,
      reading.sender == .server, story.segments[answered].isPureACK, story.segments[answered].elided == 0,
      story.figures.client.frames == 1
    else { return }
    report.add(
      story, at: [answered, reading.index], shownAt: reading.index, kind: "no-attempt", severity: .info,
      confidence: .weak, about: story.subject(reading.sender),
      en:
        "A lone ACK without any handshake was answered by an RST: a wrong SYN cookie, a probe, or a forgotten connection",
      zh: "没有握手的孤立 ACK 被 RST 应答：错误的 SYN cookie、探测，或已被遗忘的连接")
  }
}
