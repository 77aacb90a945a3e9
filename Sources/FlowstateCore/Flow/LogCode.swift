/// One logged segment in octets: two words that every segment has, then the parts that it has besides.
///
/// Frame, time and numbers are relative to what was logged before (`LogBase`). Most segments take 16 to 30 octets.
enum LogCode {
  /// No segment takes more octets. A word is stored at each position, so buffers hold 8 more.
  static let most = 80

  /// What a segment holds besides what every segment holds.
  struct Parts: OptionSet {
    let rawValue: UInt16
    static let fromSecond = Parts(rawValue: 1)
    static let hasTimestamps = Parts(rawValue: 2)
    static let fastOpen = Parts(rawValue: 4)
    /// SEG.SEQ is not where its sender's last segment ended.
    static let sequence = Parts(rawValue: 8)
    /// SEG.ACK is not where its receiver's last segment ended.
    static let acknowledgment = Parts(rawValue: 16)
    /// TSval or TSecr is not 0.
    static let timestamps = Parts(rawValue: 32)
    /// Payload and its hash.
    static let payload = Parts(rawValue: 64)
    static let notes = Parts(rawValue: 128)
    static let elided = Parts(rawValue: 256)
    static let sack = Parts(rawValue: 512)
    static let highFlags = Parts(rawValue: 1024)
    /// More payload than 65535 octets.
    static let longPayload = Parts(rawValue: 2048)
    /// The frame, or the time, is too far from the one before.
    static let farFrame = Parts(rawValue: 4096)
    static let farTime = Parts(rawValue: 8192)

    /// Those from `notes` on. A number: a set of so many would be made anew each time.
    static let rare: UInt16 = 0xff80

    /// This part's bit, or 0.
    @inline(__always) func bit(_ isThere: Bool) -> UInt16 { isThere ? rawValue : 0 }
  }

  @inline(__always)
  private static func parts(_ segment: LoggedSegment, side: Int, _ base: LogBase) -> UInt16 {
    let frame = segment.frame &- base.frame
    let time = segment.time &- base.time
    var parts: UInt16 = side == 1 ? Parts.fromSecond.rawValue : 0
    parts |= Parts.hasTimestamps.bit(segment.hasTimestamps)
    parts |= Parts.fastOpen.bit(segment.hasFastOpen)
    parts |= Parts.sequence.bit(segment.sequence.rawValue != base.ends[side])
    parts |= Parts.acknowledgment.bit(segment.acknowledgment.rawValue != base.ends[1 &- side])
    parts |= Parts.timestamps.bit(segment.timestampValue | segment.timestampEcho != 0)
    parts |= Parts.payload.bit(segment.payloadLength | segment.payloadHash != 0)
    parts |= Parts.notes.bit(segment.notes.rawValue != 0)
    parts |= Parts.elided.bit(segment.elided != 0)
    parts |= Parts.sack.bit(
      segment.sackCount != 0 || segment.sack.left.rawValue | segment.sack.right.rawValue != 0)
    parts |= Parts.highFlags.bit(segment.flags.rawValue > 0xff)
    parts |= Parts.longPayload.bit(segment.payloadLength > 0xffff)
    parts |= Parts.farFrame.bit(frame > 0xffff)
    parts |= Parts.farTime.bit(time != Int64(Int32(truncatingIfNeeded: time)))
    return parts
  }

  /// Writes a segment of end `side`.
  @inline(__always)
  static func write(_ segment: LoggedSegment, side: Int, _ base: LogBase, to octets: inout LogOctets) {
    let parts = parts(segment, side: side, base)
    let frame = (segment.frame &- base.frame) & 0xffff
    let time = UInt64(bitPattern: segment.time &- base.time)
    octets.put(
      UInt64(parts) | frame << 16 | UInt64(segment.window) << 32 | UInt64(segment.identification) << 48, 8)
    octets.put(
      UInt64(segment.flags.rawValue & 0xff) | UInt64(segment.hopLimit) << 8 | UInt64(segment.marks.rawValue) << 16
        | time << 32, 8)
    if parts & Parts.sequence.rawValue != 0 { octets.put(UInt64(segment.sequence.rawValue), 4) }
    if parts & Parts.acknowledgment.rawValue != 0 { octets.put(UInt64(segment.acknowledgment.rawValue), 4) }
    if parts & Parts.timestamps.rawValue != 0 {
      octets.put(UInt64(segment.timestampValue) | UInt64(segment.timestampEcho) << 32, 8)
    }
    if parts & Parts.payload.rawValue != 0 {
      octets.put(UInt64(segment.payloadLength & 0xffff) | UInt64(segment.payloadHash) << 16, 6)
    }
    if parts & Parts.rare != 0 { writeRare(segment, parts, to: &octets) }
  }

