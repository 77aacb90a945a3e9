extension FrameDecoder {
  /// IPv6 (RFC 8200) and its extension headers.
  mutating func ipv6(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(40, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: 40, segment) }
    guard bytes.u8(at: at) >> 4 == 6 else {
      return badLength(.ipv6, at, needed: 40, available: 0, segment)
    }
    ipv6Fields(bytes, at, &segment)
    if Self.hasReservedEnd(segment) { return badLength(.ipv6, at, needed: 40, available: 0, segment) }
    rerouted = 0
    let payloadLength = Int(bytes.u16(at: at + 4))
    var payloadEnd = at + 40 + payloadLength
    if payloadLength == 0 {
      // A jumbogram (RFC 2675; the length comes with the hop-by-hop options) or segmentation offload.
      payloadEnd = offloaded(bytes, at, end)
      segment.marks.insert(.segmentationOffload)
    } else {
      limit = .ipv6PayloadLength
    }
    return extensionHeaders(bytes.u8(at: at + 6), bytes, at + 40, payloadEnd, &segment)
  }

  /// The fields of the fixed header; 40 octets at `at` are captured.
  @inline(__always) func ipv6Fields(_ bytes: RawSpan, _ at: Int, _ segment: inout Segment) {
    segment.trafficClass = UInt8(truncatingIfNeeded: bytes.u16(at: at) >> 4)
    segment.identification = 0
    segment.hopLimit = bytes.u8(at: at + 7)
    segment.source.address = IPAddress(high: bytes.u64(at: at + 8), low: bytes.u64(at: at + 16))
    segment.destination.address = IPAddress(high: bytes.u64(at: at + 24), low: bytes.u64(at: at + 32))
    segment.marks.formIntersection(Self.marksBelowIP)
  }

  /// Whether an address of an IPv6 packet is one of the block in which IPv4 addresses are kept: multicast with reserved
  /// flags, which no end has.
  @inline(__always) static func hasReservedEnd(_ segment: Segment) -> Bool {
    segment.source.address.isIPv4 || segment.destination.address.isIPv4
  }

  /// Extension headers up to the transport header. `start` is the octet behind the fixed header.
  private mutating func extensionHeaders(
    _ first: UInt8, _ bytes: RawSpan, _ start: Int, _ payloadEnd: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    var next = first
    var at = start
    var end = payloadEnd
    while true {
      switch next {
      case IPProtocol.hopByHop, IPProtocol.routing, IPProtocol.destinationOptions, IPProtocol.mobility,
        IPProtocol.hostIdentity, IPProtocol.shim6:
        guard has(8, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: 8, segment) }
        let length = (Int(bytes.u8(at: at + 1)) + 1) * 8
        guard has(length, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: length, segment) }
        if next == IPProtocol.routing {
          routingHeader(bytes, at, length, segment)
        } else if next == IPProtocol.hopByHop || next == IPProtocol.destinationOptions {
          if let jumbo = ipv6Options(bytes, at, length, segment), segment.marks.contains(.segmentationOffload) {
            end = start + jumbo
          }
        }
        next = bytes.u8(at: at)
        at += length
      case IPProtocol.authentication:
        guard has(12, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: 12, segment) }
        let length = (Int(bytes.u8(at: at + 1)) + 2) * 4
        guard has(length, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: length, segment) }
        next = bytes.u8(at: at)
        at += length
      case IPProtocol.fragment:
        guard has(8, bytes, at, end) else { return incomplete(.ipv6, bytes, at, end, needed: 8, segment) }
        let field = bytes.u16(at: at + 2)
        next = bytes.u8(at: at)
        // Alone in its datagram (an atomic fragment, RFC 6946), the header means nothing.
        if field & 0xfff9 != 0 {
          let piece = FragmentTable.Piece(
            offset: Int(field & 0xfff8), more: field & 1 != 0, identification: bytes.u32(at: at + 4), nextHeader: next)
          return fragment(bytes, at + 8, end, piece, &segment)
        }
        at += 8
      default:
        return transport(next, bytes, at, end, &segment)
      }
    }
  }

  /// A route that is not used up: the checksum counts its last address as the destination (RFC 8200 §8.1).
  private mutating func routingHeader(_ bytes: RawSpan, _ at: Int, _ length: Int, _ segment: Segment) {
    guard bytes.u8(at: at + 3) > 0, length >= 24 else { return }
    let last: Int
    switch bytes.u8(at: at + 2) {
    case 0, 2: last = at + 8 + ((length - 8) / 16 - 1) * 16
    case 4: last = at + 8  // Segment routing keeps the list backwards (RFC 8754 §2).
    default: return
    }
    let address = IPAddress(high: bytes.u64(at: last), low: bytes.u64(at: last + 8))
    reroute(from: segment.destination.address, to: address)
  }

  /// Reads the home address option, which the checksum counts as the source (RFC 6275 §11.3.1), and returns the length of a
  /// jumbogram (RFC 2675 §2), or `nil`.
  private mutating func ipv6Options(_ bytes: RawSpan, _ at: Int, _ length: Int, _ segment: Segment) -> Int? {
    var jumbo: Int?
    var option = at + 2
    let end = at + length
    while option + 1 < end {
      let kind = bytes.u8(at: option)
      if kind == 0 {
        option += 1
        continue
      }
      let size = Int(bytes.u8(at: option + 1)) + 2
      guard option + size <= end else { break }
      if kind == 194, size == 6 { jumbo = Int(bytes.u32(at: option + 2)) }
      if kind == 201, size == 18 {
        let home = IPAddress(high: bytes.u64(at: option + 2), low: bytes.u64(at: option + 10))
        reroute(from: segment.source.address, to: home)
      }
      option += size
    }
    return jumbo
  }

  /// IPv4 or IPv6, as the first four bits say.
  mutating func anyIP(
    _ layer: DecodeIssue.Layer, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(1, bytes, at, end) else { return incomplete(layer, bytes, at, end, needed: 1, segment) }
    switch bytes.u8(at: at) >> 4 {
    case 4: return ipv4(bytes, at, end, &segment)
    case 6: return ipv6(bytes, at, end, &segment)
    default: return .none(.notIP)
    }
  }

  /// Whether the octets look like an IP header whose lengths fit: for places where only a guess can tell.
  func looksLikeIP(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
    guard has(20, bytes, at, end) else { return false }
    let first = bytes.u8(at: at)
    switch first >> 4 {
    case 4:
      let total = Int(bytes.u16(at: at + 2))
      return first & 0x0f >= 5 && total >= Int(first & 0x0f) * 4 && at + total <= end
    case 6: return has(40, bytes, at, end) && at + 40 + Int(bytes.u16(at: at + 4)) <= end
    default: return false
    }
  }
}
