import FlowstateCore

/// Two hosts open connections to each other at the same time: two connections, no simultaneous open.
///
/// Seen: within a round trip, openings in opposite directions between the same hosts with different pairs of ports. Not
/// this finding for one pair of ports (`simultaneous-open`).
struct CrossingConnections: BookRule {
  static let id = "crossing-connections"
  static let title = Sentence(en: "Connections that cross", zh: "双向同时发起的两个独立连接")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .syn
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "each calls the other",
      """
      peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 700000 900000
      peer C 10.0.0.1:179 D 10.0.0.2:50000 iss 300000 400000
      offer mss 1460
      A B
      0.000 --> S 0:0 -->
      C D
      0.002 <-- S 0:0 <--
      A B
      0.020 <-- S. 0:0 ack 1 <--
      0.021 --> . 1:1 ack 1 -->
      C D
      0.003 --> S. 0:0 ack 1 -->
      0.023 <-- . 1:1 ack 1 <--
      """),
    .clean("one connection", Trace.exchange),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let twins = context.book.twins
    guard let first = twins.crossing.first else { return }
    let connections = Array(Set(twins.crossing.flatMap { [$0.first, $0.second] })).sorted()
    report.add(
      frames: connections, time: first.time, confidence: .certain, about: .capture, connections: connections,
      en:
        "\(Text.count(twins.crossingCount, "pair")) of connections between two hosts were opened in opposite directions at once",
      zh: "有 \(twins.crossingCount) 对连接由两台主机同时相互发起",
      details: [Detail("pairs", .integer(Int64(clamping: twins.crossingCount)))])
  }
}
