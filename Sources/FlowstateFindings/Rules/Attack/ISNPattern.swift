import FlowstateCore

/// Tests of whether initial sequence numbers follow a pattern. Each says how likely chance alone is.
struct ISNPattern: Sendable {
  /// The test's name.
  var kind: String
  /// The probability is 10 to the power of minus this.
  var exponent: Int
  var confidence: Confidence
  /// A number that goes with it: the step, the rate, the number itself.
  var value: Int64?

  /// Below 10⁻⁹, divided by the tests: 2⁻³³.
  private static let bits = 33

  /// A pattern with a chance of 2 to the power of minus `bits`.
  private init(_ kind: String, bits: Int, _ confidence: Confidence, _ value: Int64?) {
    self.kind = kind
    exponent = max(1, bits * 301 / 1000)
    self.confidence = confidence
    self.value = value
  }

  /// The first test that numbers of different tuples, in order of time, pass.
  static func first(_ samples: [SequenceSample]) -> ISNPattern? {
    constant(samples) ?? step(samples) ?? small(samples) ?? clock(samples) ?? uneven(samples)
  }

  /// One number again, to another peer's number. Twice counts only where there are few pairs to choose from.
  static func constant(_ samples: [SequenceSample]) -> ISNPattern? {
    guard hasEqualNumbers(samples) else { return nil }
    var groups: [UInt32: Set<UInt32>] = [:]
    for sample in samples { groups[sample.number, default: []].insert(sample.peerNumber) }
    guard let (number, peers) = groups.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else {
      return nil
    }
    let pairs = samples.count * (samples.count - 1) / 2
    guard peers.count >= 3 || peers.count == 2 && pairs <= 4 else { return nil }
    let chance = 32 * (peers.count - 1) - (Int.bitWidth - pairs.leadingZeroBitCount)
    return ISNPattern("constant", bits: chance, peers.count > 2 ? .certain : .strong, Int64(number))
  }

  private static func hasEqualNumbers(_ samples: [SequenceSample]) -> Bool {
    let numbers = samples.map(\.number).sorted()
    return zip(numbers, numbers.dropFirst()).contains { $0 == $1 }
  }

  /// All differences have a divisor in common: of 64 or more with 5 numbers, of 2 or more with 32.
  static func step(_ samples: [SequenceSample]) -> ISNPattern? {
    guard samples.count >= 5 else { return nil }
    let divisor = divisor(samples)
    guard divisor >= (samples.count >= 32 ? 2 : 64) else { return nil }
    // Chance of a divisor g of k differences: g^(1-k).
    let chance = (31 - divisor.leadingZeroBitCount) * (samples.count - 2)
    return ISNPattern("step", bits: chance, chance >= bits ? .certain : .strong, Int64(divisor))
  }

  /// The greatest common divisor of successive differences.
  static func divisor(_ samples: [SequenceSample]) -> UInt32 {
    var divisor: UInt32 = 0
    for (one, two) in zip(samples, samples.dropFirst()) {
      var (left, right) = (divisor, two.number &- one.number)
      // A difference modulo 2³² keeps powers of two only; take the shorter way round.
      if right > 1 << 31 { right = 0 &- right }
      while right != 0 { (left, right) = (right, left % right) }
      divisor = left
    }
    return divisor
  }

  /// Each number is a little above the one before.
  static func small(_ samples: [SequenceSample]) -> ISNPattern? {
    guard samples.count >= 5 else { return nil }
    var widest: UInt32 = 0
    for (one, two) in zip(samples, samples.dropFirst()) { widest = max(widest, two.number &- one.number) }
    guard widest > 0, widest < 1 << 24 else { return nil }
    return ISNPattern("small-increments", bits: 8 * (samples.count - 1), .certain, Int64(widest))
  }

  /// Rates of known clocks, in numbers a second.
  private static let rates: [Int64] = [25_000, 64_000, 128_000, 250_000, 1_000_000, 15_625_000]

