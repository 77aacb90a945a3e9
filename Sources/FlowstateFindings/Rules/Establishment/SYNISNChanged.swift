import FlowstateCore

/// Two attempts with different initial sequence numbers on one tuple, with no close between them.
///
/// Seen: bare SYNs of one end with different numbers before the handshake is complete. More than ten are a warning.
/// Not this finding after an accepted RST or a close: then it is a new connection.
enum SYNISNChanged: FindingRule {
  static let id = "syn-isn-changed"
  static let title = Sentence(en: "Attempts with different initial sequence numbers", zh: "同一四元组上的 SYN 初始序列号不同")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.4"), .rfc(9293, "3.5")]
  static let trigger: Facts = .synISNChanged
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "a client gives up and tries again from the same port",
      Trace.peers + """
        0.000 --> S 0:0 --X
        0.400 --> S 70000:70000 -->
        0.420 <-- S. 0:0 ack 70001 <--
        0.4205 --> . 70001:70001 ack 1 -->
        """),
    .clean(
      "the same SYN again",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 -->
        1.020 <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let syns = context.outline.syn[side].filter { index in
        !story.stateBefore(index, side.peer).isSynchronized
          && story.segments[index].notes.isDisjoint(with: .oldIncarnation)
      }
      let numbers = Set(syns.map { story.segments[$0].sequence })
      guard numbers.count > 1 else { continue }
      report.add(
        story, at: syns, severity: numbers.count > 10 ? .warning : nil, confidence: .certain,
        about: story.subject(side),
        en: "\(numbers.count) different initial sequence numbers in \(syns.count) SYNs on one tuple",
        zh: "同一四元组上的 \(syns.count) 个 SYN 使用了 \(numbers.count) 个不同的初始序列号",
        details: [Detail("numbers", .list(numbers.map(\.rawValue).sorted().prefix(10).map { .integer(Int64($0)) }))])
    }
  }
}
