/// Turns frames into TCP segments, or says why not.
///
/// A frame is walked from the link layer inwards. Every layer knows where it begins (`at`) and where it ends on the wire
/// (`end`, which may lie behind the captured octets); it checks the length of its header once and then loads. Depth is
/// bounded, nothing allocates but the reassembly of IP fragments, and the decoder has no opinion on odd segments.
///
/// The caller lends one `Segment` for all frames. `begin` resets what layers add to, and `tcp` writes everything else
/// before it says `.segment`, so nothing of an earlier frame shows. Only `options.blocks` behind `blockCount` keep old values.
public struct FrameDecoder: ~Copyable {
  /// What the decoder was told.
  public let settings: DecoderSettings
  /// What could not be read so far.
  public internal(set) var issues = DecodeIssues()

  /// Headers of this frame that led to another network or link layer.
  var depth = 0
  /// What set the current `end`.
  var limit = DecodeIssue.Limit.frameLength
  /// What a route or a home address adds to the sum of the segment's addresses in the TCP checksum; see `reroute`.
  var rerouted: UInt64 = 0
  /// Incomplete datagrams; made when the first fragment comes.
  var fragments: FragmentTable?

  /// A decoder that has seen nothing.
  public init(settings: DecoderSettings = DecoderSettings()) { self.settings = settings }

  /// IP fragments that overlapped others with different octets; the first octets won.
  public var overlappingFragments: UInt64 { fragments?.overlaps ?? 0 }
  /// Datagrams given up before all their fragments came: too old, or too many.
  public var abandonedDatagrams: UInt64 { fragments?.abandoned ?? 0 }
  /// Datagrams put together from fragments.
  public var reassembledDatagrams: UInt64 { fragments?.completed ?? 0 }

  /// Decodes a frame into `segment`. Never fails: the outcome says what there was.
  public mutating func decode(_ frame: RawSpan, _ info: FrameInfo, into segment: inout Segment) -> DecodeOutcome {
    begin(info, &segment)
    let end = max(frame.byteCount, Int(info.originalLength))
    if info.linkType == LinkType.ethernet, let (at, tcpEnd) = commonHeaders(frame, end, &segment) {
      return tcp(frame, at, tcpEnd, &segment)
    }
    return link(info.linkType, frame, 0, end, &segment)
  }

  /// The headers of the common frame: Ethernet II, at most one VLAN tag, IPv4 without options and not a fragment, or IPv6
  /// without extension headers; where TCP begins and ends. `nil`: all else takes the long way.
  @inline(__always) private mutating func commonHeaders(
    _ frame: RawSpan, _ end: Int, _ segment: inout Segment
  ) -> (at: Int, end: Int)? {
    guard frame.byteCount >= 54 else { return nil }
    var type = frame.u16(at: 12)
    var at = 14
    let isTagged = type == EtherType.vlan && !settings.separateVLANs
    if isTagged {
      type = frame.u16(at: 16)
      at = 18
    }
    let tcpEnd: Int
    if type == EtherType.ipv4 {
      guard frame.byteCount >= at &+ 40, frame.u8(at: at) == 0x45, frame.u16(at: at &+ 6) & 0x3fff == 0,
        frame.u8(at: at &+ 9) == IPProtocol.tcp
      else { return nil }
      let length = Int(frame.u16(at: at &+ 2))
      tcpEnd = at &+ length
      guard length >= 40, tcpEnd <= end else { return nil }
      limit = .ipv4TotalLength
      ipv4Fields(frame, at, &segment)
      at &+= 20
    } else if type == EtherType.ipv6 {
      guard frame.byteCount >= at &+ 60, frame.u8(at: at) >> 4 == 6, frame.u8(at: at &+ 6) == IPProtocol.tcp else {
        return nil
      }
      let length = Int(frame.u16(at: at &+ 4))
      tcpEnd = at &+ 40 &+ length
      guard length >= 20, tcpEnd <= end else { return nil }
      limit = .ipv6PayloadLength
      ipv6Fields(frame, at, &segment)
      if Self.hasReservedEnd(segment) { return nil }
      at &+= 40
    } else {
      return nil
    }
    segment.linkSourceHash = Self.linkHash(frame.u64(at: 4) & 0xffff_ffff_ffff)
    if isTagged { segment.vlans.append(frame.u16(at: 14) & 0x0fff) }
    return (at, tcpEnd)
  }

