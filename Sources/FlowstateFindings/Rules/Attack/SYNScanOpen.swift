import FlowstateCore

/// A half-open probe: SYN, SYN-ACK, RST of the prober.
///
/// Seen: the opener's RST soon after the SYN-ACK, one initial sequence number, nothing else. A warning when the SYN has a
/// scanner's shape (window 1024, 2048, 3072, 4096 or 65535 without window scale, SACK and timestamps), else info.
/// Not this finding when the SYN was old (`stale-syn-reset`), or the SYN-ACK late (`late-synack-reset`).
enum SYNScanOpen: FindingRule {
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

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .rejectsSYNACK {
      guard let answered = reading.answered, story.segments[answered].isSYNACK,
        let stale = StaleAttempt(story, context, reading), stale.confidence == nil, stale.other == nil,
        let syn = stale.syn, context.outline.syn[reading.sender].allSatisfy({ $0 < reading.index })
      else { continue }
      let answer = story.segments[answered]
      let reset = story.segments[reading.index]
      let limit = (story.handshake.roundTrip[reading.sender] ?? 0) &+ 50 * .millisecond
      guard reset.time &- answer.time <= limit, answer.time &- story.segments[syn].time <= .second else { continue }
      let offered = story.handshake.options[reading.sender]
      let plain = offered.map { $0.windowScale == 255 && !$0.sackPermitted && !$0.timestamps } ?? false
      let shaped = plain && [1024, 2048, 3072, 4096, 65535].contains(Int(story.segments[syn].window))
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
}
