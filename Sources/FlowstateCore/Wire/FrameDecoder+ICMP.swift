extension FrameDecoder {
  /// ICMP (RFC 792): errors quote the packet that they are about.
  @inline(never) mutating func icmp(
    _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(8, bytes, at, end) else { return incomplete(.icmp, bytes, at, end, needed: 8, segment) }
    switch bytes.u8(at: at) {
    case 3, 4, 5, 11, 12: return quoted(bytes, at, end, &segment)
    default: return .none(.notTCP)
    }
  }

  /// ICMPv6 (RFC 4443): errors have types below 128.
  @inline(never) mutating func icmpv6(
    _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(8, bytes, at, end) else { return incomplete(.icmp, bytes, at, end, needed: 8, segment) }
    switch bytes.u8(at: at) {
    case 1, 2, 3, 4: return quoted(bytes, at, end, &segment)
    default: return .none(.notTCP)
    }
  }

  /// The packet quoted in an error, if it is TCP. The IP header is as the router saw it, so no checksum is verified.
  private mutating func quoted(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    let inner = at + 8
    guard has(28, bytes, inner, end) else { return .none(.notTCP) }
    let reporter = segment.source.address
    let type = bytes.u8(at: at)
    let code = bytes.u8(at: at + 1)
    let below = segment.marks.intersection(Self.marksBelowIP)
    var transport = inner
    var quotedEnd = inner
    switch bytes.u8(at: inner) >> 4 {
    case 4:
      let headerLength = Int(bytes.u8(at: inner) & 0x0f) * 4
      guard headerLength >= 20, bytes.u16(at: inner + 6) & 0x1fff == 0, bytes.u8(at: inner + 9) == IPProtocol.tcp else {
        return .none(.notTCP)
      }
      ipv4Fields(bytes, inner, &segment)
      segment.marks = below.union(segment.marks.intersection([.ipv4, .dontFragment]))
      transport = inner + headerLength
      quotedEnd = inner + Int(bytes.u16(at: inner + 2))
    case 6:
      guard has(48, bytes, inner, end) else { return .none(.notTCP) }
      var next = bytes.u8(at: inner + 6)
      transport = inner + 40
      while next == IPProtocol.hopByHop || next == IPProtocol.destinationOptions || next == IPProtocol.routing {
        guard has(8, bytes, transport, end) else { return .none(.notTCP) }
        next = bytes.u8(at: transport)
        transport += (Int(bytes.u8(at: transport + 1)) + 1) * 8
      }
      guard next == IPProtocol.tcp else { return .none(.notTCP) }
      ipv6Fields(bytes, inner, &segment)
      guard !Self.hasReservedEnd(segment) else { return .none(.notTCP) }
      segment.marks = below
      quotedEnd = inner + 40 + Int(bytes.u16(at: inner + 4))
    default: return .none(.notTCP)
    }
    guard has(8, bytes, transport, end) else { return .none(.notTCP) }
    segment.marks.insert(.quotedByICMP)
    segment.icmpType = type
    segment.icmpCode = code
    segment.icmpSource = reporter
    quotedTCP(bytes, transport, end, quotedEnd, &segment)
    return .quoted(.notTCP)
  }

  /// The quoted TCP header: ports and SEQ always, the rest as far as quoted and 0 beyond.
  private func quotedTCP(_ bytes: RawSpan, _ at: Int, _ end: Int, _ quotedEnd: Int, _ segment: inout Segment) {
    segment.options.clear()
    segment.payloadHash = 0
    segment.payloadLength = 0
    if has(20, bytes, at, end) {
      tcpFields(bytes, at, &segment)
      let dataOffset = Int(bytes.u8(at: at + 12) >> 4) * 4
      guard dataOffset >= 20, at + dataOffset <= quotedEnd else { return }
      segment.payloadLength = UInt32(truncatingIfNeeded: quotedEnd - at - dataOffset)
      if dataOffset > 20 { segment.options.decode(bytes, from: at + 20, to: min(end, at + dataOffset)) }
      return
    }
    segment.source.port = bytes.u16(at: at)
    segment.destination.port = bytes.u16(at: at + 2)
    segment.sequence = SequenceNumber(bytes.u32(at: at + 4))
    segment.acknowledgment = SequenceNumber(0)
    segment.flags = []
    segment.window = 0
    segment.urgentPointer = 0
  }
}
