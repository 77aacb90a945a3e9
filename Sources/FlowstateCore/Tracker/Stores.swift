/// What records refer to by index: logs, extras, errors quoted by ICMP, segments held back.
struct Stores: ~Copyable {
  var log: SegmentLog
  var extras: Arena<Extra>
  var icmp: Arena<ICMPNode>
  var held: Arena<HeldSegment>
  /// VLAN tags and tunnels seen, each combination once.
  private(set) var envelopes: [Envelope] = [Envelope()]
  private var envelopeNumbers: [Envelope: UInt16] = [:]
  /// For reading back a log.
  var scratch: [LoggedSegment] = []
  var limits = TrackerLimits()

  init() {
    log = SegmentLog()
    extras = Arena(capacity: 1 << 24)
    icmp = Arena(capacity: 1 << 22)
    held = Arena(capacity: 1 << 20)
  }

  /// Forgets everything that records refer to.
  mutating func releaseAll() {
    log.releaseAll()
    extras.releaseAll()
    icmp.releaseAll()
    held.releaseAll()
  }

  /// The number of a combination of VLAN tags and tunnels.
  mutating func envelope(_ segment: Segment) -> UInt16 {
    if segment.vlans.count == 0, segment.tunnels.count == 0 { return 0 }
    let wanted = Envelope(vlans: segment.vlans, tunnels: segment.tunnels)
    if let known = envelopeNumbers[wanted] { return known }
    // Beyond so many combinations (hostile input), the envelope is not kept.
    guard envelopes.count < Int(UInt16.max) else { return 0 }
    let number = UInt16(envelopes.count)
    envelopes.append(wanted)
    envelopeNumbers[wanted] = number
    return number
  }
}

/// VLAN tags and tunnels of a frame.
struct Envelope: Hashable {
  var vlans = VLANStack()
  var tunnels = TunnelStack()
}

/// An ICMP error in a record's list; `quotedSender` is `.client` for end 0.
struct ICMPNode: BitwiseCopyable {
  var error: ICMPError
  var next: UInt32 = 0
}

/// A segment held back until an undecided SYN is decided.
struct HeldSegment: BitwiseCopyable {
  var segment: Segment
  var fromSecond: Bool
  var next: UInt32 = 0
}

/// How often a limit of the tracker was hit.
public struct TrackerLimits: Sendable, Equatable {
  /// Segments that should have been logged but exceeded the limit of their connection.
  public var logLimit: UInt64 = 0
  /// Segments of connections for which there was no room in the table.
  public var tableLimit: UInt64 = 0
  /// ICMP errors that quote no connection that is remembered, or one that holds enough of them.
  public var icmpNotKept: UInt64 = 0
  /// No limit hit.
  public init() {}
}
