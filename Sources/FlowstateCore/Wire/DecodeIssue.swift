/// Where the decoding of a frame stopped short: octets that were needed and not there.
public struct DecodeIssue: Sendable, Equatable, BitwiseCopyable {
  /// The header that could not be read.
  public enum Layer: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case link, vlan, mpls, ppp, ipv4, ipv6, tcp, tcpOptions, udp, icmp, gre, tunnel, nesting
    /// The word that reports use.
    public var name: StaticString {
      switch self {
      case .link: "link"
      case .vlan: "vlan"
      case .mpls: "mpls"
      case .ppp: "ppp"
      case .ipv4: "ipv4"
      case .ipv6: "ipv6"
      case .tcp: "tcp"
      case .tcpOptions: "tcp_options"
      case .udp: "udp"
      case .icmp: "icmp"
      case .gre: "gre"
      case .tunnel: "tunnel"
      case .nesting: "nesting"
      }
    }
  }

  /// What the octets came up against.
  public enum Limit: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// The capture holds no more of the frame. Not a fault of the sender.
    case capturedLength
    /// The frame ended.
    case frameLength
    /// The length in an IPv4 header.
    case ipv4TotalLength
    /// The length in an IPv6 header.
    case ipv6PayloadLength
    /// The data offset in a TCP header, or the length of an option.
    case tcpDataOffset
    /// A header's own length field, or a length field of a link or tunnel header.
    case headerLength
    /// A bound of the decoder.
    case settings
    /// The word that reports use.
    public var name: StaticString {
      switch self {
      case .capturedLength: "captured_length"
      case .frameLength: "frame_length"
      case .ipv4TotalLength: "ipv4_total_length"
      case .ipv6PayloadLength: "ipv6_payload_length"
      case .tcpDataOffset: "tcp_data_offset"
      case .headerLength: "header_length"
      case .settings: "settings"
      }
    }
  }

  /// Number of the frame, from 1.
  public var frame: UInt64
  /// The header that could not be read.
  public var layer: Layer
  /// Where it begins, in octets from the start of the frame (of the datagram, when put together from fragments).
  public var offset: Int
  /// Octets that it needs.
  public var needed: Int
  /// Octets that there are.
  public var available: Int
  /// What there is no more of.
  public var limit: Limit
}

/// The issues of a run, counted by layer and limit.
public struct DecodeIssues: Sendable {
  /// How often something happened, and the first time.
  public struct Count: Sendable, Equatable {
    /// Number of frames.
    public var frames: UInt64
    /// The first of them.
    public var first: DecodeIssue
  }

  /// One entry for each pair of layer and limit that occurred, in the order in which they did.
  public private(set) var counts: [Count] = []

  /// No issues.
  public init() {}

  /// Counts an issue.
  mutating func add(_ issue: DecodeIssue) {
    for index in counts.indices
    where counts[index].first.layer == issue.layer && counts[index].first.limit == issue.limit {
      counts[index].frames &+= 1
      return
    }
    counts.append(Count(frames: 1, first: issue))
  }
}
