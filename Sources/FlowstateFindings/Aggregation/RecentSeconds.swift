import FlowstateCore

/// The last 512 seconds in which something happened, one bit each.
struct RecentSeconds: Sendable {
  private var bits = InlineArray<8, UInt64>(repeating: 0)
  /// One past the newest second.
  private var end: Int64 = 0
  private static let length: Int64 = 512

  /// Nothing happened.
  init() {}

  /// Takes note of a moment; those before the window are not kept.
  mutating func insert(_ time: Nanoseconds) {
    let second = Int64(time / .second)
    if second >= end {
      let fresh = second &+ 1 &- end
      if fresh >= Self.length {
        bits = InlineArray(repeating: 0)
      } else {
        for passed in 0..<fresh { clear(end &+ passed) }
      }
      end = second &+ 1
    } else if second < end &- Self.length {
      return
    }
    let bit = second & (Self.length - 1)
    bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
  }

  private mutating func clear(_ second: Int64) {
    let bit = second & (Self.length - 1)
    bits[Int(bit >> 6)] &= ~(1 << UInt64(bit & 63))
  }

  /// Whether something happened in the second of a moment or next to it.
  func contains(around time: Nanoseconds) -> Bool {
    let second = Int64(time / .second)
    for near in second &- 1...second &+ 1 where near < end && near >= end &- Self.length {
      let bit = near & (Self.length - 1)
      if bits[Int(bit >> 6)] & 1 << UInt64(bit & 63) != 0 { return true }
    }
    return false
  }
}
