import FlowstateCore

/// A SYN-ACK acknowledges something that the client did not send.
///
/// Seen: a SYN-ACK whose ACK number fits no SYN of the client, which is in the capture. Certain when the client rejects
/// it by an RST with that number. Kind `changed-on-the-way`: the SYN-ACK is right where it was captured, but the client
/// rejects it with another number and goes on opening: a device changed it. Not this finding for data on a Fast Open SYN, and not when the number lies in the
/// range of an earlier connection (an old duplicate).
enum SYNACKWrongACK: FindingRule {
  static let id = "synack-wrong-ack"
  static let title = Sentence(en: "A SYN-ACK acknowledges what was never sent", zh: "SYN-ACK 的确认号错误")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.3")]
  static let trigger: Facts = [.synACKUnmatched, .rst]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "wrong by four, rejected, then right",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 5 <--
        0.0205 --> R 5:5 -->
        1.000  --> S 0:0 -->
        1.020  <-- S. 99:99 ack 1 <--
        1.0205 --> . 1:1 ack 100 -->
        """),
    .flagged(
      "right here, wrong at the client", kind: "changed-on-the-way",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.0002 <-- S. 0:0 ack 1 <--
        0.0020 --> R 1001:1001 -->
        1.000  --> S 0:0 -->
        1.0002 <-- S. 0:0 ack 1 <--
        1.0020 --> . 1:1 ack 1 -->
        """),
    .clean("ordinary", Trace.open),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let syns = context.outline.syn.client
    guard let firstSYN = syns.first else { return }
    changed(story, context, &report)
    for index in context.outline.synACK.server where index > firstSYN {
      let answer = story.segments[index]
      guard answer.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]),
        !syns.contains(where: { $0 < index && Handshakes.acknowledges(answer, story.segments[$0]) }),
        !context.outline.synACK.server.contains(where: {
          $0 < index && story.segments[$0].sequence == answer.sequence
            && story.segments[$0].acknowledgment == answer.acknowledgment
        })
      else { continue }
      if let next = story.predecessor?.sendNext.client {
        let back = answer.acknowledgment.distance(to: next)
        if back >= 0 && back < 1 << 24 { continue }
      }
      let reset = context.resets.first { $0.answered == index && $0.meaning == .rejectsSYNACK }
      let isReset = reset != nil
      let off = syns.last(where: { $0 < index }).map { story.segments[$0].end.distance(to: answer.acknowledgment) } ?? 0
      report.add(
        story, at: [firstSYN, index] + (reset.map { [$0.index] } ?? []), shownAt: index,
        confidence: isReset ? .certain : .strong, about: story.subject(.server),
        en: "The SYN-ACK acknowledges a number \(abs(Int(off))) \(off < 0 ? "below" : "above") the client's SYN"
          + (isReset ? "; the client rejected it by an RST" : ""),
        zh: "SYN-ACK 的确认号比客户端的 SYN \(off < 0 ? "小" : "大") \(abs(Int(off)))" + (isReset ? "；客户端以 RST 拒绝" : ""),
        details: [Detail("offset", .integer(Int64(off)))])
      return
    }
  }

  /// The client rejects a SYN-ACK with another number than it has here.
  private static func changed(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = context.resets.first(where: { $0.meaning == .rejectsRewrittenSYNACK }),
      let answer = context.outline.synACK[reading.sender.peer].last(where: { $0 < reading.index })
    else { return }
    let reset = story.segments[reading.index]
    let off = story.segments[answer].acknowledgment.distance(to: reset.sequence)
    report.add(
      story, at: [answer, reading.index], shownAt: reading.index, kind: "changed-on-the-way", confidence: .strong,
      about: story.subject(reading.sender),
      en:
        "The \(Text.english(reading.sender)) rejected the SYN-ACK with a number \(abs(Int(off))) \(off < 0 ? "below" : "above") its ACK: a device between changed it",
      zh:
        "\(Text.chinese(reading.sender))以比其确认号\(off < 0 ? "小" : "大") \(abs(Int(off))) 的序列号拒绝了 SYN-ACK：途中设备改写了它",
      details: [Detail("offset", .integer(Int64(off)))])
  }
}
