import FlowstateCore

/// A device shifts sequence numbers, and forgets those in SACK blocks.
///
/// Seen: three or more ACKs whose SACK blocks all lie far from everything sent, by about the same distance from the ACK
/// number. Not this finding for single odd blocks (`sack-invalid`).
enum SequenceRewritten: FindingRule {
  static let id = "sequence-rewritten"
  static let title = Sentence(en: "A device shifts sequence numbers", zh: "中间设备改写序列号但未改写 SACK")
  static let group = RuleGroup.sequence
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(2018, "4")]
  static let trigger: Facts = .oddTimestampsOrSACK
  static let pattern = "tcp.options.sack"
  static let examples: [Example] = [
    .flagged(
      "a constant distance",
      Trace.openModern + """
        1.000 --> P. 1:101 ack 1 --X
        1.001 --> P. 101:201 ack 1 -->
        1.002 --> P. 201:301 ack 1 -->
        1.003 --> P. 301:401 ack 1 -->
        1.021 <-- . 1:1 ack 1 sack 90000101:90000201 <--
        1.022 <-- . 1:1 ack 1 sack 90000101:90000301 <--
        1.023 <-- . 1:1 ack 1 sack 90000101:90000401 <--
        1.024 --> P. 1:101 ack 1 -->
        1.044 <-- . 1:1 ack 401 <--
        """),
    .clean("ordinary", Trace.openModern + "1.000 --> P. 1:101 ack 1 -->\n1.020 <-- . 1:1 ack 101 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.isMidStream, !story.facts.contains(.oneSided) else { return }
    for side in Side.allCases {
      let odd = context.outline.live.filter {
        story.segments[$0].sender == side && story.segments[$0].notes.contains(.invalidSACK)
      }
      guard odd.count >= 3, let first = odd.first else { continue }
      let distances = odd.map { index in
        Int(story.segments[index].acknowledgment.distance(to: story.segments[index].sack.left))
      }
      guard let least = distances.min(), let most = distances.max(), most - least < 1 << 20,
        abs(least) > 1 << 21, abs(most) > 1 << 21
      else { continue }
      report.add(
        story, at: odd, shownAt: first, confidence: .strong, about: story.subject(side),
        en:
          "SACK blocks of the \(Text.english(side)) lie about \(abs(least)) octets off in \(odd.count) segments: a device shifts sequence numbers but not these",
        zh: "\(Text.chinese(side))的 \(odd.count) 个报文段中 SACK 块偏移约 \(abs(least))：途中设备改写了序列号却未改写 SACK",
        details: [Detail("segments", .integer(Int64(odd.count))), Detail("offset", .integer(Int64(least)))])
    }
  }
}
