/// What records refer to by index: logs, extras, errors quoted by ICMP, segments held back.
struct Stores: ~Copyable {
  var log: SegmentLog
  var extras: Arena<Extra>
  var icmp: Arena<ICMPNode>
  var held: Arena<HeldSegment>
  private var icmpQuota = PartQuota(limit: 1 << 18)
  private var heldQuota = PartQuota(limit: 1 << 16)
  /// VLAN tags and tunnels seen, each combination once for each part of the tuples.
  private(set) var envelopes: [Envelope] = [Envelope()]
  private var envelopeNumbers: [NumberedEnvelope: UInt16] = [:]
  private var envelopeQuota = PartQuota(limit: 4095)

  private struct NumberedEnvelope: Hashable {
    var envelope: Envelope
    var part: Int
  }
  /// For reading back a log.
  var scratch: [LoggedSegment] = []
  var limits = TrackerLimits()

  /// Stores for so many connections, of a share of the tuples.
  init(connections: UInt32, share: FlowShare, room: Int) {
    log = SegmentLog(capacity: (1 << 28) / UInt32(FlowShare.parts) * share.size, room: room)
    // One more for the spare record, and index 0.
    extras = Arena(capacity: connections + 2, hugePages: true, room: room)
    icmp = Arena(capacity: icmpQuota.limit * share.size + 1, room: room)
    held = Arena(capacity: heldQuota.limit * share.size + 1, room: room)
  }

  /// Keeps an ICMP error; 0 when there is no room.
  mutating func keep(_ error: ICMPNode, part: Int) -> UInt32 { icmpQuota.take(part) ? icmp.allocate(error) : 0 }

  /// Gives an ICMP error back.
  mutating func giveBackICMP(_ index: UInt32, part: Int) {
    icmp.release(index)
    icmpQuota.giveBack(part)
  }

  /// Holds a segment back; 0 when there is no room.
  mutating func hold(_ segment: HeldSegment, part: Int) -> UInt32 { heldQuota.take(part) ? held.allocate(segment) : 0 }

  /// Gives the room of a segment that was held back.
  mutating func giveBackHeld(_ index: UInt32, part: Int) {
    held.release(index)
    heldQuota.giveBack(part)
  }

  /// Forgets everything that records refer to.
  mutating func releaseAll() {
    log.releaseAll()
    extras.releaseAll()
    icmp.releaseAll()
    held.releaseAll()
    icmpQuota.giveAllBack()
    heldQuota.giveAllBack()
  }

  /// The number of a combination of VLAN tags and tunnels.
  mutating func envelope(_ segment: Segment, part: Int) -> UInt16 {
    if segment.vlans.count == 0, segment.tunnels.count == 0 { return 0 }
    let wanted = NumberedEnvelope(envelope: Envelope(vlans: segment.vlans, tunnels: segment.tunnels), part: part)
    if let known = envelopeNumbers[wanted] { return known }
    // Beyond so many combinations (hostile input), the envelope is not kept.
    guard envelopeQuota.take(part) else { return 0 }
    let number = UInt16(envelopes.count)
    envelopes.append(wanted.envelope)
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
