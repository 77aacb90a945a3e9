import FlowstateCore

/// Lone ACKs to many ports, each rejected by an RST: someone maps a firewall.
///
/// Seen: within 60 s at least 5 different hosts or ports, each with one ACK without a connection that was answered by an
/// RST with exactly its number. Not this finding for one host that lost its connections (`half-open-data-reset`), where data
/// is sent, or for the tail of one connection.
struct ACKScan: BookRule {
  static let id = "ack-scan"
  static let title = Sentence(en: "ACK scan", zh: "ACK 扫描")
  static let group = RuleGroup.attack
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5.2"), .rfc(9293, "3.10.7.2")]
  static let trigger: Facts = [.rst]
  static let pattern = "tcp.flags.ack == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "ten ports",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 10 B port
      +0.004 --> . 1:1 ack 1 -->
      +0.001 <-- R 1:1 <--
      end
      """),
    .clean(
      "one connection's tail",
      Trace.peers + """
        0.000 --> . 1:1 ack 1 -->
        0.020 <-- R 1:1 <--
        """),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for group in ProbeGroups.sources(context, where: { $0.kind == .ack }) {
      guard let busiest = ProbeGroups.busiest(group.probes, least: 5, by: \.target), group.used <= busiest.count else {
        continue
      }
      var shown = group
      shown.probes = busiest
      let targets = Set(busiest.map(\.target)).count
      report.add(
        frames: shown.frames, time: busiest[0].time, confidence: targets >= 15 ? .strong : .weak,
        about: .host(group.source), connections: [],
        en:
          "Sent lone ACKs to \(group.atLeast.english)\(targets) ports within \(Text.duration(shown.span)); each was answered by an RST",
        zh: "在 \(Text.duration(shown.span)) 内向\(group.atLeast.chinese) \(targets) 个端口发送孤立的 ACK，均被 RST 应答",
        details: ProbeGroups.details(shown, busiest))
    }
  }
}
