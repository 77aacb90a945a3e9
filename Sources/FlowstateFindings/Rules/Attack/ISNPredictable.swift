import FlowstateCore

/// A host's initial sequence numbers can be guessed from earlier ones.
///
/// Judged on numbers of different tuples (RFC 6528 ties a clock to each tuple, so that one tuple's numbers are linear in
/// time and no weakness), first transmissions of completed handshakes, without those of SYN cookies and of TIME-WAIT reuse.
/// The first test whose probability is below 10⁻⁹ is told: `constant` (one number again: 2⁻³² a pair; three times),
/// `clock` (number less rate times time stays within a small arc, at one of six known rates; 4 or more from 3 peers),
/// `step` (all differences have a common divisor of 64 or more; 6 or more), `small-increments` (all differences below 2²⁴;
/// 6 or more), `uneven` (chi-square of the top four bits; 80 or more). Fewer numbers tell nothing: a host is never
/// called random here.
/// Not this finding for two sides of a translator, where the peer's numbers repeat too, nor for numbers below 65536: those
/// are test tools'.
///
/// > Bounds: 1024 hosts, their first 96 numbers.
struct ISNPredictable: BookRule {
  static let id = "isn-predictable"
  static let title = Sentence(en: "Predictable initial sequence numbers", zh: "初始序列号可预测")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(6528, "3"), .rfc(9293, "3.4.1")]
  static let trigger: Facts = .syn
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged("the next is always 64000 more", kind: "step", handshakes { $0 * 64_000 + 3_000_000 }),
    .clean(
      "scattered", handshakes { Int(UInt32(truncatingIfNeeded: Scatter.mix(UInt64($0 + 1), 0x9e37_79b9_7f4a_7c15))) }),
  ]

  /// Ten handshakes with a server whose numbers are a function of their ordinal.
  private static func handshakes(_ number: (Int) -> Int) -> String {
    var text = ""
    for ordinal in 0..<10 {
      text +=
        "peer A\(ordinal) 10.0.0.\(10 + ordinal):40000 B\(ordinal) 10.0.0.2:80 iss \(ordinal * 7001) \(number(ordinal))\n"
    }
    for ordinal in 0..<10 {
      text += """
        A\(ordinal) B\(ordinal)
        \(ordinal * ordinal).000 --> S 0:0 -->
        \(ordinal * ordinal).020 <-- S. 0:0 ack 1 <--
        \(ordinal * ordinal).021 --> . 1:1 ack 1 -->
        \(ordinal * ordinal).100 --> F. 1:1 ack 1 -->
        \(ordinal * ordinal).120 <-- F. 1:1 ack 2 <--
        \(ordinal * ordinal).121 --> . 2:2 ack 2 -->

        """
    }
    return text
  }

  /// What a test found.
  struct Verdict {
    /// Its name.
    var kind: String
    /// About so many zeros: the probability is 10 to the power of minus this.
    var exponent: Int
    var confidence: Confidence
    /// A number that goes with it: the step, the rate.
    var value: Int64?
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let cookies = Set(context.book.listeners.details.filter { !$0.lagging.isEmpty || $0.unrepeated >= 5 }.map(\.key))
    for entry in context.book.sequences.samples {
      var tuples: Set<UInt32> = []
      let samples = entry.samples.filter {
        !($0.isAnswer && cookies.contains(SocketAddress(address: entry.host, port: $0.port))) && $0.number > 0xffff
          && tuples.insert($0.tuple).inserted
      }.sorted { ($0.time, $0.frame) < ($1.time, $1.frame) }
      guard let first = samples.first, let verdict = Self.judge(samples) else { continue }
      let peers = Set(samples.map(\.peer)).count
      report.add(
        frames: samples.map(\.frame).sorted(), time: first.time, kind: verdict.kind, confidence: verdict.confidence,
        about: .host(entry.host), connections: [],
        en:
          "\(samples.count) initial sequence numbers toward \(Text.count(peers, "peer")) follow a pattern (\(verdict.kind)); chance about 10^-\(verdict.exponent)",
        zh: "面向 \(peers) 个对端的 \(samples.count) 个初始序列号存在规律（\(verdict.kind)），偶然概率约为 10^-\(verdict.exponent)",
        details: [
          Detail("samples", .integer(Int64(samples.count))), Detail("peers", .integer(Int64(peers))),
          Detail("chance_exponent", .integer(Int64(-verdict.exponent))),
          Detail("value", verdict.value.map { .integer($0) } ?? .null),
        ])
    }
  }

  /// The first test that is passed.
  static func judge(_ samples: [SequenceSample]) -> Verdict? {
    constant(samples) ?? step(samples) ?? small(samples) ?? clock(samples) ?? uneven(samples)
  }

  private static func constant(_ samples: [SequenceSample]) -> Verdict? {
    var counts: [UInt32: [SequenceSample]] = [:]
    for sample in samples { counts[sample.number, default: []].append(sample) }
    let repeated = counts.values.map { same in Set(same.map(\.peerNumber)).count }.max() ?? 0
    guard repeated >= 3 else { return nil }
    return Verdict(kind: "constant", exponent: 9 * (repeated - 1), confidence: .certain, value: nil)
  }

  private static func step(_ samples: [SequenceSample]) -> Verdict? {
    guard samples.count >= 6 else { return nil }
    var divisor: UInt32 = 0
    for (one, two) in zip(samples, samples.dropFirst()) {
      var (left, right) = (divisor, two.number &- one.number)
      // A difference modulo 2³² keeps powers of two only; take the shorter way round.
      if right > 1 << 31 { right = 0 &- right }
      while right != 0 { (left, right) = (right, left % right) }
      divisor = left
    }
    guard divisor >= 64 else { return nil }
    let bits = (31 - divisor.leadingZeroBitCount) * (samples.count - 2)
    guard bits >= 30 else { return nil }
    return Verdict(kind: "step", exponent: bits * 3 / 10, confidence: .certain, value: Int64(divisor))
  }

  private static func small(_ samples: [SequenceSample]) -> Verdict? {
    guard samples.count >= 6 else { return nil }
    var widest: UInt32 = 0
    for (one, two) in zip(samples, samples.dropFirst()) { widest = max(widest, two.number &- one.number) }
    guard widest > 0, widest < 1 << 24 else { return nil }
    return Verdict(
      kind: "small-increments", exponent: 24 * (samples.count - 1) / 10, confidence: .certain, value: Int64(widest))
  }

  /// Rates of known clocks, in numbers a second.
  private static let rates: [Int64] = [25_000, 64_000, 128_000, 250_000, 1_000_000, 15_625_000]

  private static func clock(_ samples: [SequenceSample]) -> Verdict? {
    guard samples.count >= 4, Set(samples.map(\.peer)).count >= 3, let first = samples.first, let last = samples.last,
      last.time &- first.time > .second, last.time &- first.time < 86_400 * .second
    else { return nil }
    var best: Verdict?
    for rate in rates {
      let phases = samples.map { sample in
        sample.number &- UInt32(truncatingIfNeeded: (sample.time &- first.time) / 1000 &* rate / 1_000_000)
      }.sorted()
      // The smallest arc with all phases leaves out the widest gap.
      var gap = phases[0] &- phases[phases.count - 1]
      for (one, two) in zip(phases, phases.dropFirst()) { gap = max(gap, two &- one) }
      let arc = max(1, 0 &- gap)
      let bits = arc.leadingZeroBitCount * (samples.count - 1) - 8
      if bits >= 30, bits * 3 / 10 > best?.exponent ?? 0 {
        best = Verdict(kind: "clock", exponent: bits * 3 / 10, confidence: .strong, value: rate)
      }
    }
    return best
  }

  private static func uneven(_ samples: [SequenceSample]) -> Verdict? {
    guard samples.count >= 80 else { return nil }
    var counts = [Int](repeating: 0, count: 16)
    for sample in samples { counts[Int(sample.number >> 28)] += 1 }
    let expected = Double(samples.count) / 16
    let square = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // 15 degrees of freedom: above 80 with a probability below 10⁻¹⁰.
    guard square > 80 else { return nil }
    return Verdict(kind: "uneven", exponent: 10, confidence: .strong, value: Int64(square))
  }
}
