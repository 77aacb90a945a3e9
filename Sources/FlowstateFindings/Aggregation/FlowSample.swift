import FlowstateCore

/// What `CaptureWatch` remembers of one flow: both directions' tags and clocks.
struct FlowSample: Sendable {
  /// A hash of both ends, 0 for none.
  var key: UInt64 = 0
  /// Tags by direction.
  var tags = InlineArray<2, DirectionTags>(repeating: DirectionTags())
  /// Clocks of the senders by direction.
  var clocks = InlineArray<2, ClockSample>(repeating: ClockSample())
}

/// The VLAN tags of a direction.
struct DirectionTags: Sendable {
  /// First frame, 0 for none.
  var frame: UInt64 = 0
  /// Identifiers as in `VLANStack.packed`. An identifier of 0 marks a priority and no VLAN (IEEE 802.1Q §9.6): it is none.
  var packed: UInt64 = 0
  /// Whether another frame of the direction has other tags: then both sides of a switch were captured.
  var varies = false

  /// Takes note of a segment.
  mutating func note(_ segment: Segment) {
    if frame == 0 {
      frame = segment.frame
      packed = segment.vlans.packed
    } else if packed != segment.vlans.packed {
      varies = true
    }
  }
}

/// What a sender's clock says of a leap of the capture time. Clocks drift by less than 200 ppm.
struct ClockOffset: Sendable {
  /// How much more time passed by the capture's clock.
  var off: Nanoseconds
  /// How much passed by the sender's.
  var passed: Nanoseconds

  private var drift: Nanoseconds { passed / 5000 }
  /// Both clocks went along.
  var isSmall: Bool { off.magnitude <= UInt64(100 * .millisecond &+ drift) }
  /// The capture's clock was set.
  var isLarge: Bool { off.magnitude > UInt64(500 * .millisecond &+ drift) }
}

/// A sender's timestamp clock beside the clock of the capture.
struct ClockSample: Sendable {
  private var isKnown = false
  /// Leaps of the capture time before `last`.
  private var era: UInt32 = 0
  private var first = (time: Nanoseconds(0), value: UInt32(0))
  private var last = (time: Nanoseconds(0), value: UInt32(0))

  /// Ticks a second of the clocks that stacks have.
  private static let rates: [Int64] = [1000, 100, 250, 10, 1_000_000]
  /// So many ticks tell the rate.
  private static let enough: Int64 = 20

  /// Takes note of a segment. After a leap of the capture time, and once: how much more time passed by the capture's clock
  /// than by the sender's, with the sender's; `nil` when its rate is not known.
  mutating func note(_ segment: Segment, era now: UInt32) -> ClockOffset? {
    let value = segment.options.timestampValue
    guard isKnown else {
      restart(segment.time, value, now)
      return nil
    }
    guard era != now else {
      // Reordered segments and old copies tell nothing.
      if Int32(bitPattern: value &- last.value) >= 0, segment.time >= last.time { last = (segment.time, value) }
      return nil
    }
    let offset = compare(segment.time, value)
    let told = era &+ 1 == now ? offset : nil
    if let offset, offset.isSmall {
      era = now
      last = (segment.time, value)
    } else {
      restart(segment.time, value, now)
    }
    return told
  }

  private mutating func restart(_ time: Nanoseconds, _ value: UInt32, _ now: UInt32) {
    isKnown = true
    era = now
    first = (time, value)
    last = first
  }

  private func compare(_ time: Nanoseconds, _ value: UInt32) -> ClockOffset? {
    let ticks = Int64(Int32(bitPattern: value &- last.value))
    guard let rate, ticks >= 0 else { return nil }
    let passed = ticks &* (.second / rate)
    return ClockOffset(off: time &- last.time &- passed, passed: passed)
  }

  /// Ticks a second, told by what was seen before the leap.
  private var rate: Int64? {
    let ticks = Int64(last.value &- first.value)
    guard ticks >= Self.enough, ticks < 1 << 31 else { return nil }
    return Self.rates.first { rate in
      let expected = (last.time &- first.time) / 1000 &* rate / 1_000_000
      return abs(ticks &- expected) <= max(2, expected / 50)
    }
  }
}
