/// One logged segment in octets: two words that say what follows, then numbers of the widths that these say.
///
/// A segment's numbers are relative to its connection's first ones (`LogBase`): 12 to 25 octets in ordinary connections.
enum LogCode {
  /// No segment takes more octets. A word is stored at each position, so buffers hold 8 more.
  static let most = 80

  /// What a segment holds besides what every segment holds.
  struct Parts: OptionSet {
    let rawValue: UInt16
    static let fromSecond = Parts(rawValue: 1)
    static let notes = Parts(rawValue: 2)
    static let sack = Parts(rawValue: 4)
    static let fastOpen = Parts(rawValue: 8)
    static let nanoseconds = Parts(rawValue: 16)
    static let hopLimit = Parts(rawValue: 32)
    static let marks = Parts(rawValue: 64)
    static let identification = Parts(rawValue: 128)
    static let acknowledgment = Parts(rawValue: 256)
    static let highFlags = Parts(rawValue: 512)
    static let payloadHash = Parts(rawValue: 1024)
    static let hasTimestamps = Parts(rawValue: 2048)
    /// TSval or TSecr is not 0.
    static let timestamps = Parts(rawValue: 4096)
    /// TSecr is not 0.
    static let echo = Parts(rawValue: 8192)

    /// Notes, SACK, another TTL, other marks, high flags. A number: a set of so many would be made anew each time.
    static let rare: UInt16 = 2 | 4 | 32 | 64 | 512

    /// This part's bit, or 0.
    @inline(__always) func bit(_ isThere: Bool) -> UInt16 { isThere ? rawValue : 0 }
  }

  @inline(__always)
  private static func parts(_ segment: LoggedSegment, side: Int, _ log: LogHandle) -> Parts {
    var bits: UInt16 = side == 1 ? Parts.fromSecond.rawValue : 0
    bits |= Parts.notes.bit(segment.notes.rawValue != 0)
    bits |= Parts.sack.bit(
      segment.sackCount != 0 || segment.sack.left.rawValue != 0 || segment.sack.right.rawValue != 0)
    bits |= Parts.fastOpen.bit(segment.hasFastOpen)
    bits |= Parts.nanoseconds.bit((segment.time &- log.time) % 1000 != 0)
    bits |= Parts.hopLimit.bit(segment.hopLimit != log.bases[side].hopLimit)
    bits |= Parts.marks.bit(segment.marks.rawValue != log.bases[side].marks)
    bits |= Parts.identification.bit(segment.identification != 0)
    bits |= Parts.acknowledgment.bit(segment.acknowledgment.rawValue != 0)
    bits |= Parts.highFlags.bit(segment.flags.rawValue > 255)
    bits |= Parts.payloadHash.bit(segment.payloadHash != 0)
    bits |= Parts.hasTimestamps.bit(segment.hasTimestamps)
    bits |= Parts.timestamps.bit(segment.timestampValue | segment.timestampEcho != 0)
    bits |= Parts.echo.bit(segment.timestampEcho != 0)
    return Parts(rawValue: bits)
  }

  /// A difference, small numbers of either sign made small.
  @inline(__always)
  private static func offset(_ value: UInt32, _ base: UInt32) -> UInt32 {
    let difference = Int32(bitPattern: value &- base)
    return UInt32(bitPattern: difference << 1) ^ UInt32(bitPattern: difference >> 31)
  }
  @inline(__always)
  private static func number(_ offset: UInt64, _ base: UInt32) -> UInt32 {
    let value = UInt32(truncatingIfNeeded: offset)
    return base &+ ((value >> 1) ^ (0 &- (value & 1)))
  }

