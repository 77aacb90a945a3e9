/// One logged segment in octets: which parts follow, its flags, frame and time, and what cannot be foretold.
///
/// Frame, time and numbers are relative to what was logged before (`LogBase`), other fields to the last segment of the
/// same end (`LogSide`). Most segments take 7 to 18 octets.
enum LogCode {
  /// No segment takes more octets. A word is stored at each position, so buffers hold 8 more.
  static let most = 80

  /// What a segment holds besides what every segment holds.
  struct Parts: OptionSet {
    let rawValue: UInt16
    static let fromSecond = Parts(rawValue: 1)
    static let hasTimestamps = Parts(rawValue: 1 << 1)
    /// SEG.SEQ is not where its sender's last segment ended.
    static let sequence = Parts(rawValue: 1 << 2)
    /// SEG.ACK is not where its receiver's last segment ended.
    static let acknowledgment = Parts(rawValue: 1 << 3)
    /// TSval or TSecr is not 0.
    static let timestamps = Parts(rawValue: 1 << 4)
    /// TSval in full, not as a short distance from its sender's last one.
    static let fullValue = Parts(rawValue: 1 << 5)
    /// TSecr, not the last TSval of its receiver.
    static let echo = Parts(rawValue: 1 << 6)
    /// Payload and its hash.
    static let payload = Parts(rawValue: 1 << 7)
    /// Another window than its sender's last one.
    static let window = Parts(rawValue: 1 << 8)
    /// An identification that is up to 255 above its sender's last one, or any other.
    static let nextIdentification = Parts(rawValue: 1 << 9)
    static let identification = Parts(rawValue: 1 << 10)
    /// Hop limit and marks, not those of its sender's last one.
    static let path = Parts(rawValue: 1 << 11)
    /// The frame takes two octets.
    static let longFrame = Parts(rawValue: 1 << 12)
    /// The time takes three octets of microseconds, four of nanoseconds, or with both bits eight; else two.
    static let longTime = Parts(rawValue: 1 << 13)
    static let nanoseconds = Parts(rawValue: 1 << 14)
    static let rare = Parts(rawValue: 1 << 15)

    /// This part's bit, or 0.
    @inline(__always) func bit(_ isThere: Bool) -> UInt16 { isThere ? rawValue : 0 }
  }

  /// What few segments hold.
  struct RareParts: OptionSet {
    let rawValue: UInt8
    static let fastOpen = RareParts(rawValue: 1)
    static let notes = RareParts(rawValue: 2)
    static let elided = RareParts(rawValue: 4)
    static let sack = RareParts(rawValue: 8)
    static let highFlags = RareParts(rawValue: 16)
    /// More payload than 65535 octets.
    static let longPayload = RareParts(rawValue: 32)
    /// The frame is too far from the one before.
    static let farFrame = RareParts(rawValue: 64)

    @inline(__always) func bit(_ isThere: Bool) -> UInt8 { isThere ? rawValue : 0 }
  }

  // MARK: writing

