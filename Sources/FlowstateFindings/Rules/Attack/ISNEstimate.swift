import FlowstateCore

/// What nmap -O says of initial sequence numbers, for comparison: the divisor of their differences (GCD), their rate (ISR)
/// and how far it strays (SP), the last two in eighths of a bit. From six numbers on.
struct ISNEstimate {
  /// GCD.
  var divisor: Int64
  /// ISR.
  var rate: Int64
  /// SP.
  var spread: Int64

  /// `nil` for fewer numbers. `samples` are in order of time.
  init?(_ samples: [SequenceSample]) {
    guard samples.count >= 6 else { return nil }
    let divisor = max(1, ISNPattern.divisor(samples))
    let rates = zip(samples, samples.dropFirst()).compactMap { one, two -> Double? in
      let up = two.number &- one.number
      let seconds = Double(two.time &- one.time) / 1e9
      return seconds > 0 ? Double(min(up, 0 &- up)) / seconds : nil
    }
    guard rates.count >= 5 else { return nil }
    let mean = rates.reduce(0, +) / Double(rates.count)
    // nmap takes a divisor above 9 out before it looks at the spread.
    let scale = divisor > 9 ? Double(divisor) : 1
    let variance = rates.reduce(0) { $0 + ($1 - mean) / scale * (($1 - mean) / scale) } / Double(rates.count - 1)
    self.divisor = Int64(divisor)
    rate = Self.eighths(mean)
    spread = Self.eighths(variance.squareRoot())
  }

  /// Eight times the binary logarithm, rounded; 0 below 1.
  static func eighths(_ value: Double) -> Int64 {
    guard value >= 1, value.isFinite else { return 0 }
    var power = value.significand
    for _ in 0..<4 { power *= power }
    return Int64(value.exponent) * 8 + (Int64(power.exponent) + 1) / 2
  }
}
