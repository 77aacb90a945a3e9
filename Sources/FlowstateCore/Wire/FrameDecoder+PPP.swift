extension FrameDecoder {
  /// PPP (RFC 1661, RFC 1662), with or without address and control octets; Cisco's HDLC by its own address octet.
  mutating func ppp(_ bytes: RawSpan, _ start: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(start, segment) }
    var at = start
    guard has(2, bytes, at, end) else { return incomplete(.ppp, bytes, at, end, needed: 2, segment) }
    let first = bytes.u16(at: at)
    if first == 0xff03 { at += 2 }
    if first == 0x0f00 || first == 0x8f00 { return ciscoHDLC(bytes, at, end, &segment) }
    guard has(2, bytes, at, end) else { return incomplete(.ppp, bytes, at, end, needed: 2, segment) }
    // An odd first octet is the whole number, compressed (RFC 1661 §6.5).
    let compressed = bytes.u8(at: at) & 1 != 0
    let type = compressed ? UInt16(bytes.u8(at: at)) : bytes.u16(at: at)
    at += compressed ? 1 : 2
    switch type {
    case 0x0021: return ipv4(bytes, at, end, &segment)
    case 0x0057: return ipv6(bytes, at, end, &segment)
    case 0x0281, 0x0283: return mpls(bytes, at, end, &segment)
    case 0x0031: return bridged(bytes, at, end, &segment)
    case 0x003d: return multilink(bytes, at, end, &segment)
    default: return .none(.notIP)
    }
  }

  /// Bridging over PPP (RFC 3518 §4.2): Ethernet only.
  private mutating func bridged(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(2, bytes, at, end) else { return incomplete(.ppp, bytes, at, end, needed: 2, segment) }
    let flags = bytes.u8(at: at)
    guard bytes.u8(at: at + 1) == 1 else { return .none(.notIP) }
    return ethernet(bytes, at + (flags & 0x40 != 0 ? 6 : 2), end, &segment)
  }

  /// Multilink PPP (RFC 1990) with long sequence numbers: packets that were not split.
  private mutating func multilink(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(4, bytes, at, end) else { return incomplete(.ppp, bytes, at, end, needed: 4, segment) }
    guard bytes.u8(at: at) & 0xc0 == 0xc0 else { return .none(.fragment) }
    return ppp(bytes, at + 4, end, &segment)
  }

  /// PPPoE session (RFC 2516).
  mutating func pppoe(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(6, bytes, at, end) else { return incomplete(.ppp, bytes, at, end, needed: 6, segment) }
    guard bytes.u8(at: at + 1) == 0 else { return .none(.notIP) }
    enter(.pppoe, space: UInt64(bytes.u16(at: at + 2)), &segment)
    return ppp(bytes, at + 6, end, &segment)
  }
}