  /// Resets what the layers of a frame add to.
  @inline(__always) private mutating func begin(_ info: FrameInfo, _ segment: inout Segment) {
    depth = 0
    limit = .frameLength
    rerouted = 0
    segment.frame = info.number
    segment.time = info.time
    segment.interface = info.interface
    segment.space = 0
    segment.linkSourceHash = 0
    segment.vlans = VLANStack()
    segment.tunnels = TunnelStack()
    segment.icmpType = 0
    segment.icmpCode = 0
    segment.icmpSource = IPAddress(high: 0, low: 0)
    switch info.direction {
    case .unknown: segment.marks = []
    case .incoming: segment.marks = .incoming
    case .outgoing: segment.marks = .outgoing
    }
  }

  /// A hash of the 48 bits of a link-layer address.
  @inline(__always) static func linkHash(_ address: UInt64) -> UInt32 { OctetHash.mix(0, address) }

  /// Goes one layer deeper; `false` when that is too deep.
  @inline(__always) mutating func descend() -> Bool {
    depth += 1
    return depth <= settings.depthLimit
  }

  /// The outcome when a frame nests too deep.
  @inline(never) mutating func tooDeep(_ offset: Int, _ segment: Segment) -> DecodeOutcome {
    issues.add(
      DecodeIssue(
        frame: segment.frame, layer: .nesting, offset: offset, needed: depth, available: settings.depthLimit,
        limit: .settings))
    return .none(.limit)
  }

  /// Counts a header that is not all there, and says whether the snap length or the sender is to blame.
  @inline(never) mutating func incomplete(
    _ layer: DecodeIssue.Layer, _ bytes: RawSpan, _ at: Int, _ end: Int, needed: Int, _ segment: Segment
  ) -> DecodeOutcome {
    let cut = at + needed <= end
    let available = max(0, min(end, bytes.byteCount) - at)
    issues.add(
      DecodeIssue(
        frame: segment.frame, layer: layer, offset: at, needed: needed, available: available,
        limit: cut ? .capturedLength : limit))
    return .none(cut ? .truncated : .malformed)
  }

  /// Counts a header whose own length field makes no sense.
  @inline(never) mutating func badLength(
    _ layer: DecodeIssue.Layer, _ at: Int, needed: Int, available: Int, _ segment: Segment
  ) -> DecodeOutcome {
    issues.add(
      DecodeIssue(
        frame: segment.frame, layer: layer, offset: at, needed: needed, available: available,
        limit: layer == .tcp ? .tcpDataOffset : .headerLength))
    return .none(.malformed)
  }

  /// Whether `count` octets at `at` are captured and inside the layer.
  @inline(__always) func has(_ count: Int, _ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
    at &+ count <= min(end, bytes.byteCount)
  }

  /// The TCP checksum counts `to` where the IP header has `from`: the last address of a route, or a mobile host's home. The
  /// segment keeps the addresses of the header, by which connections are known.
  mutating func reroute(from: IPAddress, to: IPAddress) {
    rerouted &+= UInt64(~InternetChecksum.fold(InternetChecksum.sum(from)))
    rerouted &+= UInt64(InternetChecksum.fold(InternetChecksum.sum(to)))
  }

  /// Remembers a tunnel and, when asked, what tells its address space from others.
  mutating func enter(_ kind: TunnelKind, space identifier: UInt64, _ segment: inout Segment) {
    segment.tunnels.append(kind)
    guard settings.separateTunnels else { return }
    segment.space = OctetHash.mix(segment.space, UInt64(kind.rawValue) << 56 ^ identifier)
  }

  /// What tells the address space of a tunnel whose own identifiers differ by direction: its two outer ends, in any order.
  func outerEnds(_ segment: Segment) -> UInt64 {
    let source = segment.source.address
    let destination = segment.destination.address
    return (source.high ^ source.low &* 0x9e37_79b9_7f4a_7c15)
      &+ (destination.high ^ destination.low &* 0x9e37_79b9_7f4a_7c15)
  }
}
