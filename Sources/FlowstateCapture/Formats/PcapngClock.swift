import FlowstateCore

/// Turns an interface's ticks into nanoseconds since the epoch. What does not fit is the nearest time that does.
struct PcapngClock {
  private enum Scale {
    /// A tick is so many nanoseconds.
    case multiply(UInt64)
    /// A nanosecond is so many ticks.
    case divide(UInt64)
    /// A second is 2^shift ticks.
    case shift(UInt64)
  }
  private let scale: Scale
  /// if_tsoffset in nanoseconds.
  private let offset: Int64

  /// The clock of a resolution; `nil` when a tick is finer than 64 bits can count in a second.
  init?(_ resolution: TimeResolution, offsetSeconds: Int64) {
    if resolution.isBinary {
      guard resolution.exponent <= 63 else { return nil }
      scale = .shift(UInt64(resolution.exponent))
    } else {
      guard resolution.exponent <= 19 else { return nil }
      let exponent = Int(resolution.exponent)
      scale = exponent <= 9 ? .multiply(Self.powerOfTen(9 - exponent)) : .divide(Self.powerOfTen(exponent - 9))
    }
    let (nanoseconds, overflow) = offsetSeconds.multipliedReportingOverflow(by: .second)
    offset = overflow ? (offsetSeconds < 0 ? .min : .max) : nanoseconds
  }

  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in power &* 10 }
  }

  @inline(__always)
  func nanoseconds(_ ticks: UInt64) -> Nanoseconds {
    let elapsed: UInt64
    switch scale {
    case .multiply(let factor):
      let (product, overflow) = ticks.multipliedReportingOverflow(by: factor)
      elapsed = overflow ? .max : product
    case .divide(let divisor):
      elapsed = ticks / divisor
    case .shift(let shift):
      let fraction = ticks & (1 << shift &- 1)
      let product = fraction.multipliedFullWidth(by: 1_000_000_000)
      // The fraction is below 2^shift, so the quotient is below 10^9.
      let rest = shift == 0 ? 0 : product.high << (64 &- shift) | product.low >> shift
      let (whole, overflow) = (ticks >> shift).multipliedReportingOverflow(by: 1_000_000_000)
      elapsed = overflow || whole > UInt64.max - rest ? .max : whole + rest
    }
    let (time, overflow) = Int64(clamping: elapsed).addingReportingOverflow(offset)
    if overflow { return offset < 0 ? .earliestTime : .latestTime }
    return min(max(time, .earliestTime), .latestTime)
  }
}
