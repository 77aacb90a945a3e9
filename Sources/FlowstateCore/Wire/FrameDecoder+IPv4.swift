/// IP protocol numbers (IANA), as far as decoded.
enum IPProtocol {
  static let hopByHop: UInt8 = 0
  static let icmp: UInt8 = 1
  static let ipv4: UInt8 = 4
  static let tcp: UInt8 = 6
  static let udp: UInt8 = 17
  static let ipv6: UInt8 = 41
  static let routing: UInt8 = 43
  static let fragment: UInt8 = 44
  static let gre: UInt8 = 47
  static let authentication: UInt8 = 51
  static let icmpv6: UInt8 = 58
  static let destinationOptions: UInt8 = 60
  static let oldIPIP: UInt8 = 94
  static let etherIP: UInt8 = 97
  static let layer2TP: UInt8 = 115
  static let mobility: UInt8 = 135
  static let hostIdentity: UInt8 = 139
  static let shim6: UInt8 = 140
  static let mpls: UInt8 = 137
  static let ethernet: UInt8 = 143
}

extension FrameDecoder {
  /// IPv4 (RFC 791).
  mutating func ipv4(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(20, bytes, at, end) else { return incomplete(.ipv4, bytes, at, end, needed: 20, segment) }
    let first = bytes.u8(at: at)
    let headerLength = Int(first & 0x0f) * 4
    guard first >> 4 == 4, headerLength >= 20 else {
      return badLength(.ipv4, at, needed: 20, available: headerLength, segment)
    }
    guard has(headerLength, bytes, at, end) else {
      return incomplete(.ipv4, bytes, at, end, needed: headerLength, segment)
    }
    ipv4Fields(bytes, at, &segment)
    rerouted = 0
    let total = Int(bytes.u16(at: at + 2))
    var payloadEnd = at + total
    if total == 0 {
      // The card was to cut a large segment and fill the length in (segmentation offload): the frame says how long it is.
      payloadEnd = offloaded(bytes, at, end)
      segment.marks.insert(.segmentationOffload)
    } else if total < headerLength {
      return badLength(.ipv4, at, needed: headerLength, available: total, segment)
    } else {
      limit = .ipv4TotalLength
    }
    if headerLength > 20 { ipv4Options(bytes, at, headerLength, &segment) }
    let fragmentField = bytes.u16(at: at + 6)
    let proto = bytes.u8(at: at + 9)
    if fragmentField & 0x3fff != 0 {
      let piece = FragmentTable.Piece(
        offset: Int(fragmentField & 0x1fff) * 8, more: fragmentField & 0x2000 != 0,
        identification: UInt32(bytes.u16(at: at + 4)),
        nextHeader: proto)
      return fragment(bytes, at + headerLength, payloadEnd, piece, &segment)
    }
    return transport(proto, bytes, at + headerLength, payloadEnd, &segment)
  }

  /// The fields of the fixed header; 20 octets at `at` are captured.
  @inline(__always) func ipv4Fields(_ bytes: RawSpan, _ at: Int, _ segment: inout Segment) {
    let first = bytes.u64(at: at)
    let second = bytes.u64(at: at &+ 8)
    let destination = bytes.u32(at: at &+ 16)
    segment.trafficClass = UInt8(truncatingIfNeeded: first >> 48)
    segment.identification = UInt16(truncatingIfNeeded: first >> 16)
    segment.hopLimit = UInt8(truncatingIfNeeded: second >> 56)
    segment.source.address = IPAddress(v4: UInt32(truncatingIfNeeded: second))
    segment.destination.address = IPAddress(v4: destination)
    var marks = segment.marks.intersection(Self.marksBelowIP)
    marks.insert(.ipv4)
    if first & 0x4000 != 0 { marks.insert(.dontFragment) }
    // A header checksum of 0 was left to the card. Headers with options are not verified.
    if UInt16(truncatingIfNeeded: second >> 32) != 0, first >> 56 == 0x45 {
      let sum =
        (first >> 32) &+ (first & 0xffff_ffff) &+ (second >> 32) &+ (second & 0xffff_ffff) &+ UInt64(destination)
      if InternetChecksum.fold(sum) != 0xffff { marks.insert(.checksumBad) }
    }
    segment.marks = marks
  }

  /// Where a packet without a length of its own ends: with the frame, if that is one that a card could be given.
  func offloaded(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Int {
    end - at <= 1 << 20 ? end : min(end, bytes.byteCount)
  }

  /// Marks that an IP header does not take back.
  static var marksBelowIP: SegmentMarks { [.incoming, .outgoing, .reassembled] }

  /// A source route that is not used up: TCP counts its last address as the destination (RFC 1122 §4.2.3.8).
  private func ipv4Options(_ bytes: RawSpan, _ at: Int, _ headerLength: Int, _ segment: inout Segment) {
    var option = at + 20
    let optionsEnd = at + headerLength
    while option + 1 < optionsEnd {
      let kind = bytes.u8(at: option)
      if kind == 0 { return }
      if kind == 1 {
        option += 1
        continue
      }
      let length = Int(bytes.u8(at: option + 1))
      guard length >= 2, option + length <= optionsEnd else { return }
      if kind == 131 || kind == 137, length >= 7, Int(bytes.u8(at: option + 2)) <= length {
        segment.destination.address = IPAddress(v4: bytes.u32(at: option + length - 4))
      }
      option += length
    }
  }

  /// What an IP header leads to.
  mutating func transport(
    _ proto: UInt8, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch proto {
    case IPProtocol.tcp: return tcp(bytes, at, end, &segment)
    case IPProtocol.udp: return udp(bytes, at, end, &segment)
    case IPProtocol.icmp: return icmp(bytes, at, end, &segment)
    case IPProtocol.icmpv6: return icmpv6(bytes, at, end, &segment)
    case IPProtocol.ipv4, IPProtocol.oldIPIP:
      enter(.ipInIP, space: outerEnds(segment), &segment)
      return ipv4(bytes, at, end, &segment)
    case IPProtocol.ipv6:
      enter(segment.marks.contains(.ipv4) ? .sixInFour : .ipInIP, space: outerEnds(segment), &segment)
      return ipv6(bytes, at, end, &segment)
    case IPProtocol.gre: return gre(bytes, at, end, &segment)
    case IPProtocol.mpls: return mpls(bytes, at, end, &segment)
    case IPProtocol.etherIP:
      guard has(2, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: 2, segment) }
      guard bytes.u8(at: at) >> 4 == 3 else { return .none(.notTCP) }
      enter(.other, space: outerEnds(segment), &segment)
      return ethernet(bytes, at + 2, end, &segment)
    case IPProtocol.ethernet:
      enter(.other, space: outerEnds(segment), &segment)
      return ethernet(bytes, at, end, &segment)
    case IPProtocol.authentication:
      guard descend() else { return tooDeep(at, segment) }
      guard has(12, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: 12, segment) }
      let length = (Int(bytes.u8(at: at + 1)) + 2) * 4
      guard has(length, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: length, segment) }
      return transport(bytes.u8(at: at), bytes, at + length, end, &segment)
    default: return .none(.notTCP)
    }
  }
}
