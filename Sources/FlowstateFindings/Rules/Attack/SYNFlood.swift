import FlowstateCore

/// A listener was drowned in openings that did not complete.
///
/// Seen: within 10 s at least 100 attempts at one listener of which fewer than a tenth completed, from 50 addresses or
/// more, or with marks of forgery: the claimed sources reject the SYN-ACKs (`rejected`), or nine in ten SYNs have one
/// shape (window, options, TTL) although they name 10 addresses or more (`one_shape`). What the server did about it is in
/// the details. Weak when only the SYNs' direction was captured. Not this finding when nine tenths were refused (a scan of
/// closed ports), or when half completed (a load test).
///
/// > Bounds: 1024 listeners are counted in detail, in intervals of 5 s, of which 2048 are kept for each.
struct SYNFlood: BookRule {
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
    .clean(
      "120 closed ports' worth of refusals",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 120 A address
      +0.004 --> S 0:0 -->
      +0.001 <-- R. =0:=0 ack 1 <--
      end
      """),
    .clean("one client", Trace.exchange),
  ]

  /// Attempts within two intervals.
  static let attempts = 100
  /// Different addresses among them.
  static let sources = 50

  /// Two neighbouring intervals, as one.
  struct Window {
    var attempts = 0
    var completed = 0
    var refused = 0
    var halfOpen = 0
    var rejected = 0
    var repeats = 0
    var votes = 0
    var firstTime = Nanoseconds.max
    var lastTime = Nanoseconds.min
    var frames: [UInt64] = []
    var sources = DistinctBits()

    mutating func add(_ interval: ListenerDetail.Interval) {
      attempts += Int(interval.attempts)
      completed += Int(interval.completed)
      refused += Int(interval.refused)
      halfOpen += Int(interval.halfOpen)
      rejected += Int(interval.rejected)
      repeats += Int(interval.repeats)
      votes += Int(interval.votes)
      firstTime = min(firstTime, interval.firstTime)
      lastTime = max(lastTime, interval.lastTime)
      for index in interval.frames.indices where interval.frames[index] != 0 { frames.append(interval.frames[index]) }
      sources.formUnion(interval.sources)
    }

    /// Nine in ten SYNs have one shape although they name many addresses.
    var hasOneShape: Bool { votes * 10 >= attempts * 8 && sources.estimate >= 10 }
    /// Half of the SYN-ACKs were rejected by the addresses that the SYNs named.
    var isRejected: Bool { halfOpen > 0 && rejected * 2 >= halfOpen && sources.estimate >= 10 }

    var isFlood: Bool {
      attempts >= SYNFlood.attempts && completed * 10 < attempts && refused * 10 <= attempts * 9
        && (sources.estimate >= SYNFlood.sources || hasOneShape || isRejected)
    }
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for detail in context.book.listeners.details { Self.tell(detail, context, &report) }
  }

  /// Whether a listener was flooded at any time.
  static func isFlooded(_ detail: ListenerDetail) -> Bool {
    detail.intervals.indices.contains { window(detail, $0).isFlood }
  }

  /// An interval, with the one after it.
  private static func window(_ detail: ListenerDetail, _ position: Int) -> Window {
    var window = Window()
    window.add(detail.intervals[position])
    if position + 1 < detail.intervals.count,
      detail.intervals[position + 1].number == detail.intervals[position].number &+ 1
    {
      window.add(detail.intervals[position + 1])
    }
    return window
  }

  private static func tell(_ detail: ListenerDetail, _ context: RuleContext, _ report: inout FindingReport) {
    var worst: Window?
    var flooded: Set<Int32> = []
    var whole = Window()
    for (position, interval) in detail.intervals.enumerated() {
      let window = Self.window(detail, position)
      guard window.isFlood else { continue }
      flooded.formUnion([interval.number, interval.number &+ 1])
      if window.attempts > worst?.attempts ?? 0 { worst = window }
    }
    guard let worst else { return }
    for interval in detail.intervals where flooded.contains(interval.number) { whole.add(interval) }
    let span = worst.lastTime &- worst.firstTime
    let sources = detail.sources.estimate
    let reaction = Self.reaction(whole)
    report.add(
      frames: worst.frames.sorted(), time: whole.firstTime, confidence: worst.halfOpen == 0 ? .weak : .strong,
      about: .listener(detail.key), connections: [],
      en:
        "Port \(detail.key.port) got \(worst.attempts) SYNs within \(Text.duration(span)), from about \(min(sources, worst.attempts)) addresses; \(worst.completed) completed, \(reaction.english)",
      zh:
        "端口 \(detail.key.port) 在 \(Text.duration(span)) 内收到 \(worst.attempts) 个 SYN，来自约 \(min(sources, worst.attempts)) 个地址；仅 \(worst.completed) 个完成握手，\(reaction.chinese)",
      details: [
        Detail("attempts", .integer(Int64(worst.attempts))), Detail("sources", .integer(Int64(sources))),
        Detail("completed", .integer(Int64(worst.completed))), Detail("refused", .integer(Int64(worst.refused))),
        Detail("half_open", .integer(Int64(worst.halfOpen))), Detail("rejected", .integer(Int64(worst.rejected))),
        Detail("syn_ack_repeats", .integer(Int64(whole.repeats))),
        Detail("one_shape", .boolean(worst.hasOneShape)), Detail("flood_attempts", .integer(Int64(whole.attempts))),
        Detail("flood_duration", .duration(whole.lastTime &- whole.firstTime)),
        Detail("flood_completed", .integer(Int64(whole.completed))),
        Detail("intervals_not_kept", .integer(Int64(clamping: detail.intervalsNotKept))),
      ])
  }

  /// What the server did.
  private static func reaction(_ window: Window) -> Sentence {
    let unanswered = window.attempts - window.completed - window.refused - window.halfOpen
    if unanswered * 2 > window.attempts {
      return Sentence(en: "most were dropped without an answer", zh: "多数 SYN 未获应答即被丢弃")
    }
    if window.repeats > 0 {
      return Sentence(
        en: "SYN-ACKs were repeated \(Text.count(window.repeats, "time"))", zh: "SYN-ACK 重传 \(window.repeats) 次")
    }
    return Sentence(en: "SYN-ACKs were not repeated", zh: "SYN-ACK 未重传")
  }
}
