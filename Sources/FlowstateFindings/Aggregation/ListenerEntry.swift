import FlowstateCore

/// What is kept of every listener: counts, and when it last answered.
struct ListenerEntry: BoundedEntry {
  /// Address and port.
  var key: SocketAddress
  var weight: UInt32 = 1
  /// Attempts that completed.
  var completed: UInt32 = 0
  /// Attempts that were refused.
  var refused: UInt32 = 0
  /// Attempts without any answer.
  var unanswered: UInt32 = 0
  /// Attempts that got a SYN-ACK and went no further.
  var halfOpen: UInt32 = 0
  /// SYN-ACKs that granted window scale, SACK and timestamps, each, to those who had offered them.
  var granted = InlineArray<3, UInt32>(repeating: 0)
  /// The interval of the newest failing attempt (see `ListenerDetail.interval`), and how many fall into it.
  var failingInterval: Int32 = 0
  /// See `failingInterval`.
  var failing: UInt32 = 0
  /// Index of the details, -1 for none.
  var detail: Int32 = -1
  /// SYN-ACKs whose timestamp does not lag.
  var prompt: UInt32 = 0
  /// Completed attempts in the last intervals, by interval modulo 64.
  var completions = InlineArray<64, UInt16>(repeating: 0)
  /// One past the newest interval in `completions`.
  var completionsEnd: Int32 = .min
  /// When it sent SYN-ACKs.
  var answers = RecentSeconds()

  init(key: SocketAddress) { self.key = key }

  static let vacant: ListenerEntry = {
    var entry = ListenerEntry(key: SocketAddress(address: IPAddress(high: 0, low: 0), port: 0))
    entry.weight = 0
    return entry
  }()

  /// Counts a completed attempt.
  @inline(__always)
  mutating func complete(_ interval: Int32) {
    completed &+= 1
    if interval >= completionsEnd {
      let fresh = completionsEnd == .min ? 64 : Int(interval) - Int(completionsEnd) + 1
      if fresh >= 64 {
        completions = InlineArray(repeating: 0)
      } else {
        for step in 0..<fresh { completions[Int(interval &- Int32(step)) & 63] = 0 }
      }
      completionsEnd = interval &+ 1
    } else if interval < completionsEnd &- 64 {
      return
    }
    completions[Int(interval) & 63] &+= completions[Int(interval) & 63] == .max ? 0 : 1
  }

  /// Completed attempts in an interval, as far as that is remembered.
  func completions(in interval: Int32) -> UInt32 {
    guard interval < completionsEnd, interval >= completionsEnd &- 64 else { return 0 }
    return UInt32(completions[Int(interval) & 63])
  }
}
