import FlowstateCore

/// One source tried one port of many hosts.
///
/// Seen: within 60 s at least 25 hosts on one port that refused, did not answer, or were opened for nothing, and more than
/// four fifths of what the source did. Not this finding for a client whose connections are used.
///
/// > Bounds: as for `port-scan`.
struct HostSweep: BookRule {
  static let id = "host-sweep"
  static let title = Sentence(en: "Sweep over many hosts", zh: "主机扫描（同一端口遍历多台主机）")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.1")]
  static let trigger: Facts = [.handshakeIncomplete, .rst, .oddFlags]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "forty hosts on one port",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:22 iss 1000 5000
      offer mss 1460
      A B
      repeat 40 B address
      +0.010 --> S 0:0 --X
      end
      """),
    .clean(
      "one host",
      Trace.peers + """
        0.000 --> S 0:0 --X
        1.000 --> S 0:0 --X
        3.000 --> S 0:0 --X
        """),
  ]

  /// Different hosts on one port.
  static let hosts = 25

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for group in ProbeGroups.sources(context, where: { _ in true }) where group.probes.count >= Self.hosts {
      guard group.used * 4 <= Int(clamping: group.total) else { continue }
      let ports = Dictionary(grouping: group.probes, by: \.target.port)
      for port in Set(ports.keys).union(group.scans.keys.compactMap(\.port)).sorted() {
        if let scan = group.scans[.port(port)] {
          Self.tell(group, port, scan, &report)
        } else if let probes = ports[port], probes.count >= Self.hosts,
          let busiest = ProbeGroups.busiest(probes, least: Self.hosts, by: \.target.address)
        {
          Self.tell(group, port, busiest, &report)
        }
      }
    }
  }

  private static func tell(_ group: ProbeGroups.Group, _ port: UInt16, _ probes: [Probe], _ report: inout FindingReport)
  {
    var shown = group
    shown.probes = probes
    let hosts = Set(probes.map(\.target.address)).count
    report.add(
      frames: shown.frames, time: probes[0].time, kind: shown.method.name, confidence: .strong,
      about: .host(group.source), connections: [],
      en:
        "Tried port \(port) of \(group.atLeast.english)\(hosts) hosts within \(Text.duration(shown.span)) without using any",
      zh: "在 \(Text.duration(shown.span)) 内探测了\(group.atLeast.chinese) \(hosts) 台主机的端口 \(port)，均未实际使用",
      details: [Detail("port", .integer(Int64(port)))] + ProbeGroups.details(shown, probes))
  }

  /// A sweep of which the probes that are kept are only a sample.
  private static func tell(
    _ group: ProbeGroups.Group, _ port: UInt16, _ scan: ScanTally, _ report: inout FindingReport
  ) {
    report.add(
      frames: scan.frames.sorted(), of: scan.count, time: scan.time, kind: ProbeGroups.method(scan.count).name,
      confidence: .strong, about: .host(group.source), connections: [],
      en:
        "Tried port \(port) of about \(scan.distinct) hosts within \(Text.duration(scan.span)) without using any",
      zh: "在 \(Text.duration(scan.span)) 内探测了约 \(scan.distinct) 台主机的端口 \(port)，均未实际使用",
      details: [Detail("port", .integer(Int64(port)))] + ProbeGroups.details(group, scan))
  }
}