  /// One clock for all tuples: less rate times time, all numbers lie on a small arc. At one of the known rates, or, with
  /// one number more, at the rate that the two closest in time give.
  static func clock(_ samples: [SequenceSample]) -> ISNPattern? {
    guard samples.count >= 4, Set(samples.map(\.peer)).count >= 3, let first = samples.first, let last = samples.last,
      last.time &- first.time > .second, last.time &- first.time < 86_400 * .second
    else { return nil }
    var best: ISNPattern?
    func consider(_ rate: Int64, free: Int) {
      let chance = arc(samples, rate).leadingZeroBitCount * (samples.count - free) - 8
      guard chance >= bits, chance * 301 / 1000 > best?.exponent ?? 0 else { return }
      best = ISNPattern("clock", bits: chance, .strong, rate)
    }
    for rate in rates { consider(rate, free: 1) }
    if best == nil, samples.count >= 5, let rate = fitted(samples) { consider(rate, free: 3) }
    return best
  }

  /// Numbers a second between the two samples that are closest in time, at least 10 ms apart.
  private static func fitted(_ samples: [SequenceSample]) -> Int64? {
    let pairs = zip(samples, samples.dropFirst()).filter { $1.time &- $0.time >= 10 * .millisecond }
    guard let (one, two) = pairs.min(by: { $0.1.time &- $0.0.time < $1.1.time &- $1.0.time }) else { return nil }
    let numbers = Int64(two.number &- one.number)
    let rate = numbers &* 1_000_000 / ((two.time &- one.time) / 1000)
    return rate > 0 && rate <= 100_000_000 ? rate : nil
  }

  /// The smallest arc that holds all numbers less rate times time; the whole circle when it is more than half of it.
  private static func arc(_ samples: [SequenceSample], _ rate: Int64) -> UInt32 {
    guard let start = samples.first?.time else { return .max }
    var phases: [UInt32] = []
    phases.reserveCapacity(samples.count)
    // Those sixteenths of the circle that hold a number.
    var sixteenths: UInt16 = 0
    for sample in samples {
      let phase = sample.number &- UInt32(truncatingIfNeeded: (sample.time &- start) / 1000 &* rate / 1_000_000)
      sixteenths |= 1 << UInt16(truncatingIfNeeded: phase >> 28)
      phases.append(phase)
    }
    guard leavesHalf(sixteenths) else { return .max }
    phases.sort()
    guard let least = phases.first, let most = phases.last else { return .max }
    // The smallest arc with all phases leaves out the widest gap.
    var gap = least &- most
    for (one, two) in zip(phases, phases.dropFirst()) { gap = max(gap, two &- one) }
    return max(1, 0 &- gap)
  }

  /// Whether half of the circle can be free: that would be seven sixteenths in a row, at the least.
  private static func leavesHalf(_ sixteenths: UInt16) -> Bool {
    var free = UInt32(~sixteenths) << 16 | UInt32(~sixteenths)
    free &= free >> 1
    free &= free >> 2
    return free & free >> 3 != 0
  }

  /// The clock of RFC 6528 on one tuple: three numbers or more of it at one of the known rates. No weakness.
  static func ownClock(_ samples: [SequenceSample]) -> ISNPattern? {
    guard samples.count >= 3, let first = samples.first, let last = samples.last,
      last.time &- first.time > .second / 10, last.time &- first.time < 86_400 * .second
    else { return nil }
    var best: ISNPattern?
    for rate in rates {
      let chance = arc(samples, rate).leadingZeroBitCount * (samples.count - 1) - 3
      if chance >= bits, chance * 301 / 1000 > best?.exponent ?? 0 {
        best = ISNPattern("isn-clock", bits: chance, .strong, rate)
      }
    }
    return best
  }

  /// The top or the low four bits are not evenly spread (chi-square; 80 numbers or more).
  static func uneven(_ samples: [SequenceSample]) -> ISNPattern? {
    guard samples.count >= 80 else { return nil }
    for shift: UInt32 in [28, 0] {
      var counts = [Int](repeating: 0, count: 16)
      for sample in samples { counts[Int(sample.number >> shift & 15)] += 1 }
      let expected = Double(samples.count) / 16
      let square = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
      // 15 degrees of freedom: above 80 with a probability below 10⁻¹⁰.
      if square > 80 { return ISNPattern("uneven", bits: bits, .strong, Int64(square)) }
    }
    return nil
  }
}
