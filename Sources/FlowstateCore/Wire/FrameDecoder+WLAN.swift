extension FrameDecoder {
  /// IEEE 802.11 data frames that are not encrypted. `padded`: the header is padded to a multiple of four octets.
  mutating func wlan(
    _ bytes: RawSpan, _ at: Int, _ end: Int, padded: Bool, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(2, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 2, segment) }
    let control = bytes.littleEndianU16(at: at)
    let subtype = control >> 4 & 0x0f
    // Data frames with a body; a protected body is encrypted.
    guard control & 0x0c == 0x08, subtype & 0x04 == 0, control & 0x4000 == 0 else { return .none(.notIP) }
    let quality = subtype & 0x08 != 0
    var length = control & 0x0300 == 0x0300 ? 30 : 24
    let qualityAt = at + length
    if quality { length += control & 0x8000 != 0 ? 6 : 2 }
    guard has(length, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: length, segment) }
    segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 8) & 0xffff_ffff_ffff)
    if control & 0x0400 != 0 || bytes.u8(at: at + 22) & 0x0f != 0 { return .none(.fragment) }
    let body = at + (padded ? (length + 3) & ~3 : length)
    if quality, bytes.u8(at: qualityAt) & 0x80 != 0 { return aggregate(bytes, body, end, &segment) }
    return llc(bytes, body, end, &segment)
  }

  /// An A-MSDU: several frames in one. The first TCP segment in it is the one of the frame.
  private mutating func aggregate(_ bytes: RawSpan, _ start: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome
  {
    var at = start
    var outcome = DecodeOutcome.none(.notIP)
    var subframes = 0
    let before = (vlans: segment.vlans, tunnels: segment.tunnels, space: segment.space, depth: depth)
    while has(14, bytes, at, end), subframes < settings.depthLimit {
      let length = Int(bytes.u16(at: at + 12))
      guard length > 0 else { break }
      (segment.vlans, segment.tunnels, segment.space, depth) = before
      outcome = llc(bytes, at + 14, min(end, at + 14 + length), &segment)
      if case .none = outcome {} else { break }
      at += (14 + length + 3) & ~3
      subframes += 1
    }
    return outcome
  }

  /// Radiotap: a header that names its length and whether the 802.11 header is padded.
  mutating func radiotap(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(8, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 8, segment) }
    let length = Int(bytes.littleEndianU16(at: at + 2))
    guard length >= 8 else { return badLength(.link, at, needed: 8, available: length, segment) }
    guard has(length, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: length, segment) }
    let present = bytes.littleEndianU32(at: at + 4)
    var field = 8
    // More words of presence bits follow while the highest bit is set.
    var word = present
    while word >> 31 != 0, field + 4 <= length {
      word = bytes.littleEndianU32(at: at + field)
      field += 4
    }
    if present & 1 != 0 { field = (field + 7) & ~7 + 8 }
    let flags = present & 2 != 0 && field < length ? bytes.u8(at: at + field) : 0
    return wlan(bytes, at + length, end, padded: flags & 0x20 != 0, &segment)
  }

  /// The Prism header, in the capturing host's byte order; AVS headers come under the same link type.
  mutating func prism(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(8, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 8, segment) }
    if bytes.u32(at: at) >> 16 == 0x8021 { return avs(bytes, at, end, &segment) }
    let word = bytes.littleEndianU32(at: at + 4)
    let length = Int(word > 0xffff ? word.byteSwapped : word)
    guard length >= 8 else { return badLength(.link, at, needed: 8, available: length, segment) }
    return wlan(bytes, at + length, end, padded: false, &segment)
  }

  /// The AVS header, in network order.
  mutating func avs(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(8, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 8, segment) }
    let length = Int(bytes.u32(at: at + 4))
    guard length >= 8 else { return badLength(.link, at, needed: 8, available: length, segment) }
    return wlan(bytes, at + length, end, padded: false, &segment)
  }
}