  @inline(never)
  private static func writeRare(_ segment: LoggedSegment, _ bits: UInt16, to octets: inout LogOctets) {
    let parts = Parts(rawValue: bits)
    if parts.contains(.notes) { octets.put(UInt64(segment.notes.rawValue), 4) }
    if parts.contains(.elided) { octets.put(UInt64(segment.elided), 4) }
    if parts.contains(.sack) {
      octets.put(UInt64(segment.sackCount), 1)
      octets.put(UInt64(segment.sack.left.rawValue) | UInt64(segment.sack.right.rawValue) << 32, 8)
    }
    if parts.contains(.highFlags) { octets.put(UInt64(segment.flags.rawValue >> 8), 1) }
    if parts.contains(.longPayload) { octets.put(UInt64(segment.payloadLength >> 16), 2) }
    if parts.contains(.farFrame) { octets.put(segment.frame, 8) }
    if parts.contains(.farTime) { octets.put(UInt64(bitPattern: segment.time), 8) }
  }

  /// Reads a segment; its sender is `.client` where end `client` (0 or 1) sent it. `base` is what was read before.
  @inline(__always)
  static func read(_ octets: inout LogOctets, _ base: inout LogBase, client: Int) -> LoggedSegment {
    var segment = LoggedSegment()
    let first = octets.take(8)
    let second = octets.take(8)
    let parts = Parts(rawValue: UInt16(truncatingIfNeeded: first))
    let side = parts.contains(.fromSecond) ? 1 : 0
    segment.sender = side == client ? .client : .server
    segment.frame = base.frame &+ (first >> 16 & 0xffff)
    segment.window = UInt16(truncatingIfNeeded: first >> 32)
    segment.identification = UInt16(truncatingIfNeeded: first >> 48)
    segment.flags = TCPFlags(rawValue: UInt16(truncatingIfNeeded: second & 0xff))
    segment.hopLimit = UInt8(truncatingIfNeeded: second >> 8)
    segment.marks = SegmentMarks(rawValue: UInt16(truncatingIfNeeded: second >> 16))
    segment.time = base.time &+ Int64(Int32(truncatingIfNeeded: second >> 32))
    segment.hasTimestamps = parts.contains(.hasTimestamps)
    segment.hasFastOpen = parts.contains(.fastOpen)
    segment.sequence = SequenceNumber(
      parts.contains(.sequence) ? UInt32(truncatingIfNeeded: octets.take(4)) : base.ends[side])
    segment.acknowledgment = SequenceNumber(
      parts.contains(.acknowledgment) ? UInt32(truncatingIfNeeded: octets.take(4)) : base.ends[1 &- side])
    if parts.contains(.timestamps) {
      let values = octets.take(8)
      segment.timestampValue = UInt32(truncatingIfNeeded: values)
      segment.timestampEcho = UInt32(truncatingIfNeeded: values >> 32)
    }
    if parts.contains(.payload) {
      let payload = octets.take(6)
      segment.payloadLength = UInt32(truncatingIfNeeded: payload & 0xffff)
      segment.payloadHash = UInt32(truncatingIfNeeded: payload >> 16)
    }
    if parts.rawValue & Parts.rare != 0 { readRare(&octets, parts, into: &segment) }
    base.pass(segment, side: side)
    return segment
  }

  @inline(never)
  private static func readRare(_ octets: inout LogOctets, _ parts: Parts, into segment: inout LoggedSegment) {
    if parts.contains(.notes) { segment.notes = SegmentNotes(rawValue: UInt32(truncatingIfNeeded: octets.take(4))) }
    if parts.contains(.elided) { segment.elided = UInt32(truncatingIfNeeded: octets.take(4)) }
    if parts.contains(.sack) {
      segment.sackCount = UInt8(truncatingIfNeeded: octets.take(1))
      let edges = octets.take(8)
      segment.sack.left = SequenceNumber(UInt32(truncatingIfNeeded: edges))
      segment.sack.right = SequenceNumber(UInt32(truncatingIfNeeded: edges >> 32))
    }
    if parts.contains(.highFlags) {
      segment.flags = TCPFlags(rawValue: segment.flags.rawValue | UInt16(truncatingIfNeeded: octets.take(1)) << 8)
    }
    if parts.contains(.longPayload) { segment.payloadLength |= UInt32(truncatingIfNeeded: octets.take(2)) << 16 }
    if parts.contains(.farFrame) { segment.frame = octets.take(8) }
    if parts.contains(.farTime) { segment.time = Int64(bitPattern: octets.take(8)) }
  }
}
