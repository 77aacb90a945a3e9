import FlowstateCore

/// One source tried many ports of one host.
///
/// Seen: within 60 s at least 15 different ports of a host that were refused, left unanswered, reset half open, opened for
/// nothing or probed without a SYN, and more than four fifths of what the source did. The kind is the method: `half-open`,
/// `connect`, `fin`, `null`, `xmas`, `ack`. Not this finding when the connections are used, or when the ports do not
/// differ.
///
/// > Bounds: 1024 sources are kept with up to 512 probes each, the first and the latest. Of a source that sends more, scans
/// > are counted whole, from the first probe to the last, and up to 256 of all sources; `all_probes` counts all.
struct PortScan: BookRule {
  static let id = "port-scan"
  static let title = Sentence(en: "Port scan", zh: "端口扫描")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.10.7.1")]
  static let trigger: Facts = [.handshakeIncomplete, .rst, .oddFlags]
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "twenty closed ports",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 20 B port
      +0.004 --> S 0:0 -->
      +0.001 <-- R. =0:=0 ack 1 <--
      end
      """),
    .clean(
      "one closed port, tried twenty times",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 20 A port
      +0.004 --> S 0:0 -->
      +0.001 <-- R. =0:=0 ack 1 <--
      end
      """),
    .clean("one client", Trace.exchange),
  ]

  /// Different ports of one host.
  static let ports = 15

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for group in ProbeGroups.sources(context, where: { _ in true }) where group.probes.count >= Self.ports {
      let hosts = Dictionary(grouping: group.probes, by: \.target.address)
      guard group.used * 4 <= Int(clamping: group.total) else { continue }
      for target in Set(hosts.keys).union(group.scans.keys.compactMap(\.address)).sorted(by: { $0.isLess(than: $1) }) {
        if let scan = group.scans[.host(target)] {
          Self.tell(group, scan, &report)
        } else if let probes = hosts[target], probes.count >= Self.ports,
          let busiest = ProbeGroups.busiest(probes, least: Self.ports, by: \.target.port)
        {
          Self.tell(group, busiest, &report)
        }
      }
    }
  }

  private static func tell(_ group: ProbeGroups.Group, _ probes: [Probe], _ report: inout FindingReport) {
    var shown = group
    shown.probes = probes
    let ports = Set(probes.map(\.target.port)).count
    let method = shown.method.name
    report.add(
      frames: shown.frames, time: probes[0].time, kind: method, confidence: .strong, about: .host(group.source),
      connections: [],
      en:
        "Tried \(group.atLeast.english)\(ports) ports of one host within \(Text.duration(shown.span)), by \(method) probes",
      zh: "在 \(Text.duration(shown.span)) 内以 \(method) 方式探测了同一主机的\(group.atLeast.chinese) \(ports) 个端口",
      details: ProbeGroups.details(shown, probes))
  }

  /// A scan of which the probes that are kept are only a sample.
  private static func tell(_ group: ProbeGroups.Group, _ scan: ScanTally, _ report: inout FindingReport) {
    let method = ProbeGroups.method(scan.count).name
    report.add(
      frames: scan.frames.sorted(), of: scan.count, time: scan.time, kind: method, confidence: .strong,
      about: .host(group.source), connections: [],
      en: "Tried \(scan.distinct) ports of one host within \(Text.duration(scan.span)), by \(method) probes",
      zh: "在 \(Text.duration(scan.span)) 内以 \(method) 方式探测了同一主机的 \(scan.distinct) 个端口",
      details: ProbeGroups.details(group, scan))
  }
}
