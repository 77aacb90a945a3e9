import FlowstateCore

/// The capture holds control segments only: a filter left the payload out.
///
/// Seen: three connections or more from SYN to FIN whose numbers advance, and no payload in any of nine in ten. Not this
/// finding for connections that carried no data.
struct FilteredCapture: BookRule {
  static let id = "filtered-capture"
  static let title = Sentence(en: "Only control segments were captured", zh: "仅捕获了控制报文（已过滤数据）")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .unseen
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.fin == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "four connections without their payload",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 4 A port
      +0.100 --> S 0:0 -->
      +0.001 <-- S. 0:0 ack 1 <--
      +0.001 --> F. 101:101 ack 501 -->
      +0.001 <-- F. 501:501 ack 102 <--
      end
      """),
    .clean("an ordinary exchange", Trace.clientCloses),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    guard counts.lacksPayload else { return }
    report.add(
      frames: counts.emptiedFrames.sorted(), time: counts.firstTime, confidence: .strong, about: .capture,
      connections: counts.emptiedFrames.sorted(),
      en: "\(counts.emptied) connections exchanged data of which nothing was captured: a filter left it out",
      zh: "\(counts.emptied) 个连接传输了数据，但一字节也未被捕获：抓包时使用了过滤器",
      details: [Detail("connections", .integer(Int64(clamping: counts.emptied)))])
  }
}