  /// Writes a segment of end `side`, after the last segments of it and its peer.
  @inline(__always)
  static func write(
    _ segment: LoggedSegment, side: Int, _ base: LogBase, after own: LogSide, _ peer: LogSide,
    to octets: inout LogOctets
  ) {
    let frame = segment.frame &- base.frame
    // In place: a segment that a function is called with has to be stored first.
    var rare: UInt8 = 0
    if !isPlain(segment, frame) {
      rare |= RareParts.fastOpen.bit(segment.hasFastOpen) | RareParts.notes.bit(segment.notes.rawValue != 0)
      rare |= RareParts.elided.bit(segment.elided != 0) | RareParts.highFlags.bit(segment.flags.rawValue > 0xff)
      rare |= RareParts.sack.bit(hasSACK(segment)) | RareParts.longPayload.bit(segment.payloadLength > 0xffff)
      rare |= RareParts.farFrame.bit(frame > 0xffff)
    }
    let (time, timeParts, timeLength) = time(segment.time &- base.time, segment.time)
    var parts = commonParts(segment, side: side, base) | timeParts
    if frame > 0xff { parts |= Parts.longFrame.rawValue }
    if rare != 0 { parts |= Parts.rare.rawValue }
    let step = segment.identification &- own.identification
    parts |= Parts.window.bit(!own.isKnown || segment.window != own.window)
    parts |= Parts.nextIdentification.bit(own.isKnown && step != 0 && step <= 0xff)
    parts |= Parts.identification.bit(!own.isKnown || step > 0xff)
    parts |= Parts.path.bit(
      !own.isKnown || segment.hopLimit != own.hopLimit || segment.marks.rawValue != own.marks)
    let hasTimestamps = parts & Parts.timestamps.rawValue != 0
    let isFull = !own.isKnown || segment.timestampValue &- own.timestampValue > 0xffff
    let isEcho = !peer.isKnown || segment.timestampEcho != peer.timestampValue
    parts |= Parts.fullValue.bit(hasTimestamps && isFull) | Parts.echo.bit(hasTimestamps && isEcho)
    octets.put(
      UInt64(parts) | UInt64(segment.flags.rawValue & 0xff) << 16 | (frame & 0xffff) << 24,
      parts & Parts.longFrame.rawValue != 0 ? 5 : 4)
    octets.put(time, timeLength)
    if parts & Parts.sequence.rawValue != 0 { octets.put(UInt64(segment.sequence.rawValue), 4) }
    if parts & Parts.acknowledgment.rawValue != 0 { octets.put(UInt64(segment.acknowledgment.rawValue), 4) }
    if hasTimestamps {
      octets.put(UInt64(segment.timestampValue &- (isFull ? 0 : own.timestampValue)), isFull ? 4 : 2)
      octets.put(UInt64(segment.timestampEcho), isEcho ? 4 : 0)
    }
    if parts & Parts.payload.rawValue != 0 {
      octets.put(UInt64(segment.payloadLength & 0xffff) | UInt64(segment.payloadHash) << 16, 6)
    }
    if parts & Parts.window.rawValue != 0 { octets.put(UInt64(segment.window), 2) }
    if parts & Parts.nextIdentification.rawValue != 0 { octets.put(UInt64(step), 1) }
    if parts & Parts.identification.rawValue != 0 { octets.put(UInt64(segment.identification), 2) }
    if parts & Parts.path.rawValue != 0 {
      octets.put(UInt64(segment.hopLimit) | UInt64(segment.marks.rawValue) << 8, 3)
    }
    if rare != 0 { writeRare(segment, rare, to: &octets) }
  }

  @inline(__always)
  private static func commonParts(_ segment: LoggedSegment, side: Int, _ base: LogBase) -> UInt16 {
    var parts: UInt16 = side == 1 ? Parts.fromSecond.rawValue : 0
    parts |= Parts.hasTimestamps.bit(segment.hasTimestamps)
    parts |= Parts.sequence.bit(segment.sequence.rawValue != base.ends[side])
    parts |= Parts.acknowledgment.bit(segment.acknowledgment.rawValue != base.ends[1 &- side])
    parts |= Parts.timestamps.bit(segment.timestampValue | segment.timestampEcho != 0)
    parts |= Parts.payload.bit(segment.payloadLength | segment.payloadHash != 0)
    return parts
  }

  /// Whether a segment, `frame` frames behind the one before, has no rare part.
  @inline(__always)
  private static func isPlain(_ segment: LoggedSegment, _ frame: UInt64) -> Bool {
    let high = segment.payloadLength >> 16 | UInt32(segment.flags.rawValue >> 8)
    return UInt64(segment.notes.rawValue | segment.elided | high) | frame >> 16 == 0 && !segment.hasFastOpen
      && !hasSACK(segment)
  }

  @inline(__always)
  private static func hasSACK(_ segment: LoggedSegment) -> Bool {
    UInt32(segment.sackCount) | segment.sack.left.rawValue | segment.sack.right.rawValue != 0
  }

  /// A time in as few octets as it takes: the distance from the segment before where it is not too far.
  @inline(__always)
  private static func time(
    _ distance: Nanoseconds, _ time: Nanoseconds
  ) -> (value: UInt64, parts: UInt16, length: Int) {
    let (micro, rest) = UInt64(bitPattern: distance).quotientAndRemainder(dividingBy: 1000)
    if rest == 0, micro <= 0xff_ffff { return micro <= 0xffff ? (micro, 0, 2) : (micro, Parts.longTime.rawValue, 3) }
    if distance == Int64(Int32(truncatingIfNeeded: distance)) {
      return (UInt64(bitPattern: distance), Parts.nanoseconds.rawValue, 4)
    }
    return (UInt64(bitPattern: time), Parts.longTime.rawValue | Parts.nanoseconds.rawValue, 8)
  }

