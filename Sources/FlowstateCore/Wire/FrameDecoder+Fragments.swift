extension FrameDecoder {
  /// A fragment of an IP datagram; the one that completes its datagram is decoded as the whole.
  @inline(never) mutating func fragment(
    _ bytes: RawSpan, _ at: Int, _ end: Int, _ piece: FragmentTable.Piece, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard Self.canHoldTCP(piece.nextHeader) else { return .none(.notTCP) }
    let length = end - at
    // Every fragment but the last is a multiple of eight octets long, and no datagram is longer than 65,535 octets.
    guard length > 0, !piece.more || length % 8 == 0, piece.offset + length <= 65535 else {
      return badLength(segment.marks.contains(.ipv4) ? .ipv4 : .ipv6, at, needed: 8, available: length, segment)
    }
    let key = FragmentTable.Key(
      source: segment.source.address, destination: segment.destination.address, identification: piece.identification,
      nextHeader: piece.nextHeader, space: segment.space)
    var table = fragments.take() ?? FragmentTable(limits: settings.fragments)
    let captured = max(at, min(end, bytes.byteCount))
    let result = table.add(key, piece, bytes, at, captured, length: length, time: segment.time)
    fragments = table
    // A UDP datagram is that, whatever it carries: only with all its fragments can there be a tunnel in it.
    guard case .complete(let whole) = result else {
      return .none(piece.nextHeader == IPProtocol.udp ? .notTCP : .fragment)
    }
    segment.marks.insert(.reassembled)
    segment.fragments = UInt16(clamping: whole.fragments)
    guard descend() else { return tooDeep(at, segment) }
    return reassembled(whole, piece.nextHeader, &segment)
  }

  /// Decodes a datagram's payload.
  private mutating func reassembled(
    _ whole: FragmentTable.Whole, _ nextHeader: UInt8, _ segment: inout Segment
  ) -> DecodeOutcome {
    withBytes(of: whole.octets) { bytes in transport(nextHeader, bytes, 0, whole.length, &segment) }
  }

  /// Whether a datagram of this protocol may lead to a TCP segment.
  private static func canHoldTCP(_ proto: UInt8) -> Bool {
    switch proto {
    case IPProtocol.tcp, IPProtocol.udp, IPProtocol.ipv4, IPProtocol.oldIPIP, IPProtocol.ipv6, IPProtocol.gre,
      IPProtocol.mpls,
      IPProtocol.etherIP, IPProtocol.ethernet, IPProtocol.authentication, IPProtocol.destinationOptions:
      true
    default: false
    }
  }
}
