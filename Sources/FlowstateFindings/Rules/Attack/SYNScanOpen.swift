import FlowstateCore

/// A half-open probe: SYN, SYN-ACK, RST of the prober.
///
/// Seen: the opener's RST soon after the SYN-ACK, one initial sequence number, nothing else. One by itself is info; a SYN
/// with a scanner's shape (window 1024, 2048, 3072, 4096 or 65535 without window scale, SACK and timestamps) is a warning.
/// Three different ports or hosts from one source within 60 s are a warning about that source (kind `scan`); one port at
/// a fixed period, five times or more, is a load balancer's test (kind `health-check`, info).
/// Not this finding when the SYN was old (`stale-syn-reset`), or the SYN-ACK late (`late-synack-reset`).
struct SYNScanOpen: CaptureRule {
  static let id = "syn-scan-open"
  static let title = Sentence(en: "Half-open probe of an open port", zh: "对开放端口的半开探测（SYN 扫描）")
  static let group = RuleGroup.attack
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.5.2")]
  static let trigger: Facts = .rst
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "nmap -sS",
      Trace.peers + """
        0.000  --> S 0:0 win 1024 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 win 0 -->
        """),
    .flagged(
      "four open ports", kind: "scan",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460 sackOK TS ws 7
      A B
      repeat 4 B port
      +0.004 --> S 0:0 -->
      +0.001 <-- S. 0:0 ack 1 <--
      +0.001 --> R 1:1 win 0 -->
      end
      """),
    .flagged(
      "a load balancer asks every two seconds", kind: "health-check",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460 sackOK TS ws 7
      A B
      repeat 8 A port
      +1.998 --> S 0:0 -->
      +0.001 <-- S. 0:0 ack 1 <--
      +0.001 --> R 1:1 win 0 -->
      end
      """),
    .clean(
      "old duplicate SYN",
      Trace.peers + """
        0.000  --> S 0:0 ...
        0.001  ... S -900:-900 -->
        0.021  <-- S. 0:0 ack -899 <--
        0.0211 --> R -899:-899 -->
        0.030  ... S 0:0 -->
        0.050  <-- S. 70000:70000 ack 1 <--
        0.0501 --> . 1:1 ack 70001 -->
        """),
  ]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .rejectsSYNACK {
      guard let answered = reading.answered, story.segments[answered].isSYNACK,
        let stale = StaleAttempt(story, context, reading), stale.confidence == nil, stale.other == nil,
        let syn = stale.syn, context.outline.syn[reading.sender].allSatisfy({ $0 < reading.index })
      else { continue }
      let answer = story.segments[answered]
      let reset = story.segments[reading.index]
      let limit = context.roundTrip(story, to: reading.sender) &+ 50 * .millisecond
      guard reset.time &- answer.time <= limit, answer.time &- story.segments[syn].time <= .second else { continue }
      let shaped = Self.hasScannerShape(story, reading.sender, syn)
      let port = story.ends[reading.sender.peer].port
      report.add(
        story, at: [syn, answered, reading.index], shownAt: reading.index, severity: shaped ? .warning : .info,
        confidence: shaped ? .strong : .weak, about: story.subject(reading.sender),
        en:
          "Port \(port) was probed half-open: SYN-ACK answered by an RST after \(Text.duration(reset.time &- answer.time))"
          + (shaped ? ", by a SYN with a scanner's shape" : ""),
        zh: "端口 \(port) 被半开探测：SYN-ACK 在 \(Text.duration(reset.time &- answer.time)) 后被 RST"
          + (shaped ? "，SYN 具有扫描器特征" : ""),
        details: [Detail("scanner_shape", .boolean(shaped))])
      return
    }
  }

  private static func hasScannerShape(_ story: ConnectionStory, _ side: Side, _ syn: Int) -> Bool {
    let offered = story.handshake.options[side]
    let plain = offered.map { $0.lacksWindowScale && !$0.sackPermitted && !$0.timestamps } ?? false
    return plain && [1024, 2048, 3072, 4096, 65535].contains(Int(story.segments[syn].window))
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for group in ProbeGroups.sources(context, where: { $0.kind == .halfOpen }) {
      if let busiest = ProbeGroups.busiest(group.probes, least: 3, by: \.target) {
        Self.scan(group, busiest, &report)
        continue
      }
      for (target, probes) in Dictionary(grouping: group.probes, by: \.target).sorted(by: {
        $0.value[0].frame < $1.value[0].frame
      }) {
        if let period = Self.period(probes) { Self.healthCheck(group, target, probes, period, &report) }
      }
    }
  }

  private static func scan(_ group: ProbeGroups.Group, _ probes: [Probe], _ report: inout FindingReport) {
    var shown = group
    shown.probes = probes
    let targets = Set(probes.map(\.target)).count
    report.add(
      frames: shown.frames, time: probes[0].time, kind: "scan", severity: .warning, confidence: .strong,
      about: .host(group.source), connections: [],
      en: "Probed \(group.atLeast.english)\(targets) open ports half-open within \(Text.duration(shown.span))",
      zh: "在 \(Text.duration(shown.span)) 内半开探测了\(group.atLeast.chinese) \(targets) 个开放端口",
      details: ProbeGroups.details(shown, probes))
  }

  private static func healthCheck(
    _ group: ProbeGroups.Group, _ target: SocketAddress, _ probes: [Probe], _ period: Nanoseconds,
    _ report: inout FindingReport
  ) {
    report.add(
      frames: probes.map(\.frame).sorted(), time: probes[0].time, kind: "health-check", severity: .info,
      confidence: .strong, about: .host(group.source), connections: [],
      en: "Port \(target.port) is probed half-open every \(Text.duration(period)): a load balancer's health check",
      zh: "端口 \(target.port) 每隔 \(Text.duration(period)) 被半开探测一次：负载均衡器的健康检查",
      details: [Detail("probes", .integer(Int64(probes.count))), Detail("period", .duration(period))])
  }

  /// The period of probes that come like clockwork: their gaps vary by less than a tenth.
  static func period(_ probes: [Probe]) -> Nanoseconds? {
    guard probes.count >= 5 else { return nil }
    let gaps = zip(probes, probes.dropFirst()).map { Double($1.time &- $0.time) }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    guard mean > 0 else { return nil }
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    return variance < mean * mean / 100 ? Nanoseconds(mean) : nil
  }
}
