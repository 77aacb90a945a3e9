import FlowstateCore

/// One connection was captured on both sides of a translator or proxy: it counts twice.
///
/// Seen: two tuples with equal initial sequence numbers in both directions and as much payload, opened within 10 ms of
/// each other. Kind `per-direction`: of each tuple one direction alone was captured, and their numbers are one
/// connection's: each direction was captured on another side. What is found in the first of a pair that ends is not told
/// of the other again, but for the curious, with its `twin`. Not this finding for one tuple captured twice
/// (`capture-duplicate`), nor when both numbers are below 65536.
///
/// > Bounds: a connection is compared with 4096 remembered ones, by their first six findings; 64 pairs are named, all are
/// > counted.
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
    .flagged(
      "each direction on another side", kind: "per-direction",
      """
      peer A 10.0.0.1:40000 B 192.0.2.2:80 iss 700000 900000
      peer C 198.51.100.1:61000 D 203.0.113.2:80 iss 700000 900000
      A B
      0.000  --> S 0:0 -->
      C D
      0.020  <-- S. 0:0 ack 1 <--
      A B
      0.0205 --> . 1:1 ack 1 -->
      0.0300 --> P. 1:101 ack 1 -->
      C D
      0.0500 <-- P. 1:501 ack 101 <--
      A B
      0.0505 --> . 101:101 ack 501 -->
      """),
    .clean("one connection", Trace.exchange),
    .clean(
      "two connections, of which one direction each was captured",
      """
      peer A 10.0.0.1:40000 B 192.0.2.2:80 iss 700000 900000
      peer C 198.51.100.1:61000 D 203.0.113.2:80 iss 710000 910000
      A B
      0.000  --> S 0:0 -->
      C D
      0.020  <-- S. 0:0 ack 1 <--
      A B
      0.0205 --> . 1:1 ack 1 -->
      0.0300 --> P. 1:101 ack 1 -->
      C D
      0.0500 <-- P. 1:501 ack 101 <--
      A B
      0.0505 --> . 101:101 ack 501 -->
      """),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let twins = context.book.twins
    Self.tell(
      twins.translated, of: twins.translatedCount, kind: nil,
      en: twins.translatedCount == 1
        ? "1 connection appears twice, under different addresses: before and behind a translator"
        : "\(twins.translatedCount) connections appear twice, under different addresses: before and behind a translator",
      zh: "\(twins.translatedCount) 个连接以不同地址出现了两次：分别在 NAT 之前和之后", &report)
    Self.tell(
      twins.directions, of: twins.directionsCount, kind: "per-direction",
      en:
        "The two directions of \(Text.count(twins.directionsCount, "connection")) appear under different addresses: each was captured on another side of a translator",
      zh: "\(twins.directionsCount) 个连接的两个方向以不同地址出现：分别在 NAT 的两侧捕获", &report)
  }

  private static func tell(
    _ pairs: [TwinBook.Pair], of all: UInt64, kind: String?, en: String, zh: String, _ report: inout FindingReport
  ) {
    guard let first = pairs.first else { return }
    let connections = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
    report.add(
      frames: connections, time: first.time, kind: kind, confidence: .strong, about: .capture, connections: connections,
      en: en, zh: zh, details: [Detail("pairs", .integer(Int64(clamping: all)))])
  }
}