  @inline(__always)
  private static func writeRare(_ segment: LoggedSegment, _ bits: UInt8, to octets: inout LogOctets) {
    let parts = RareParts(rawValue: bits)
    octets.put(UInt64(bits), 1)
    if parts.contains(.notes) { octets.put(UInt64(segment.notes.rawValue), 4) }
    if parts.contains(.elided) { octets.put(UInt64(segment.elided), 4) }
    if parts.contains(.sack) {
      octets.put(UInt64(segment.sackCount), 1)
      octets.put(UInt64(segment.sack.left.rawValue) | UInt64(segment.sack.right.rawValue) << 32, 8)
    }
    if parts.contains(.highFlags) { octets.put(UInt64(segment.flags.rawValue >> 8), 1) }
    if parts.contains(.longPayload) { octets.put(UInt64(segment.payloadLength >> 16), 2) }
    if parts.contains(.farFrame) { octets.put(segment.frame, 8) }
  }

  // MARK: reading

  /// Reads a segment; its sender is `.client` where end `client` (0 or 1) sent it. `base` and `sides` are what was read
  /// before.
  @inline(__always)
  static func read(
    _ octets: inout LogOctets, _ base: inout LogBase, _ sides: inout InlineArray<2, LogSide>, client: Int
  ) -> LoggedSegment {
    var segment = LoggedSegment()
    let parts = Parts(rawValue: UInt16(truncatingIfNeeded: octets.take(2)))
    let side = parts.contains(.fromSecond) ? 1 : 0
    segment.sender = side == client ? .client : .server
    segment.flags = TCPFlags(rawValue: UInt16(truncatingIfNeeded: octets.take(1)))
    segment.frame = base.frame &+ octets.take(parts.contains(.longFrame) ? 2 : 1)
    segment.time = readTime(&octets, parts, base.time)
    segment.hasTimestamps = parts.contains(.hasTimestamps)
    segment.sequence = SequenceNumber(
      parts.contains(.sequence) ? UInt32(truncatingIfNeeded: octets.take(4)) : base.ends[side])
    segment.acknowledgment = SequenceNumber(
      parts.contains(.acknowledgment) ? UInt32(truncatingIfNeeded: octets.take(4)) : base.ends[1 &- side])
    if parts.contains(.timestamps) {
      segment.timestampValue =
        parts.contains(.fullValue)
        ? UInt32(truncatingIfNeeded: octets.take(4))
        : sides[side].timestampValue &+ UInt32(truncatingIfNeeded: octets.take(2))
      segment.timestampEcho =
        parts.contains(.echo) ? UInt32(truncatingIfNeeded: octets.take(4)) : sides[1 &- side].timestampValue
    }
    if parts.contains(.payload) {
      let payload = octets.take(6)
      segment.payloadLength = UInt32(truncatingIfNeeded: payload & 0xffff)
      segment.payloadHash = UInt32(truncatingIfNeeded: payload >> 16)
    }
    segment.window = parts.contains(.window) ? UInt16(truncatingIfNeeded: octets.take(2)) : sides[side].window
    segment.identification = sides[side].identification
    if parts.contains(.nextIdentification) {
      segment.identification &+= UInt16(truncatingIfNeeded: octets.take(1))
    } else if parts.contains(.identification) {
      segment.identification = UInt16(truncatingIfNeeded: octets.take(2))
    }
    segment.hopLimit = sides[side].hopLimit
    segment.marks = SegmentMarks(rawValue: sides[side].marks)
    if parts.contains(.path) {
      let path = octets.take(3)
      segment.hopLimit = UInt8(truncatingIfNeeded: path)
      segment.marks = SegmentMarks(rawValue: UInt16(truncatingIfNeeded: path >> 8))
    }
    if parts.contains(.rare) { readRare(&octets, into: &segment) }
    base.pass(segment, side: side)
    sides[side] = LogSide(segment)
    return segment
  }

  @inline(__always)
  private static func readTime(_ octets: inout LogOctets, _ parts: Parts, _ before: Nanoseconds) -> Nanoseconds {
    guard parts.contains(.nanoseconds) else {
      return before &+ Nanoseconds(octets.take(parts.contains(.longTime) ? 3 : 2)) &* 1000
    }
    if parts.contains(.longTime) { return Int64(bitPattern: octets.take(8)) }
    return before &+ Int64(Int32(truncatingIfNeeded: Int64(octets.take(4))))
  }

  @inline(never)
  private static func readRare(_ octets: inout LogOctets, into segment: inout LoggedSegment) {
    let parts = RareParts(rawValue: UInt8(truncatingIfNeeded: octets.take(1)))
    segment.hasFastOpen = parts.contains(.fastOpen)
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
  }
}
