import FlowstateCore

/// A closed port answered the SYN by an RST.
///
/// Seen: RST,ACK whose ACK number is one past the SYN (and its payload), and no SYN-ACK to that SYN before.
/// Not this finding when the opener resets after a SYN-ACK.
enum SYNRefused: FindingRule {
  static let id = "syn-refused"
  static let title = Sentence(en: "The port refused the connection", zh: "端口拒绝连接")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.2"), .rfc(9293, "3.10.7.1")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.reset == 1 && tcp.flags.ack == 1 && tcp.seq_raw == 0"
  static let examples: [Example] = [
    .flagged(
      "closed port",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- R. =0:=0 ack 1 <--
        """),
    .clean(
      "the opener resets after a SYN-ACK",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let refusals = context.resets.filter { $0.meaning == .refusesSYN }
    guard let first = refusals.first else { return }
    // A SYN-ACK afterwards: somebody listens, and the RST was not the listener's.
    guard !context.outline.synACK[first.sender].contains(where: { $0 > first.index }) else { return }
    let port = story.ends[first.sender].port
    let attempts = context.outline.syn[first.sender.peer]
    let place = story.capturePoint.place == .nearServer ? Confidence.certain : .strong
    let shaped = story.segments[first.index].sequence.rawValue == 0
    report.add(
      story, at: attempts + refusals.map(\.index), shownAt: first.index, confidence: shaped ? place : .weak,
      about: story.subject(first.sender),
      en: refusals.count == 1
        ? "Port \(port) is closed: the SYN was answered by an RST"
        : "Port \(port) is closed: \(refusals.count) SYNs were answered by RSTs",
      zh: refusals.count == 1 ? "端口 \(port) 关闭：SYN 被 RST 拒绝" : "端口 \(port) 关闭：\(refusals.count) 个 SYN 被 RST 拒绝",
      details: [
        Detail("attempts", .integer(Int64(attempts.count))), Detail("refusals", .integer(Int64(refusals.count))),
      ])
  }
}
