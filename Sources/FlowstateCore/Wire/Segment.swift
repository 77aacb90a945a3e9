/// One TCP segment as decoded from a frame: the innermost one, where tunnels nest.
///
/// A plain value of fixed size: no view into the frame outlives the decoding.
public struct Segment: Sendable, BitwiseCopyable {
  /// Number of the frame in the capture, from 1.
  public var frame: UInt64 = 0
  /// Capture time.
  public var time: Nanoseconds = 0
  /// The sender named in the segment.
  public var source = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
  /// The receiver named in the segment.
  public var destination = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
  /// See `FlowKey.space`.
  public var space: UInt32 = 0
  /// SEG.SEQ.
  public var sequence = SequenceNumber(0)
  /// SEG.ACK, as in the header, also without the ACK flag.
  public var acknowledgment = SequenceNumber(0)
  /// Payload octets by the IP length (not the captured length), without SYN and FIN.
  public var payloadLength: UInt32 = 0
  /// Control bits.
  public var flags: TCPFlags = []
  /// SEG.WND, not scaled.
  public var window: UInt16 = 0
  /// The urgent pointer field.
  public var urgentPointer: UInt16 = 0
  /// TCP options.
  public var options = TCPOptions()
  /// Identification field of the IPv4 header; meaningless unless `marks` has `.ipv4`.
  public var identification: UInt16 = 0
  /// TTL or hop limit, of the innermost IP header.
  public var hopLimit: UInt8 = 0
  /// Type of service or traffic class, of the innermost IP header.
  public var trafficClass: UInt8 = 0
  /// What else was noticed about the segment.
  public var marks: SegmentMarks = []
  /// A hash of the captured payload octets; 0 without payload. Equal payloads have equal hashes.
  public var payloadHash: UInt32 = 0
  /// A hash of the link-layer sender address; 0 where the link type has none.
  public var linkSourceHash: UInt32 = 0
  /// The capture interface, from 0.
  public var interface: UInt16 = 0
  /// IP fragments that it was put together from; meaningless unless `marks` has `.reassembled`.
  public var fragments: UInt16 = 0
  /// VLAN identifiers (12 bits each), outermost first; only the first four are kept.
  public var vlans = VLANStack()
  /// Tunnels, outermost first; only the first four are kept.
  public var tunnels = TunnelStack()
  /// ICMP type and code when `marks` has `.quotedByICMP`: the segment is quoted in an ICMP error.
  public var icmpType: UInt8 = 0
  /// See `icmpType`.
  public var icmpCode: UInt8 = 0
  /// The sender of the ICMP error.
  public var icmpSource = IPAddress(high: 0, low: 0)

  /// An empty segment, to be filled by the decoder.
  public init() {}

  /// SEG.LEN: payload octets plus one for SYN and one for FIN (RFC 9293 §3.3.1).
  @inlinable public var length: Int {
    Int(payloadLength) + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0)
  }

  /// One past the last sequence number of the segment: SEG.SEQ + SEG.LEN.
  @inlinable public var end: SequenceNumber { @inline(always) get { sequence + length } }
}

/// The control bits of the TCP header (RFC 9293 §3.1), with AE, the former NS bit, above.
public struct TCPFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// Bits as on the wire.
  public let rawValue: UInt16
  /// Bits as on the wire.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// No more data from sender.
  public static let fin = TCPFlags(rawValue: 0x01)
  /// Synchronize sequence numbers.
  public static let syn = TCPFlags(rawValue: 0x02)
  /// Reset the connection.
  public static let rst = TCPFlags(rawValue: 0x04)
  /// Push function.
  public static let psh = TCPFlags(rawValue: 0x08)
  /// The acknowledgment field is significant.
  public static let ack = TCPFlags(rawValue: 0x10)
  /// The urgent pointer field is significant.
  public static let urg = TCPFlags(rawValue: 0x20)
  /// ECN echo (RFC 3168).
  public static let ece = TCPFlags(rawValue: 0x40)
  /// Congestion window reduced (RFC 3168).
  public static let cwr = TCPFlags(rawValue: 0x80)
  /// Accurate ECN, formerly the nonce sum.
  public static let ae = TCPFlags(rawValue: 0x100)
}

/// The TCP options of one segment (IANA TCP parameters).
public struct TCPOptions: Sendable, BitwiseCopyable {
  /// Which options are present.
  public struct Kinds: OptionSet, Sendable, BitwiseCopyable {
    /// One bit an option.
    public let rawValue: UInt16
    /// One bit an option.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Maximum segment size, kind 2.
    public static let mss = Kinds(rawValue: 1)
    /// Window scale, kind 3.
    public static let windowScale = Kinds(rawValue: 2)
    /// SACK permitted, kind 4.
    public static let sackPermitted = Kinds(rawValue: 4)
    /// SACK blocks, kind 5.
    public static let sack = Kinds(rawValue: 8)
    /// Timestamps, kind 8.
    public static let timestamps = Kinds(rawValue: 16)
    /// TCP Fast Open, kind 34 or experimental 254 with magic 0xF989.
    public static let fastOpen = Kinds(rawValue: 32)
    /// Multipath TCP, kind 30.
    public static let multipath = Kinds(rawValue: 64)
    /// MD5 signature (19) or TCP-AO (29).
    public static let authentication = Kinds(rawValue: 128)
    /// Any other option kind.
    public static let other = Kinds(rawValue: 256)
    /// The option list breaks its own lengths.
    public static let malformed = Kinds(rawValue: 512)
    /// Three or more no-operation octets in a row, as many as options that are missing took up, or three that fill the end of
    /// a list that lacks one: a middlebox that erases an option leaves them. Those that align options do not count.
    public static let fillerRun = Kinds(rawValue: 1024)
    /// The snap length cut the option list: options that are not here may have been sent.
    public static let cut = Kinds(rawValue: 2048)
  }

