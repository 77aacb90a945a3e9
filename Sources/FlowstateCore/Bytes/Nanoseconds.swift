/// A time or a duration in nanoseconds. Times count from the Unix epoch, in the capture's own clock; they may be
/// negative, and need not be in order.
public typealias Nanoseconds = Int64

extension Nanoseconds {
  /// One millisecond.
  public static let millisecond: Nanoseconds = 1_000_000
  /// One second.
  public static let second: Nanoseconds = 1_000_000_000
  /// The earliest time of a frame (1823), and the latest one (2116): times and durations can be added and subtracted
  /// without overflow. A capture's time outside is taken as the nearest of them.
  public static let earliestTime: Nanoseconds = -(1 << 62)
  /// See `earliestTime`.
  public static let latestTime: Nanoseconds = (1 << 62) - 1
}
