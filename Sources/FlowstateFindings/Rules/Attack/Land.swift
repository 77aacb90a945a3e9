import FlowstateCore

/// A segment whose source and destination are the same address and port.
///
/// Seen: both ends equal, in a segment that was not captured on the loopback network. Not this finding for a host that
/// talks to itself between two ports.
enum Land: FindingRule {
  static let id = "land"
  static let title = Sentence(en: "Source and destination are the same", zh: "源与目的地址端口相同（LAND）")
  static let group = RuleGroup.attack
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(9293, "3.5"), .rfc(1122, "3.2.1.3")]
  static let trigger: Facts = .sameEnds
  static let pattern = "ip.src == ip.dst && tcp.srcport == tcp.dstport"
  static let examples: [Example] = [
    .flagged(
      "a SYN to itself",
      """
      peer A 10.0.0.1:80 B 10.0.0.1:80 iss 1000 5000
      offer mss 1460
      A B
      0.000 --> S 0:0 -->
      """),
    .clean(
      "a host talks to itself",
      """
      peer A 10.0.0.1:40000 B 10.0.0.1:80 iss 1000 5000
      offer mss 1460
      A B
      0.000  --> S 0:0 -->
      0.0001 <-- S. 0:0 ack 1 <--
      0.0002 --> . 1:1 ack 1 -->
      """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.ends.client == story.ends.server else { return }
    let address = story.ends.client.address
    let isLoopback = address.isIPv4 ? address.v4 >> 24 == 127 : address.high == 0 && address.low == 1
    // On the loopback network a simultaneous open with oneself is legal, and happens.
    report.add(
      story, at: Array(story.segments.indices), shownAt: 0, severity: isLoopback ? .info : nil, confidence: .certain,
      about: .host(address),
      en: "Source and destination are the same address and port (\(story.ends.client.port)): a forged segment",
      zh: "源与目的的地址和端口（\(story.ends.client.port)）完全相同：伪造的报文")
  }
}
