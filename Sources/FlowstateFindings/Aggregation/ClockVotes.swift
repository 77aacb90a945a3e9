import FlowstateCore

/// The capturing clock was set.
public struct ClockStep: Sendable {
  /// The frames before and after.
  var frames: (UInt64, UInt64)
  /// Time of the frame after.
  var time: Nanoseconds
  /// By how much: forward is positive.
  var size: Nanoseconds
  /// Flows that agree.
  var flows: Int
  /// Hosts whose clocks agree.
  var hosts: Int
  /// The frame by which that was known; `.max` for the end of the capture.
  var knownBy = UInt64.max
}

/// What the senders' timestamps say of a leap of the capture time: whether they leapt along.
struct ClockVotes: Sendable {
  /// Leaps so far.
  var era: UInt32 = 0
  /// The frames before and after.
  var before: UInt64 = 0
  /// See `before`.
  var after: UInt64 = 0
  /// Time of the frame after.
  var time: Nanoseconds = 0

  private static let limit = 64
  private static let slack: Nanoseconds = 100 * .millisecond

  private var apart: [(off: Nanoseconds, flow: UInt64, host: UInt64)] = []
  /// Senders whose clock went along: a pause, no step.
  private var along = 0

  init(era: UInt32 = 0, before: UInt64 = 0, after: UInt64 = 0, time: Nanoseconds = 0) {
    self.era = era
    self.before = before
    self.after = after
    self.time = time
  }

  /// Takes a sender's word.
  mutating func add(_ offset: ClockOffset, flow: UInt64, host: UInt64) {
    if offset.isSmall { along += 1 }
    if offset.isLarge, apart.count < Self.limit { apart.append((offset.off, flow, host)) }
  }

  /// The step: three flows and two hosts agree, and none contradicts.
  var step: ClockStep? {
    guard apart.count >= 3, along == 0 else { return nil }
    let median = apart.map(\.off).sorted()[apart.count / 2]
    let agreeing = apart.filter { ($0.off &- median).magnitude <= UInt64(Self.slack &+ abs(median) / 1000) }
    let flows = Set(agreeing.map(\.flow)).count
    let hosts = Set(agreeing.map(\.host)).count
    guard flows >= 3, hosts >= 2, agreeing.count * 10 >= apart.count * 8 else { return nil }
    return ClockStep(frames: (before, after), time: time, size: median, flows: flows, hosts: hosts)
  }
}
