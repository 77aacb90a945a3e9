import FlowstateCore

/// A probe with FIN alone, no flags, or FIN, PSH and URG, where there is no connection.
///
/// Seen: such a segment begins a tuple. No TCP sends it; closed ports answer with an RST, open ones do not. One probe is
/// told by itself (a notice), up to 8 of a source; three ports or more in 60 s are a scan (kind `fin`, `null` or
/// `xmas`, about the source; a warning unless `port-scan` tells it). Not this finding inside a connection, or for a FIN with ACK: that is the tail of a
/// connection that began before the capture.
struct FINNullXmasScan: CaptureRule {
  static let id = "fin-null-xmas-scan"
  static let title = Sentence(en: "FIN, NULL or XMAS probe", zh: "FIN/NULL/XMAS 探测")
  static let group = RuleGroup.attack
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.10.7.1"), .rfc(9293, "3.10.7.2")]
  static let trigger: Facts = [.oddFlags, .midStream]
  static let pattern = "tcp.flags == 0x001 || tcp.flags == 0x000 || tcp.flags == 0x029"
  static let examples: [Example] = [
    .flagged(
      "ten ports", kind: "fin",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 10 B port
      +0.004 --> F 1:1 -->
      +0.001 <-- R. =0:=0 ack 2 <--
      end
      """),
    .clean(
      "the tail of a connection",
      Trace.peers + """
        0.000 --> F. 1:1 ack 1 -->
        0.020 <-- R 1:1 <--
        """),
  ]

  /// Single probes told of one source.
  static let single = 8

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let (source, probe) = Probe.reading(story), probe.kind.isStealthy,
      context.book.probes.count(source) <= Self.single
    else { return }
    report.add(
      story, at: Array(story.segments.indices), shownAt: 0, kind: probe.kind.name,
      confidence: probe.kind == .fin ? .weak : .strong, about: .host(source),
      en: "Port \(probe.target.port) was probed by a segment that no TCP sends here (\(probe.kind.name))",
      zh: "端口 \(probe.target.port) 收到正常 TCP 不会发送的探测报文（\(probe.kind.name)）")
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for group in ProbeGroups.sources(context, where: { $0.kind.isStealthy }) {
      guard let busiest = ProbeGroups.busiest(group.probes, least: 3, by: \.target) else { continue }
      var shown = group
      shown.probes = busiest
      let targets = Set(busiest.map(\.target)).count
      let method = shown.method.name
      // A scan of ports says it all.
      let isPortScan = ProbeGroups.busiest(group.probes, least: PortScan.ports, by: \.target.port) != nil
      report.add(
        frames: shown.frames, time: busiest[0].time, kind: method, severity: isPortScan ? .notice : .warning,
        confidence: .strong, about: .host(group.source), connections: [],
        en: "Probed \(group.atLeast.english)\(targets) ports within \(Text.duration(shown.span)) by \(method) segments",
        zh: "在 \(Text.duration(shown.span)) 内以 \(method) 报文探测了\(group.atLeast.chinese) \(targets) 个端口",
        details: ProbeGroups.details(shown, busiest))
    }
  }
}
