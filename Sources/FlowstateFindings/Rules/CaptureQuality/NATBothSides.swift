import FlowstateCore

/// One connection was captured on both sides of a translator or proxy: it counts twice.
///
/// Seen: two tuples with equal initial sequence numbers in both directions and as much payload, opened within 10 ms of
/// each other. Not this finding for one tuple captured twice (`capture-duplicate`), nor when both numbers are below 65536.
///
/// > Bounds: a connection is compared with 4096 remembered ones; 64 pairs are named, all are counted.
struct NATBothSides: BookRule {
  static let id = "nat-both-sides"
  static let title = Sentence(en: "Captured on both sides of a translator", zh: "同一连接在 NAT 两侧均被捕获")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(3022, "2.2")]
  static let trigger: Facts = .syn
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "inside and outside",
      """
      peer A 10.0.0.1:40000 B 192.0.2.2:80 iss 700000 900000
      peer C 198.51.100.1:61000 D 192.0.2.2:80 iss 700000 900000
      offer mss 1460
      A B
      0.000  --> S 0:0 -->
      C D
      0.0001 --> S 0:0 -->
      0.0200 <-- S. 0:0 ack 1 <--
      A B
      0.0201 <-- S. 0:0 ack 1 <--
      0.0205 --> . 1:1 ack 1 -->
      C D
      0.0206 --> . 1:1 ack 1 -->
      """),
    .clean("one connection", Trace.exchange),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let twins = context.book.twins
    guard let first = twins.translated.first else { return }
    report.add(
      frames: Array(Set(twins.translated.flatMap { [$0.first, $0.second] })).sorted(), time: first.time,
      confidence: .strong, about: .capture,
      connections: Array(Set(twins.translated.flatMap { [$0.first, $0.second] })).sorted(),
      en:
        "\(Text.count(twins.translatedCount, "connection")) appear twice, under different addresses: before and behind a translator",
      zh: "\(twins.translatedCount) 个连接以不同地址出现了两次：分别在 NAT 之前和之后",
      details: [Detail("pairs", .integer(Int64(clamping: twins.translatedCount)))])
  }
}
