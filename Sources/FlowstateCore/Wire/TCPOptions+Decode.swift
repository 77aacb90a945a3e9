extension TCPOptions {
  /// Forgets the options of an earlier segment. `blocks` stay: `blockCount` says which of them count.
  @inline(__always) mutating func clear() {
    kinds = []
    mss = 0
    windowScale = 0
    blockCount = 0
    fastOpenCookieLength = 0
    multipathSubtype = 0
    timestampValue = 0
    timestampEcho = 0
  }

  /// Reads an option list (RFC 9293 §3.2). The list ends at `end`; what the capture lacks of it is left out and marked
  /// `.cut`. A list that breaks its own lengths is marked `.malformed`, and what came before the break is kept.
  mutating func decode(_ bytes: RawSpan, from start: Int, to end: Int) {
    let captured = min(end, bytes.byteCount)
    var at = start
    var longest = 0
    var fillsEnd = false
    while at < captured {
      let kind = bytes.u8(at: at)
      if kind == 0 { break }
      if kind == 1 {
        let run = fillers(bytes, at, captured)
        if run >= 3, !isPadding(bytes, at, run, start, captured) { longest = max(longest, run) }
        if run == 3, at + run == end { fillsEnd = true }
        at += run
        continue
      }
      guard at + 2 <= captured else {
        kinds.insert(at + 2 > end ? .malformed : .cut)
        return
      }
      let length = Int(bytes.u8(at: at + 1))
      guard length >= 2, at + length <= end else {
        kinds.insert(.malformed)
        return
      }
      guard at + length <= captured else { break }
      if !option(kind, bytes, at, length) { kinds.insert(.malformed) }
      at += length
    }
    if captured < end, at >= captured || bytes.u8(at: at) != 0 { kinds.insert(.cut) }
    guard longest > 0, !has(.cut) else { return }
    if hidesOption(longest) || fillsEnd && !kinds.isSuperset(of: [.windowScale, .sackPermitted, .timestamps]) {
      kinds.insert(.fillerRun)
    }
  }

  /// The number of no-operation octets from a position on.
  private func fillers(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Int {
    var next = at + 1
    while next < end, bytes.u8(at: next) == 1 { next += 1 }
    return next - at
  }

  /// Whether fillers align. NetBSD does so twice between SACK permitted and timestamps: two end the one, two begin the other.
  private func isPadding(_ bytes: RawSpan, _ at: Int, _ run: Int, _ start: Int, _ captured: Int) -> Bool {
    run == 4 && at >= start + 2 && bytes.u8(at: at - 2) == 4 && bytes.u8(at: at - 1) == 2 && at + run < captured
      && bytes.u8(at: at + run) == 8
  }

  /// Whether fillers are as many as options that are not here took up, and up to three that aligned them. Three at the end
  /// of the list tell of a missing option of any length: stacks align before options, and who takes one away moves the
  /// others together.
  private func hidesOption(_ run: Int) -> Bool {
    let absent: InlineArray<4, Int> = [
      has(.mss) ? 0 : 4, has(.windowScale) ? 0 : 3, has(.sackPermitted) ? 0 : 2, has(.timestamps) ? 0 : 10,
    ]
    for set in 1..<16 {
      var length = 0
      for option in absent.indices where set >> option & 1 != 0 { length += absent[option] }
      if length > 0, length <= run, run <= length + 3 { return true }
    }
    return false
  }

  /// Reads one option that is captured whole; `false` when its length is not what its kind asks for.
  private mutating func option(_ kind: UInt8, _ bytes: RawSpan, _ at: Int, _ length: Int) -> Bool {
    switch kind {
    case 2:
      guard length == 4 else { return false }
      kinds.insert(.mss)
      mss = bytes.u16(at: at + 2)
    case 3:
      guard length == 3 else { return false }
      kinds.insert(.windowScale)
      windowScale = bytes.u8(at: at + 2)
    case 4:
      guard length == 2 else { return false }
      kinds.insert(.sackPermitted)
    case 5:
      guard length >= 10, (length - 2) % 8 == 0 else { return false }
      kinds.insert(.sack)
      blockCount = UInt8(truncatingIfNeeded: min(4, (length - 2) / 8))
      for index in 0..<Int(blockCount) {
        blocks[index] = Block(
          left: SequenceNumber(bytes.u32(at: at + 2 + index * 8)),
          right: SequenceNumber(bytes.u32(at: at + 6 + index * 8)))
      }
    case 8:
      guard length == 10 else { return false }
      kinds.insert(.timestamps)
      timestampValue = bytes.u32(at: at + 2)
      timestampEcho = bytes.u32(at: at + 6)
    case 19:
      guard length == 18 else { return false }
      kinds.insert(.authentication)
    case 29:
      guard length >= 4 else { return false }
      kinds.insert(.authentication)
    case 30:
      guard length >= 3 else { return false }
      if !kinds.contains(.multipath) { multipathSubtype = bytes.u8(at: at + 2) >> 4 }
      kinds.insert(.multipath)
    case 34: fastOpen(cookie: length - 2)
    case 253, 254:
      // Shared experimental kinds name their experiment (RFC 6994); Fast Open's is 0xF989 (RFC 7413 §4.1.1).
      if length >= 4, bytes.u16(at: at + 2) == 0xf989 {
        fastOpen(cookie: length - 4)
      } else {
        kinds.insert(.other)
      }
    default: kinds.insert(.other)
    }
    return true
  }

  private mutating func fastOpen(cookie length: Int) {
    kinds.insert(.fastOpen)
    fastOpenCookieLength = UInt8(truncatingIfNeeded: length)
  }
}
