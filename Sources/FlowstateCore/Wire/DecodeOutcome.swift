/// What a frame held.
public enum DecodeOutcome: Sendable, Equatable, BitwiseCopyable {
  /// A TCP segment; the segment is filled.
  case segment
  /// An ICMP error that quotes a TCP header: the segment is filled with the quoted header in its original direction and
  /// has the mark `.quotedByICMP`. The frame itself is not TCP, for the reason given.
  case quoted(NotAnalyzed)
  /// No TCP segment, for the reason given; the segment's fields mean nothing.
  case none(NotAnalyzed)
}

/// What the decoder may be told.
public struct DecoderSettings: Sendable, Equatable {
  /// VLAN tags separate address spaces. The default is no.
  public var separateVLANs = false
  /// Tunnels separate address spaces. The default is no.
  public var separateTunnels = false
  /// At most so many headers in a frame that lead to another network or link layer. The default is 16.
  public var depthLimit: Int = 16
  /// Bounds of the reassembly of IP fragments.
  public var fragments = FragmentLimits()
  /// The defaults.
  public init() {}
}

/// Bounds of the reassembly of IP fragments.
public struct FragmentLimits: Sendable, Equatable {
  /// At most so many incomplete datagrams; the oldest goes first. The default is 1024.
  public var datagrams: Int = 1024
  /// At most so many octets of incomplete datagrams; the oldest goes first. The default is 16 MiB.
  public var octets: Int = 16 << 20
  /// At most so many separate pieces of one datagram, or it is given up. The default is 64.
  public var pieces: Int = 64
  /// How long after its first fragment a datagram may be completed, in capture time. The default is 30 s.
  public var timeout: Nanoseconds = 30 * .second
  /// The defaults.
  public init() {}
}
