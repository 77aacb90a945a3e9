import FlowstateCore

/// A segment as a script writes it, with absolute numbers. What is `nil` follows from the rest of the script.
public struct ScriptSegment: Sendable, Equatable {
  /// Control bits.
  public var flags: TCPFlags = []
  /// SEG.SEQ.
  public var sequence = SequenceNumber(0)
  /// SEG.ACK, as in the header, also without the ACK flag.
  public var acknowledgment = SequenceNumber(0)
  /// Payload octets.
  public var payloadLength = 0
  /// SEG.WND as in the header; `nil` for the default.
  public var window: UInt16?
  /// Urgent pointer.
  public var urgentPointer: UInt16 = 0
  /// TCP options in order.
  public var options: [ScriptOption] = []
  /// Whether the script's offer and clock are left out.
  public var isBare = false
  /// TTL or hop limit at the capture point; `nil` for the peer's.
  public var hopLimit: UInt8?
  /// IPv4 identification; `nil` for the next of the sender's counter.
  public var identification: UInt16?
  /// Type of service or traffic class.
  public var trafficClass: UInt8 = 0
  /// Whether the "don't fragment" bit is clear.
  public var mayFragment = false
  /// The TCP checksum.
  public var checksum = Checksum.good
  /// Payload octets; `nil` for octets that follow from their sequence numbers.
  public var payload: [UInt8]?
  /// Another filling of the payload than 0 makes octets that differ from it.
  public var fill: UInt8 = 0
  /// VLAN identifiers, outermost first.
  public var vlans: [UInt16] = []
  /// The packet goes in IP fragments of at most so many octets; `nil` for one piece.
  public var fragmentSize: Int?
  /// Number, from 1, of the fragment that the capture lacks; `nil` for none.
  public var lackingFragment: Int?
  /// Not the segment itself, but an ICMP error about it; `nil` for the segment.
  public var quotedBy: ScriptICMP?
  /// Octets of the frame that the capture kept; `nil` for all.
  public var snapLength: Int?
  /// The frame is in the capture twice, the second time so much later; `nil` for once.
  public var capturedAgainAfter: Nanoseconds?
  /// The segment went its way, but the capture missed it.
  public var isUncaptured = false
  /// The mark of the line whose frame this one repeats octet for octet; `nil` for a segment of its own.
  public var copyOf: String?

  /// An empty segment.
  public init() {}

  /// How the TCP checksum is filled in.
  public enum Checksum: Sendable, Equatable {
    /// Right.
    case good
    /// Wrong.
    case bad
    /// The pseudo-header's sum alone, as captured at a sender that leaves the rest to its network card.
    case partial
  }
}

/// An ICMP or ICMPv6 error that quotes a segment.
public struct ScriptICMP: Sendable, Equatable {
  /// Type.
  public var type: UInt8
  /// Code.
  public var code: UInt8
  /// Who reports it; `nil` for the end that the segment was sent to.
  public var router: IPAddress?
}

/// A TCP option as a script writes it.
public enum ScriptOption: Sendable, Equatable {
  /// Maximum segment size.
  case mss(UInt16)
  /// Window scale.
  case windowScale(UInt8)
  /// SACK permitted.
  case sackPermitted
  /// Timestamps by the sender's clock: 1 kHz, echoing the last value received.
  case clock
  /// Timestamps.
  case timestamps(value: UInt32, echo: UInt32)
  /// SACK blocks.
  case sack([TCPOptions.Block])
  /// Fast Open; no octets for a cookie request.
  case fastOpen([UInt8])
  /// Multipath TCP with this subtype and nothing else.
  case multipath(UInt8)
  /// Any option by its kind and contents.
  case other(kind: UInt8, [UInt8])
}
