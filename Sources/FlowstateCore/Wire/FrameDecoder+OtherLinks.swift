extension FrameDecoder {
  /// FDDI, token ring, IP over Fibre Channel, IP over InfiniBand, and Ethernet with its preamble.
  mutating func otherLAN(
    _ type: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch type {
    case LinkType.fddi:
      guard has(13, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 13, segment) }
      guard bytes.u8(at: at) & 0xf0 == 0x50 else { return .none(.notIP) }
      segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 5) & 0xffff_ffff_ffff)
      return llc(bytes, at + 13, end, &segment)
    case LinkType.tokenRing:
      guard has(15, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 15, segment) }
      guard bytes.u8(at: at + 1) & 0xc0 == 0x40 else { return .none(.notIP) }
      let routed = bytes.u8(at: at + 8) & 0x80 != 0
      segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 6) & 0x7fff_ffff_ffff_0000)
      return llc(bytes, at + 14 + (routed ? Int(bytes.u8(at: at + 14) & 0x1f) : 0), end, &segment)
    case LinkType.fibreChannelIP:
      return llc(bytes, at + 16, end, &segment)
    case LinkType.ipOverInfiniband:
      guard has(44, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 44, segment) }
      return etherType(bytes.u16(at: at + 40), bytes, at + 44, end, &segment)
    default:
      guard has(8, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 8, segment) }
      // Whole express frames begin with the ordinary delimiter; fragments of preempted frames do not.
      guard bytes.u8(at: at + 7) == 0xd5 else { return .none(.notIP) }
      return ethernet(bytes, at + 8, end, &segment)
    }
  }

  /// ARCNET, as the BSDs and Linux capture it (RFC 1051, RFC 1201).
  mutating func arcnet(
    _ type: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    let header = type == LinkType.arcnetLinux ? 5 : 3
    guard has(header, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: header, segment) }
    segment.linkSourceHash = Self.linkHash(UInt64(bytes.u8(at: at)))
    let proto = bytes.u8(at: at + header - 1)
    if proto == 240 { return ipv4(bytes, at + header, end, &segment) }
    guard proto == 212 || proto == 196 else { return .none(.notIP) }
    guard has(header + 3, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: header + 3, segment) }
    // A split packet: the flag counts fragments.
    guard bytes.u8(at: at + header) == 0 else { return .none(.fragment) }
    return anyIP(.link, bytes, at + header + 3, end, &segment)
  }

  /// OpenBSD's packet filter log.
  mutating func pflog(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(4, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 4, segment) }
    let length = (Int(bytes.u8(at: at)) + 3) & ~3
    guard has(length, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: length, segment) }
    if length >= 61 {
      if bytes.u8(at: at + 60) == 1 { segment.marks.insert(.incoming) }
      if bytes.u8(at: at + 60) == 2 { segment.marks.insert(.outgoing) }
    }
    return family(UInt32(bytes.u8(at: at + 1)), bytes, at + length, end, &segment)
  }

  /// OpenBSD's IPsec interface: family in the capturing host's byte order, SPI, flags.
  mutating func enc(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(12, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 12, segment) }
    let word = bytes.littleEndianU32(at: at)
    return family(word > 0xffff ? word.byteSwapped : word, bytes, at + 12, end, &segment)
  }

  /// Linux netfilter log: attributes in the capturing host's byte order, one of which is the packet.
  mutating func nflog(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(4, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 4, segment) }
    let family = UInt32(bytes.u8(at: at))
    var attribute = at + 4
    // The length of the first attribute tells the byte order: as a 16-bit number it is small in only one of the two.
    guard has(4, bytes, attribute, end) else { return .none(.notIP) }
    let swapped = bytes.littleEndianU16(at: attribute) > bytes.u16(at: attribute)
    while has(4, bytes, attribute, end) {
      let length = Int(swapped ? bytes.u16(at: attribute) : bytes.littleEndianU16(at: attribute))
      let kind = (swapped ? bytes.u16(at: attribute + 2) : bytes.littleEndianU16(at: attribute + 2)) & 0x7fff
      guard length >= 4 else { return badLength(.link, attribute, needed: 4, available: length, segment) }
      if kind == 9 {
        return self.family(family, bytes, attribute + 4, min(end, attribute + length), &segment)
      }
      attribute += (length + 3) & ~3
    }
    return .none(.notIP)
  }

  /// Juniper's pseudo-header: magic, flags, optional extensions.
  mutating func juniper(
    _ type: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(6, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 6, segment) }
    guard bytes.u24(at: at) == 0x4d4743 else { return .none(.notIP) }
    let flags = bytes.u8(at: at + 3)
    segment.marks.insert(flags & 1 != 0 ? .incoming : .outgoing)
    let start = at + 4 + (flags & 0x80 != 0 ? 2 + Int(bytes.u16(at: at + 4)) : 0)
    if flags & 2 != 0 { return anyIP(.link, bytes, start + 4, end, &segment) }
    switch type {
    case LinkType.juniperPPP: return ppp(bytes, start, end, &segment)
    case LinkType.juniperFrameRelay: return frameRelay(bytes, start, end, &segment)
    case LinkType.juniperCiscoHDLC: return ciscoHDLC(bytes, start, end, &segment)
    default: return ethernet(bytes, start, end, &segment)
    }
  }

  /// Per-packet information (PPI): a header that names another link type.
  mutating func packetInformation(
    _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(8, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 8, segment) }
    let length = Int(bytes.littleEndianU16(at: at + 2))
    guard length >= 8 else { return badLength(.link, at, needed: 8, available: length, segment) }
    return link(bytes.littleEndianU32(at: at + 4), bytes, at + length, end, &segment)
  }

  /// Apple's pktap: a header that names another link type and the direction.
  mutating func pktap(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(40, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 40, segment) }
    let length = Int(bytes.littleEndianU32(at: at))
    guard length >= 40 else { return badLength(.link, at, needed: 40, available: length, segment) }
    let flags = bytes.littleEndianU32(at: at + 36)
    if flags & 1 != 0 { segment.marks.insert(.incoming) }
    if flags & 2 != 0 { segment.marks.insert(.outgoing) }
    return link(bytes.littleEndianU32(at: at + 8), bytes, at + length, end, &segment)
  }
}