  /// A SACK block: left and right edge (RFC 2018 §3).
  public struct Block: Hashable, Sendable, BitwiseCopyable {
    /// First sequence number of the block.
    public var left: SequenceNumber
    /// One past the last sequence number of the block.
    public var right: SequenceNumber
    /// A block.
    @inlinable public init(left: SequenceNumber, right: SequenceNumber) {
      self.left = left
      self.right = right
    }
  }

  /// Options that are present.
  public var kinds: Kinds = []
  /// Maximum segment size in octets; 0 when absent.
  public var mss: UInt16 = 0
  /// Window scale shift as sent (it may exceed 14).
  public var windowScale: UInt8 = 0
  /// Number of SACK blocks in `blocks`, 0...4.
  public var blockCount: UInt8 = 0
  /// Octets of the Fast Open cookie; 0 for a cookie request.
  public var fastOpenCookieLength: UInt8 = 0
  /// Subtype of the first multipath TCP option (0 MP_CAPABLE, 1 MP_JOIN, …).
  public var multipathSubtype: UInt8 = 0
  /// TSval.
  public var timestampValue: UInt32 = 0
  /// TSecr.
  public var timestampEcho: UInt32 = 0
  /// SACK blocks, the first `blockCount` of them.
  public var blocks = InlineArray<4, Block>(repeating: Block(left: SequenceNumber(0), right: SequenceNumber(0)))

  /// No options.
  public init() {}
  /// Whether an option is present.
  @inlinable public func has(_ kind: Kinds) -> Bool { kinds.contains(kind) }
}

/// What was noticed about a segment besides its header fields.
public struct SegmentMarks: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit a mark.
  public let rawValue: UInt16
  /// One bit a mark.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Innermost network layer is IPv4 (otherwise IPv6).
  public static let ipv4 = SegmentMarks(rawValue: 1)
  /// IPv4 "don't fragment" is set.
  public static let dontFragment = SegmentMarks(rawValue: 2)
  /// The TCP checksum was verified and is right.
  public static let checksumGood = SegmentMarks(rawValue: 4)
  /// The TCP checksum is wrong and no offload explains it.
  public static let checksumBad = SegmentMarks(rawValue: 8)
  /// The checksum is the folded pseudo-header sum alone: captured at its sender, before the card filled it in.
  public static let checksumPartial = SegmentMarks(rawValue: 16)
  /// Leaves the capturing host (SLL packet type, epb_flags).
  public static let outgoing = SegmentMarks(rawValue: 32)
  /// Arrives at the capturing host (SLL packet type, epb_flags).
  public static let incoming = SegmentMarks(rawValue: 64)
  /// The snap length cut the payload.
  public static let payloadCut = SegmentMarks(rawValue: 128)
  /// Put together from IP fragments.
  public static let reassembled = SegmentMarks(rawValue: 256)
  /// Not a captured segment: a header quoted in an ICMP error. Only ports, addresses and SEQ can be relied on.
  public static let quotedByICMP = SegmentMarks(rawValue: 512)
  /// The IP length field was 0 or larger than the wire allows: segmentation offload.
  public static let segmentationOffload = SegmentMarks(rawValue: 1024)
}

/// Up to four VLAN identifiers, outermost first.
public struct VLANStack: Hashable, Sendable, BitwiseCopyable {
  /// Number of tags kept, 0...4.
  public var count: UInt8 = 0
  /// The identifiers, 16 bits each, the outermost in the lowest bits.
  public var packed: UInt64 = 0
  /// No tags.
  public init() {}
  /// Adds an inner tag; beyond four, tags are not kept.
  @inlinable public mutating func append(_ identifier: UInt16) {
    guard count < 4 else { return }
    packed |= UInt64(identifier) << (16 * UInt64(count))
    count += 1
  }
  /// The tag at a depth, 0 being the outermost.
  @inlinable public subscript(index: Int) -> UInt16 { UInt16(truncatingIfNeeded: packed >> (16 * UInt64(index))) }
}

/// A kind of tunnel.
public enum TunnelKind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case gre = 1, ipInIP, sixInFour, teredo, vxlan, geneve, gtpU, erspan, mpls, pppoe, pptp, l2tp, other
}

/// Up to four tunnels, outermost first.
public struct TunnelStack: Hashable, Sendable, BitwiseCopyable {
  /// Number of tunnels kept, 0...4.
  public var count: UInt8 = 0
  /// The kinds, 8 bits each, the outermost in the lowest bits.
  public var packed: UInt32 = 0
  /// No tunnels.
  public init() {}
  /// Adds an inner tunnel; beyond four, tunnels are not kept.
  @inlinable public mutating func append(_ kind: TunnelKind) {
    guard count < 4 else { return }
    packed |= UInt32(kind.rawValue) << (8 * UInt32(count))
    count += 1
  }
  /// The tunnel at a depth, 0 being the outermost.
  public subscript(index: Int) -> TunnelKind {
    TunnelKind(rawValue: UInt8(truncatingIfNeeded: packed >> (8 * UInt32(index)))) ?? .other
  }
}
