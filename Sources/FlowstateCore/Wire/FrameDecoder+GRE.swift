extension FrameDecoder {
  /// Generic routing encapsulation (RFC 2784, RFC 2890; RFC 2637 for version 1).
  mutating func gre(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(4, bytes, at, end) else { return incomplete(.gre, bytes, at, end, needed: 4, segment) }
    let flags = bytes.u16(at: at)
    let type = bytes.u16(at: at + 2)
    switch flags & 7 {
    case 0: break
    case 1: return pptp(flags, type, bytes, at, end, &segment)
    default: return .none(.notTCP)
    }
    var length = 4
    if flags & 0xc000 != 0 { length += 4 }
    let keyAt = length
    if flags & 0x2000 != 0 { length += 4 }
    if flags & 0x1000 != 0 { length += 4 }
    guard has(length, bytes, at, end) else { return incomplete(.gre, bytes, at, end, needed: length, segment) }
    var payload = at + length
    if flags & 0x4000 != 0 {
      // Source route entries (RFC 1701): the last one is empty.
      while true {
        guard has(4, bytes, payload, end) else { return incomplete(.gre, bytes, payload, end, needed: 4, segment) }
        let entry = Int(bytes.u8(at: payload + 3))
        payload += 4 + entry
        if entry == 0 { break }
      }
    }
    let space = flags & 0x2000 != 0 ? UInt64(bytes.u32(at: at + keyAt)) : outerEnds(segment)
    switch type {
    case EtherType.erspan2, EtherType.erspan3:
      return erspan(type, sequenced: flags & 0x1000 != 0, bytes, payload, end, &segment)
    case EtherType.cacheRedirect:
      // Version 2 of WCCP puts four octets before the packet.
      enter(.gre, space: space, &segment)
      return anyIP(.gre, bytes, looksLikeIP(bytes, payload, end) ? payload : payload + 4, end, &segment)
    case 0x8200...0x82ff where type & 0x0f == 0:
      // Aruba access points carry 802.11 frames, one protocol number a radio and queue.
      enter(.gre, space: space, &segment)
      return wlan(bytes, payload, end, padded: false, &segment)
    default:
      enter(.gre, space: space, &segment)
      let outcome = etherType(type, bytes, payload, end, &segment)
      return outcome == .none(.notIP) ? .none(.notTCP) : outcome
    }
  }

  /// Version 1 carries PPP (RFC 2637 §4.1). Call identifiers differ by direction, so they do not tell spaces apart.
  private mutating func pptp(
    _ flags: UInt16, _ type: UInt16, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard type == EtherType.ppp else { return .none(.notTCP) }
    let length = 8 + (flags & 0x1000 != 0 ? 4 : 0) + (flags & 0x0080 != 0 ? 4 : 0)
    guard has(length, bytes, at, end) else { return incomplete(.gre, bytes, at, end, needed: length, segment) }
    let payloadLength = Int(bytes.u16(at: at + 4))
    // Without payload this is an acknowledgment only.
    guard flags & 0x1000 != 0, payloadLength > 0 else { return .none(.notTCP) }
    enter(.pptp, space: outerEnds(segment), &segment)
    let outcome = ppp(bytes, at + length, min(end, at + length + payloadLength), &segment)
    return outcome == .none(.notIP) ? .none(.notTCP) : outcome
  }

  /// ERSPAN I (no header of its own), II and III: a mirrored Ethernet frame.
  private mutating func erspan(
    _ type: UInt16, sequenced: Bool, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    if type == EtherType.erspan2, !sequenced {
      enter(.erspan, space: 0, &segment)
      return ethernet(bytes, at, end, &segment)
    }
    let length = type == EtherType.erspan2 ? 8 : 12
    guard has(length, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: length, segment) }
    // Both directions of a mirrored link come in one session or in two: the session tells nothing about spaces.
    enter(.erspan, space: 0, &segment)
    if type == EtherType.erspan2 { return ethernet(bytes, at + 8, end, &segment) }
    let last = bytes.u16(at: at + 10)
    let payload = at + 12 + (last & 1 != 0 ? 8 : 0)
    // The frame type: 0 is Ethernet, 2 an IP packet.
    switch last >> 10 & 0x1f {
    case 0: return ethernet(bytes, payload, end, &segment)
    case 2: return anyIP(.tunnel, bytes, payload, end, &segment)
    default: return .none(.notTCP)
    }
  }
}
