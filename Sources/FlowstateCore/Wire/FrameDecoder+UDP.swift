extension FrameDecoder {
  /// UDP (RFC 768), for the tunnels that it carries. A datagram that is no tunnel after all is simply not TCP.
  @inline(never) mutating func udp(
    _ bytes: RawSpan, _ at: Int, _ udpEnd: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(8, bytes, at, udpEnd) else { return incomplete(.udp, bytes, at, udpEnd, needed: 8, segment) }
    let length = Int(bytes.u16(at: at + 4))
    let end = length >= 8 && at + length < udpEnd ? at + length : udpEnd
    let payload = at + 8
    guard has(8, bytes, payload, end) else { return .none(.notTCP) }
    let source = bytes.u16(at: at)
    let destination = bytes.u16(at: at + 2)
    let outcome: DecodeOutcome
    if let found = tunnel(port: destination, bytes, payload, end, &segment) {
      outcome = found
    } else if let found = tunnel(port: source, bytes, payload, end, &segment) {
      outcome = found
    } else if isTeredo(bytes, payload, end) {
      outcome = teredo(bytes, payload, end, &segment)
    } else {
      return .none(.notTCP)
    }
    return outcome == .none(.notIP) ? .none(.notTCP) : outcome
  }

  /// The tunnel of a well-known port, or `nil` when the octets are not what the port promises.
  private mutating func tunnel(
    port: UInt16, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome? {
    switch port {
    case 4789, 8472: return vxlan(bytes, at, end, &segment)
    case 4790: return vxlanGPE(bytes, at, end, &segment)
    case 6081: return geneve(bytes, at, end, &segment)
    case 2152: return gtpU(bytes, at, end, &segment)
    case 3386: return gtpV0(bytes, at, end, &segment)
    case 3544: return teredo(bytes, at, end, &segment)
    case 4754: return greInUDP(bytes, at, end, &segment)
    case 6635: return mpls(bytes, at, end, &segment)
    case 1701: return layer2TP(bytes, at, end, &segment)
    case 5072: return ayiya(bytes, at, end, &segment)
    case 4341: return lisp(bytes, at, end, &segment)
    default: return nil
    }
  }

  /// VXLAN (RFC 7348); 8472 is Linux's and Flannel's old port.
  private mutating func vxlan(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    guard bytes.u8(at: at) & 0x08 != 0 else { return nil }
    enter(.vxlan, space: UInt64(bytes.u24(at: at + 4)), &segment)
    return ethernet(bytes, at + 8, end, &segment)
  }

  /// VXLAN with a next protocol (draft-ietf-nvo3-vxlan-gpe).
  private mutating func vxlanGPE(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    let flags = bytes.u8(at: at)
    guard flags & 0x08 != 0 else { return nil }
    enter(.vxlan, space: UInt64(bytes.u24(at: at + 4)), &segment)
    return nextProtocol(flags & 0x04 != 0 ? bytes.u8(at: at + 3) : 3, bytes, at + 8, end, &segment)
  }

  /// Geneve (RFC 8926).
  private mutating func geneve(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    let first = bytes.u8(at: at)
    guard first >> 6 == 0 else { return nil }
    enter(.geneve, space: UInt64(bytes.u24(at: at + 4)), &segment)
    return etherType(bytes.u16(at: at + 2), bytes, at + 8 + Int(first & 0x3f) * 4, end, &segment)
  }

  /// GTP-U (3GPP TS 29.281 §5): user packets only. Each receiver chooses its tunnel identifier, so two belong to a
  /// connection, and they do not tell spaces apart.
  private mutating func gtpU(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    let flags = bytes.u8(at: at)
    guard flags & 0xf0 == 0x30, bytes.u8(at: at + 1) == 0xff else { return nil }
    var payload = at + 8
    if flags & 0x07 != 0 {
      guard has(12, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: 12, segment) }
      var next = flags & 0x04 != 0 ? bytes.u8(at: at + 11) : 0
      payload += 4
      while next != 0 {
        guard has(1, bytes, payload, end) else { return incomplete(.tunnel, bytes, payload, end, needed: 4, segment) }
        let length = Int(bytes.u8(at: payload)) * 4
        guard length > 0 else { return badLength(.tunnel, payload, needed: 4, available: 0, segment) }
        guard has(length, bytes, payload, end) else {
          return incomplete(.tunnel, bytes, payload, end, needed: length, segment)
        }
        next = bytes.u8(at: payload + length - 1)
        payload += length
      }
    }
    enter(.gtpU, space: outerEnds(segment), &segment)
    return anyIP(.tunnel, bytes, payload, end, &segment)
  }

  /// The first version of GTP (GSM 09.60): user packets have a header of 20 octets.
  private mutating func gtpV0(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    guard bytes.u8(at: at) >> 4 == 1, bytes.u8(at: at + 1) == 0xff else { return nil }
    enter(.gtpU, space: outerEnds(segment), &segment)
    return anyIP(.tunnel, bytes, at + 20, end, &segment)
  }

  /// Teredo (RFC 4380 §5.1.1): optional authentication and origin, then IPv6.
  private mutating func teredo(_ bytes: RawSpan, _ start: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    var at = start
    if has(4, bytes, at, end), bytes.u16(at: at) == 0x0001 {
      at += 13 + Int(bytes.u8(at: at + 2)) + Int(bytes.u8(at: at + 3))
    }
    if has(2, bytes, at, end), bytes.u16(at: at) == 0x0000 { at += 8 }
    guard has(1, bytes, at, end), bytes.u8(at: at) >> 4 == 6 else { return .none(.notTCP) }
    enter(.teredo, space: 0, &segment)
    return ipv6(bytes, at, end, &segment)
  }

  /// Teredo between clients uses any port: an IPv6 packet that fills the datagram, with an end in 2001::/32.
  private func isTeredo(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
    guard has(40, bytes, at, end), bytes.u8(at: at) >> 4 == 6 else { return false }
    guard at + 40 + Int(bytes.u16(at: at + 4)) == end else { return false }
    return bytes.u32(at: at + 8) == 0x2001_0000 || bytes.u32(at: at + 24) == 0x2001_0000
  }

  /// GRE in UDP (RFC 8086): version 0 with reserved bits clear.
  private mutating func greInUDP(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    guard bytes.u16(at: at) & 0x4fff == 0 else { return nil }
    return gre(bytes, at, end, &segment)
  }

  /// L2TP version 2 (RFC 2661 §3.1): data messages carry PPP.
  private mutating func layer2TP(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    let flags = bytes.u16(at: at)
    guard flags & 0x800f == 2 else { return nil }
    var payload = at + 6 + (flags & 0x4000 != 0 ? 2 : 0) + (flags & 0x0800 != 0 ? 4 : 0)
    if flags & 0x0200 != 0 {
      guard has(2, bytes, payload, end) else { return incomplete(.tunnel, bytes, payload, end, needed: 2, segment) }
      payload += 2 + Int(bytes.u16(at: payload))
    }
    enter(.l2tp, space: outerEnds(segment), &segment)
    return ppp(bytes, payload, end, &segment)
  }

  /// AYIYA (draft-massar-v6ops-ayiya): identity and signature lengths in words, then the packet.
  private mutating func ayiya(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    let identity = 1 << Int(bytes.u8(at: at) >> 4)
    let signature = Int(bytes.u8(at: at + 1) >> 4) * 4
    let next = bytes.u8(at: at + 3)
    guard bytes.u8(at: at + 2) & 0x0f == 1, next == IPProtocol.ipv6 || next == IPProtocol.ipv4 else { return nil }
    let payload = at + 8 + identity + signature
    guard looksLikeIP(bytes, payload, end) else { return nil }
    enter(.other, space: outerEnds(segment), &segment)
    return anyIP(.tunnel, bytes, payload, end, &segment)
  }

  /// LISP data (RFC 9300 §5): eight octets, then the packet.
  private mutating func lisp(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome? {
    guard looksLikeIP(bytes, at + 8, end) else { return nil }
    enter(.other, space: outerEnds(segment), &segment)
    return anyIP(.tunnel, bytes, at + 8, end, &segment)
  }
}
