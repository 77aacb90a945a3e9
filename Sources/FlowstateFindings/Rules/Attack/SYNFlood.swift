import FlowstateCore

/// A listener was drowned in openings that did not complete.
///
/// Seen: within 10 s at least 100 attempts at one listener of which fewer than a tenth completed, from 50 addresses or more.
/// Not this finding when nine tenths were refused (a scan of closed ports), or when half completed (a load test).
struct SYNFlood: CaptureRule {
  static let id = "syn-flood"
  static let title = Sentence(en: "SYN flood", zh: "SYN 洪泛攻击")
  static let group = RuleGroup.attack
  static let severity = Severity.error
  static let references: [Reference] = [.rfc(4987)]
  static let trigger: Facts = .syn
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "120 forged addresses in a second",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 120 A address
      +0.004 --> S 0:0 -->
      +0.001 <-- S. 0:0 ack 1 <--
      end
      """),
    .clean("one client", Trace.exchange),
  ]

  /// Length of the window.
  static let window: Nanoseconds = 10 * .second
  /// Attempts in it.
  static let attempts = 100
  /// Different addresses among them.
  static let sources = 50
  /// At most so many openings are kept over all listeners, and so many of one.
  static let limit = 1 << 18
  /// See `limit`.
  static let listenerLimit = 1 << 14

  private struct Opening {
    var time: Nanoseconds
    var frame: UInt64
    var source: IPAddress
    var completed: Bool
    var refused: Bool
  }
  private var openings: [SocketAddress: [Opening]] = [:]
  private var kept = 0

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let fails =
      story.facts.contains(.handshakeIncomplete) || story.handshake.kind == .unanswered
      || story.handshake.kind == .partial || story.handshake.kind == .refused
    // Listeners where everything completes are not kept.
    guard fails || openings[story.ends.server] != nil, kept < Self.limit,
      openings[story.ends.server]?.count ?? 0 < Self.listenerLimit
    else { return }
    openings[story.ends.server, default: []].append(
      Opening(
        time: story.firstTime, frame: story.firstFrame, source: story.ends.client.address, completed: !fails,
        refused: story.handshake.kind == .refused))
    kept += 1
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for (listener, all) in openings where all.count >= Self.attempts {
      let ordered = all.sorted { $0.time != $1.time ? $0.time < $1.time : $0.frame < $1.frame }
      if let worst = Self.worst(ordered) { Self.tell(listener, ordered[worst], &report) }
    }
    report.findings.sort { $0.time != $1.time ? $0.time < $1.time : $0.frames.lexicographicallyPrecedes($1.frames) }
  }

  /// The window with the most attempts.
  private static func worst(_ ordered: [Opening]) -> Range<Int>? {
    var best: Range<Int>?
    var first = 0
    for last in ordered.indices {
      while ordered[last].time &- ordered[first].time > window { first += 1 }
      if last + 1 - first >= attempts, last + 1 - first > best?.count ?? 0 { best = first..<last + 1 }
    }
    return best
  }

  private static func tell(_ listener: SocketAddress, _ openings: ArraySlice<Opening>, _ report: inout FindingReport) {
    let completed = openings.count { $0.completed }
    let refused = openings.count { $0.refused }
    let sources = Set(openings.map(\.source)).count
    guard completed * 10 < openings.count, refused * 10 <= openings.count * 9, sources >= Self.sources,
      let first = openings.first, let last = openings.last
    else { return }
    report.add(
      frames: openings.map(\.frame).sorted(), time: first.time, confidence: .strong, about: .listener(listener),
      connections: [],
      en:
        "Port \(listener.port) got \(openings.count) SYNs from \(sources) addresses within \(Text.duration(last.time &- first.time)); \(completed) completed",
      zh:
        "端口 \(listener.port) 在 \(Text.duration(last.time &- first.time)) 内收到来自 \(sources) 个地址的 \(openings.count) 个 SYN，仅 \(completed) 个完成握手",
      details: [
        Detail("attempts", .integer(Int64(openings.count))), Detail("sources", .integer(Int64(sources))),
        Detail("completed", .integer(Int64(completed))), Detail("refused", .integer(Int64(refused))),
      ])
  }
}