  /// Writes a segment of end `side`.
  @inline(__always)
  static func write(_ segment: LoggedSegment, side: Int, _ log: LogHandle, to octets: inout LogOctets) {
    let parts = parts(segment, side: side, log)
    let own = log.bases[side]
    let peer = log.bases[1 &- side]
    let frame = segment.frame &- log.frame
    let distance = segment.time &- log.time
    let scaled = parts.contains(.nanoseconds) ? distance : distance / 1000
    let time = UInt64(bitPattern: scaled << 1) ^ UInt64(bitPattern: scaled >> 63)
    let sequence = offset(segment.sequence.rawValue, own.sequence)
    let acknowledgment =
      parts.contains(.acknowledgment) ? offset(segment.acknowledgment.rawValue, peer.sequence) : 0
    let value = parts.contains(.timestamps) ? offset(segment.timestampValue, own.timestamp) : 0
    let echo = parts.contains(.echo) ? offset(segment.timestampEcho, peer.timestamp) : 0
    var widths = LogWidth.ofFrame(frame) | LogWidth.ofTime(time) << 2
    widths |= LogWidth.ofNumber(sequence) << 4 | LogWidth.ofNumber(acknowledgment) << 6
    widths |= LogWidth.ofNumber(segment.payloadLength) << 8 | LogWidth.ofNumber(value) << 10
    widths |= LogWidth.ofNumber(echo) << 12 | LogWidth.ofNumber(segment.elided) << 14
    let head = UInt64(parts.rawValue) | UInt64(widths) << 16 | UInt64(segment.window) << 32
    octets.put(head | UInt64(segment.flags.rawValue & 0xff) << 48, 7)
    octets.put(frame, LogWidth.octetsOfFrame(widths))
    octets.put(time, LogWidth.octetsOfTime(widths >> 2))
    octets.put(UInt64(sequence), LogWidth.octetsOfNumber(widths >> 4))
    octets.put(UInt64(acknowledgment), LogWidth.octetsOfNumber(widths >> 6))
    octets.put(UInt64(segment.payloadLength), LogWidth.octetsOfNumber(widths >> 8))
    octets.put(UInt64(value), LogWidth.octetsOfNumber(widths >> 10))
    octets.put(UInt64(echo), LogWidth.octetsOfNumber(widths >> 12))
    octets.put(UInt64(segment.elided), LogWidth.octetsOfNumber(widths >> 14))
    octets.put(UInt64(segment.identification), parts.contains(.identification) ? 2 : 0)
    octets.put(UInt64(segment.payloadHash), parts.contains(.payloadHash) ? 4 : 0)
    guard parts.rawValue & Parts.rare != 0 else { return }
    if parts.contains(.highFlags) { octets.put(UInt64(segment.flags.rawValue >> 8), 1) }
    if parts.contains(.hopLimit) { octets.put(UInt64(segment.hopLimit), 1) }
    if parts.contains(.marks) { octets.put(UInt64(segment.marks.rawValue), 2) }
    if parts.contains(.notes) { octets.put(UInt64(segment.notes.rawValue), 4) }
    if parts.contains(.sack) {
      octets.put(UInt64(segment.sackCount), 1)
      octets.put(UInt64(segment.sack.left.rawValue), 4)
      octets.put(UInt64(segment.sack.right.rawValue), 4)
    }
  }

  /// Reads a segment; its sender is `.client` where end `client` (0 or 1) sent it.
  @inline(__always)
  static func read(_ octets: inout LogOctets, _ log: LogHandle, client: Int) -> LoggedSegment {
    var segment = LoggedSegment()
    let head = octets.take(7)
    let parts = Parts(rawValue: UInt16(truncatingIfNeeded: head))
    let widths = UInt16(truncatingIfNeeded: head >> 16)
    let side = parts.contains(.fromSecond) ? 1 : 0
    let own = log.bases[side]
    let peer = log.bases[1 &- side]
    segment.sender = side == client ? .client : .server
    segment.window = UInt16(truncatingIfNeeded: head >> 32)
    var flags = UInt16(truncatingIfNeeded: head >> 48)
    segment.frame = log.frame &+ octets.take(LogWidth.octetsOfFrame(widths))
    let time = octets.take(LogWidth.octetsOfTime(widths >> 2))
    let distance = Int64(bitPattern: time >> 1) ^ (0 &- Int64(bitPattern: time & 1))
    segment.time = log.time &+ (parts.contains(.nanoseconds) ? distance : distance &* 1000)
    segment.sequence = SequenceNumber(number(octets.take(LogWidth.octetsOfNumber(widths >> 4)), own.sequence))
    let acknowledgment = octets.take(LogWidth.octetsOfNumber(widths >> 6))
    if parts.contains(.acknowledgment) {
      segment.acknowledgment = SequenceNumber(number(acknowledgment, peer.sequence))
    }
    segment.payloadLength = UInt32(truncatingIfNeeded: octets.take(LogWidth.octetsOfNumber(widths >> 8)))
    let value = octets.take(LogWidth.octetsOfNumber(widths >> 10))
    if parts.contains(.timestamps) { segment.timestampValue = number(value, own.timestamp) }
    let echo = octets.take(LogWidth.octetsOfNumber(widths >> 12))
    if parts.contains(.echo) { segment.timestampEcho = number(echo, peer.timestamp) }
    segment.elided = UInt32(truncatingIfNeeded: octets.take(LogWidth.octetsOfNumber(widths >> 14)))
    segment.identification = UInt16(truncatingIfNeeded: octets.take(parts.contains(.identification) ? 2 : 0))
    segment.payloadHash = UInt32(truncatingIfNeeded: octets.take(parts.contains(.payloadHash) ? 4 : 0))
    segment.hasTimestamps = parts.contains(.hasTimestamps)
    segment.hasFastOpen = parts.contains(.fastOpen)
    if parts.contains(.highFlags) { flags |= UInt16(truncatingIfNeeded: octets.take(1)) << 8 }
    segment.flags = TCPFlags(rawValue: flags)
    segment.hopLimit = parts.contains(.hopLimit) ? UInt8(truncatingIfNeeded: octets.take(1)) : own.hopLimit
    segment.marks = SegmentMarks(
      rawValue: parts.contains(.marks) ? UInt16(truncatingIfNeeded: octets.take(2)) : own.marks)
    if parts.contains(.notes) { segment.notes = SegmentNotes(rawValue: UInt32(truncatingIfNeeded: octets.take(4))) }
    if parts.contains(.sack) {
      segment.sackCount = UInt8(truncatingIfNeeded: octets.take(1))
      segment.sack.left = SequenceNumber(UInt32(truncatingIfNeeded: octets.take(4)))
      segment.sack.right = SequenceNumber(UInt32(truncatingIfNeeded: octets.take(4)))
    }
    return segment
  }
}
