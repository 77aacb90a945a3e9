/// One logged segment in octets: 27 that every segment has, then the parts that it has besides.
///
/// Frame and time are relative to the first ones of the connection. Most segments take 27 to 41 octets.
enum LogCode {
  /// No segment takes more octets. A word is stored at each position, so buffers hold 8 more.
  static let most = 80
  /// What every segment takes.
  private static let least = 27

  /// What a segment holds besides what every segment holds.
  struct Parts: OptionSet {
    let rawValue: UInt16
    static let fromSecond = Parts(rawValue: 1)
    static let hasTimestamps = Parts(rawValue: 2)
    static let fastOpen = Parts(rawValue: 4)
    /// TSval or TSecr is not 0.
    static let timestamps = Parts(rawValue: 8)
    /// Payload of up to 65535 octets, and its hash.
    static let payload = Parts(rawValue: 16)
    static let notes = Parts(rawValue: 32)
    static let elided = Parts(rawValue: 64)
    static let sack = Parts(rawValue: 128)
    static let highFlags = Parts(rawValue: 256)
    static let longPayload = Parts(rawValue: 512)
    static let farFrame = Parts(rawValue: 1024)
    static let farTime = Parts(rawValue: 2048)

    /// Those from `notes` on. A number: a set of so many would be made anew each time.
    static let rare: UInt16 = 0xffe0

    /// This part's bit, or 0.
    @inline(__always) func bit(_ isThere: Bool) -> UInt16 { isThere ? rawValue : 0 }
  }

  /// Writes a segment of end `side`.
  @inline(__always)
  static func write(_ segment: LoggedSegment, side: Int, _ log: LogHandle, to octets: inout LogOctets) {
    let frame = segment.frame &- log.frame
    let time = segment.time &- log.time
    var parts: UInt16 = side == 1 ? Parts.fromSecond.rawValue : 0
    parts |= Parts.hasTimestamps.bit(segment.hasTimestamps)
    parts |= Parts.fastOpen.bit(segment.hasFastOpen)
    parts |= Parts.timestamps.bit(segment.timestampValue | segment.timestampEcho != 0)
    parts |= Parts.payload.bit(segment.payloadLength | segment.payloadHash != 0)
    parts |= Parts.notes.bit(segment.notes.rawValue != 0)
    parts |= Parts.elided.bit(segment.elided != 0)
    parts |= Parts.sack.bit(
      segment.sackCount != 0 || segment.sack.left.rawValue | segment.sack.right.rawValue != 0)
    parts |= Parts.highFlags.bit(segment.flags.rawValue > 0xff)
    parts |= Parts.longPayload.bit(segment.payloadLength > 0xffff)
    parts |= Parts.farFrame.bit(frame > 0xffff_ffff)
    parts |= Parts.farTime.bit(time != (time << 24) >> 24)
    octets.put(frame & 0xffff_ffff | UInt64(bitPattern: time) << 32, 8)
    octets.put(UInt64(segment.sequence.rawValue) | UInt64(segment.acknowledgment.rawValue) << 32, 8)
    var header = UInt64(segment.window) | UInt64(segment.identification) << 16 | UInt64(segment.marks.rawValue) << 32
    header |= UInt64(segment.flags.rawValue & 0xff) << 48 | UInt64(segment.hopLimit) << 56
    octets.put(header, 8)
    octets.put(UInt64(parts) | (UInt64(bitPattern: time) >> 32) << 16, 3)
    if parts & Parts.timestamps.rawValue != 0 {
      octets.put(UInt64(segment.timestampValue) | UInt64(segment.timestampEcho) << 32, 8)
    }
    if parts & Parts.payload.rawValue != 0 {
      octets.put(UInt64(segment.payloadLength & 0xffff) | UInt64(segment.payloadHash) << 16, 6)
    }
    if parts & Parts.rare != 0 { writeRare(segment, parts, frame, time, to: &octets) }
  }

  @inline(never)
  private static func writeRare(
    _ segment: LoggedSegment, _ bits: UInt16, _ frame: UInt64, _ time: Nanoseconds, to octets: inout LogOctets
  ) {
    let parts = Parts(rawValue: bits)
    if parts.contains(.notes) { octets.put(UInt64(segment.notes.rawValue), 4) }
    if parts.contains(.elided) { octets.put(UInt64(segment.elided), 4) }
    if parts.contains(.sack) {
      octets.put(UInt64(segment.sackCount), 1)
      octets.put(UInt64(segment.sack.left.rawValue) | UInt64(segment.sack.right.rawValue) << 32, 8)
    }
    if parts.contains(.highFlags) { octets.put(UInt64(segment.flags.rawValue >> 8), 1) }
    if parts.contains(.longPayload) { octets.put(UInt64(segment.payloadLength >> 16), 2) }
    if parts.contains(.farFrame) { octets.put(frame >> 32, 4) }
    if parts.contains(.farTime) { octets.put(UInt64(bitPattern: time), 8) }
  }

  /// Reads a segment; its sender is `.client` where end `client` (0 or 1) sent it.
  @inline(__always)
  static func read(_ octets: inout LogOctets, _ log: LogHandle, client: Int) -> LoggedSegment {
    var segment = LoggedSegment()
    let place = octets.take(8)
    let numbers = octets.take(8)
    let header = octets.take(8)
    let rest = octets.take(3)
    let parts = Parts(rawValue: UInt16(truncatingIfNeeded: rest))
    segment.sender = (parts.contains(.fromSecond) ? 1 : 0) == client ? .client : .server
    segment.frame = log.frame &+ (place & 0xffff_ffff)
    // 40 bits with their sign.
    let time = (Int64(bitPattern: place >> 32 | (rest >> 16) << 32) << 24) >> 24
    segment.time = log.time &+ time
    segment.sequence = SequenceNumber(UInt32(truncatingIfNeeded: numbers))
    segment.acknowledgment = SequenceNumber(UInt32(truncatingIfNeeded: numbers >> 32))
    segment.window = UInt16(truncatingIfNeeded: header)
    segment.identification = UInt16(truncatingIfNeeded: header >> 16)
    segment.marks = SegmentMarks(rawValue: UInt16(truncatingIfNeeded: header >> 32))
    segment.flags = TCPFlags(rawValue: UInt16(truncatingIfNeeded: header >> 48 & 0xff))
    segment.hopLimit = UInt8(truncatingIfNeeded: header >> 56)
    segment.hasTimestamps = parts.contains(.hasTimestamps)
    segment.hasFastOpen = parts.contains(.fastOpen)
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
    if parts.rawValue & Parts.rare != 0 { readRare(&octets, parts, log, into: &segment) }
    return segment
  }

  @inline(never)
  private static func readRare(
    _ octets: inout LogOctets, _ parts: Parts, _ log: LogHandle, into segment: inout LoggedSegment
  ) {
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
    if parts.contains(.farFrame) { segment.frame &+= octets.take(4) << 32 }
    if parts.contains(.farTime) { segment.time = log.time &+ Int64(bitPattern: octets.take(8)) }
  }
}
