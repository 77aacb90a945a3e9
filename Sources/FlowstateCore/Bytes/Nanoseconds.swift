/// A time or a duration in nanoseconds. Times count from the Unix epoch, in the capture's own clock; they may be
/// negative, and need not be in order.
public typealias Nanoseconds = Int64

extension Nanoseconds {
  /// One millisecond.
  public static let millisecond: Nanoseconds = 1_000_000
  /// One second.
  public static let second: Nanoseconds = 1_000_000_000
}
