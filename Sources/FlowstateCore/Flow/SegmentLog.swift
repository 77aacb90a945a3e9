/// The compact logs of all connections: segments as variable-length records in chained 64-byte chunks.
///
/// A segment's numbers are written relative to its connection's first ones (`LogBase`), as variable-length integers:
/// 12 to 25 octets in ordinary connections. What is read back equals what was written, field for field.
struct SegmentLog: ~Copyable {
  /// A piece of a log.
  struct Chunk: BitwiseCopyable {
    static let room = 60
    /// The chunk after this one; 0 for none.
    var next: UInt32 = 0
    var octets = InlineArray<60, UInt8>(repeating: 0)
  }

  private var chunks: Arena<Chunk>
  /// The record being written.
  private var scratch = InlineArray<112, UInt8>(repeating: 0)
  private var length = 0
  /// Where the log being read goes on: chunk, octet, and the octets of the chunk.
  private var chunk: UInt32 = 0
  private var cursor = 0
  private var octets = InlineArray<60, UInt8>(repeating: 0)

  init(capacity: UInt32 = 1 << 28) { chunks = Arena(capacity: capacity, hugePages: true) }

  /// Chunks in use.
  var liveChunks: Int { chunks.live }

  // MARK: writing

  /// Appends a segment sent by end `side` (0 or 1 in the order of the key; `LoggedSegment.sender` is not read).
  /// Returns whether there was room.
  mutating func append(_ segment: LoggedSegment, side: Int, to log: inout LogHandle) -> Bool {
    if log.count == 0 {
      log.frame = segment.frame
      log.time = segment.time
    }
    setBases(segment, side: side, in: &log)
    encode(segment, side: side, log)
    if log.head == 0 {
      let first = chunks.allocate(Chunk())
      guard first != 0 else { return false }
      log.head = first
      log.tail = first
      log.used = 0
    }
    let room = Chunk.room - Int(log.used)
    if length <= room {
      copy(from: 0, count: length, to: log.tail, at: Int(log.used))
      log.used &+= UInt8(truncatingIfNeeded: length)
    } else {
      guard spill(&log, room: room) else { return false }
    }
    log.count &+= 1
    return true
  }

  /// Writes a record that does not fit into the last chunk. A record is shorter than two chunks.
  private mutating func spill(_ log: inout LogHandle, room: Int) -> Bool {
    let second = chunks.allocate(Chunk())
    guard second != 0 else { return false }
    var third: UInt32 = 0
    if length - room > Chunk.room {
      third = chunks.allocate(Chunk())
      guard third != 0 else {
        chunks.release(second)
        return false
      }
    }
    copy(from: 0, count: room, to: log.tail, at: 0 + Int(log.used))
    chunks[log.tail].next = second
    let middle = min(length - room, Chunk.room)
    copy(from: room, count: middle, to: second, at: 0)
    log.tail = second
    log.used = UInt8(truncatingIfNeeded: middle)
    if third != 0 {
      chunks[second].next = third
      copy(from: room + middle, count: length - room - middle, to: third, at: 0)
      log.tail = third
      log.used = UInt8(truncatingIfNeeded: length - room - middle)
    }
    return true
  }

  private mutating func copy(from start: Int, count: Int, to chunk: UInt32, at offset: Int) {
    for position in 0..<count { chunks[chunk].octets[offset + position] = scratch[start + position] }
  }

  /// Frees a log.
  mutating func release(_ log: inout LogHandle) {
    var chunk = log.head
    while chunk != 0 {
      let next = chunks[chunk].next
      chunks.release(chunk)
      chunk = next
    }
    log.head = 0
    log.tail = 0
    log.used = 0
    log.count = 0
  }

  private func setBases(_ segment: LoggedSegment, side: Int, in log: inout LogHandle) {
    var own = log.bases[side]
    if own.known & LogBase.knowsSequence == 0 {
      own.sequence = segment.sequence.rawValue
      own.known |= LogBase.knowsSequence
    }
    if own.known & LogBase.knowsHeader == 0 {
      own.marks = segment.marks.rawValue
      own.hopLimit = segment.hopLimit
      own.known |= LogBase.knowsHeader
    }
    let hasValues = segment.timestampValue != 0 || segment.timestampEcho != 0
    if hasValues, own.known & LogBase.knowsTimestamp == 0 {
      own.timestamp = segment.timestampValue
      own.known |= LogBase.knowsTimestamp
    }
    log.bases[side] = own
    var peer = log.bases[1 - side]
    if peer.known & LogBase.knowsSequence == 0 {
      let stated =
        segment.acknowledgment.rawValue != 0 ? segment.acknowledgment.rawValue : segment.sack.left.rawValue
      if stated != 0 || segment.sackCount != 0 || segment.sack.right.rawValue != 0 {
        peer.sequence = stated
        peer.known |= LogBase.knowsSequence
      }
    }
    if segment.timestampEcho != 0, peer.known & LogBase.knowsTimestamp == 0 {
      peer.timestamp = segment.timestampEcho
      peer.known |= LogBase.knowsTimestamp
    }
    log.bases[1 - side] = peer
  }

  /// What a record holds besides what every record holds.
  private struct Parts: OptionSet {
    let rawValue: UInt16
    static let fromSecond = Parts(rawValue: 1)
    static let notes = Parts(rawValue: 2)
    static let elided = Parts(rawValue: 4)
    static let payload = Parts(rawValue: 8)
    static let timestamps = Parts(rawValue: 16)
    static let sack = Parts(rawValue: 32)
    static let fastOpen = Parts(rawValue: 64)
    static let nanoseconds = Parts(rawValue: 128)
    static let hopLimit = Parts(rawValue: 256)
    static let marks = Parts(rawValue: 512)
    static let identification = Parts(rawValue: 1024)
    static let acknowledgment = Parts(rawValue: 2048)
    static let highFlags = Parts(rawValue: 4096)
    static let payloadHash = Parts(rawValue: 8192)
    static let echo = Parts(rawValue: 16384)
    static let bareTimestamps = Parts(rawValue: 32768)
  }

  private func parts(_ segment: LoggedSegment, side: Int, _ log: LogHandle) -> Parts {
    var parts: Parts = side == 1 ? .fromSecond : []
    if segment.notes.rawValue != 0 { parts.insert(.notes) }
    if segment.elided != 0 { parts.insert(.elided) }
    if segment.payloadLength != 0 { parts.insert(.payload) }
    if segment.timestampValue != 0 || segment.timestampEcho != 0 { parts.insert(.timestamps) }
    // Timestamps of 0, or values without the option: `bareTimestamps` says that presence and values disagree.
    if segment.hasTimestamps != parts.contains(.timestamps) { parts.insert(.bareTimestamps) }
    if segment.timestampEcho != 0 { parts.insert(.echo) }
    if segment.sackCount != 0 || segment.sack.left.rawValue != 0 || segment.sack.right.rawValue != 0 {
      parts.insert(.sack)
    }
    if segment.hasFastOpen { parts.insert(.fastOpen) }
    if (segment.time &- log.time) % 1000 != 0 { parts.insert(.nanoseconds) }
    if segment.hopLimit != log.bases[side].hopLimit { parts.insert(.hopLimit) }
    if segment.marks.rawValue != log.bases[side].marks { parts.insert(.marks) }
    if segment.identification != 0 { parts.insert(.identification) }
    if segment.acknowledgment.rawValue != 0 { parts.insert(.acknowledgment) }
    if segment.flags.rawValue > 255 { parts.insert(.highFlags) }
    if segment.payloadHash != 0 { parts.insert(.payloadHash) }
    return parts
  }

  private mutating func encode(_ segment: LoggedSegment, side: Int, _ log: LogHandle) {
    let parts = parts(segment, side: side, log)
    let own = log.bases[side]
    let peer = log.bases[1 - side]
    length = 0
    put16(parts.rawValue)
    put(UInt8(truncatingIfNeeded: segment.flags.rawValue))
    if parts.contains(.highFlags) { put(UInt8(truncatingIfNeeded: segment.flags.rawValue >> 8)) }
    putVariable(segment.frame &- log.frame)
    let time = segment.time &- log.time
    putSigned(parts.contains(.nanoseconds) ? time : time / 1000)
    putOffset(segment.sequence.rawValue, own.sequence)
    if parts.contains(.acknowledgment) { putOffset(segment.acknowledgment.rawValue, peer.sequence) }
    put16(segment.window)
    if parts.contains(.identification) { put16(segment.identification) }
    if parts.contains(.payload) { putVariable(UInt64(segment.payloadLength)) }
    if parts.contains(.payloadHash) { put32(segment.payloadHash) }
    if parts.contains(.timestamps) { putOffset(segment.timestampValue, own.timestamp) }
    if parts.contains(.echo) { putOffset(segment.timestampEcho, peer.timestamp) }
    if parts.contains(.hopLimit) { put(segment.hopLimit) }
    if parts.contains(.marks) { put16(segment.marks.rawValue) }
    if parts.contains(.sack) {
      put(segment.sackCount)
      putOffset(segment.sack.left.rawValue, peer.sequence)
      putOffset(segment.sack.right.rawValue, segment.sack.left.rawValue)
    }
    if parts.contains(.notes) { putVariable(UInt64(segment.notes.rawValue)) }
    if parts.contains(.elided) { putVariable(UInt64(segment.elided)) }
  }

  private mutating func put(_ octet: UInt8) {
    scratch[length] = octet
    length += 1
  }
  private mutating func put16(_ value: UInt16) {
    put(UInt8(truncatingIfNeeded: value))
    put(UInt8(truncatingIfNeeded: value >> 8))
  }
  private mutating func put32(_ value: UInt32) {
    put16(UInt16(truncatingIfNeeded: value))
    put16(UInt16(truncatingIfNeeded: value >> 16))
  }
  private mutating func putVariable(_ value: UInt64) {
    var rest = value
    while rest >= 128 {
      put(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }
  private mutating func putSigned(_ value: Int64) {
    putVariable(UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63))
  }
  private mutating func putOffset(_ value: UInt32, _ base: UInt32) {
    let difference = Int32(bitPattern: value &- base)
    putVariable(UInt64(UInt32(bitPattern: difference << 1) ^ UInt32(bitPattern: difference >> 31)))
  }

  // MARK: reading

  /// Appends all segments of a log to `segments`; the sender is `.client` where end `client` (0 or 1) sent it.
  mutating func read(_ log: LogHandle, client: Int, into segments: inout [LoggedSegment]) {
    open(log.head)
    for _ in 0..<log.count { segments.append(decode(log, client: client)) }
  }

  private mutating func decode(_ log: LogHandle, client: Int) -> LoggedSegment {
    var segment = LoggedSegment()
    let parts = Parts(rawValue: take16())
    let side = parts.contains(.fromSecond) ? 1 : 0
    let own = log.bases[side]
    let peer = log.bases[1 - side]
    segment.sender = side == client ? .client : .server
    var flags = UInt16(take())
    if parts.contains(.highFlags) { flags |= UInt16(take()) << 8 }
    segment.flags = TCPFlags(rawValue: flags)
    segment.frame = log.frame &+ takeVariable()
    let time = takeSigned()
    segment.time = log.time &+ (parts.contains(.nanoseconds) ? time : time &* 1000)
    segment.sequence = SequenceNumber(takeOffset(own.sequence))
    if parts.contains(.acknowledgment) { segment.acknowledgment = SequenceNumber(takeOffset(peer.sequence)) }
    segment.window = take16()
    if parts.contains(.identification) { segment.identification = take16() }
    if parts.contains(.payload) { segment.payloadLength = UInt32(truncatingIfNeeded: takeVariable()) }
    if parts.contains(.payloadHash) { segment.payloadHash = take32() }
    if parts.contains(.timestamps) { segment.timestampValue = takeOffset(own.timestamp) }
    if parts.contains(.echo) { segment.timestampEcho = takeOffset(peer.timestamp) }
    segment.hasTimestamps = parts.contains(.timestamps) != parts.contains(.bareTimestamps)
    segment.hasFastOpen = parts.contains(.fastOpen)
    segment.hopLimit = parts.contains(.hopLimit) ? take() : own.hopLimit
    segment.marks = SegmentMarks(rawValue: parts.contains(.marks) ? take16() : own.marks)
    if parts.contains(.sack) {
      segment.sackCount = take()
      segment.sack.left = SequenceNumber(takeOffset(peer.sequence))
      segment.sack.right = SequenceNumber(takeOffset(segment.sack.left.rawValue))
    }
    if parts.contains(.notes) { segment.notes = SegmentNotes(rawValue: UInt32(truncatingIfNeeded: takeVariable())) }
    if parts.contains(.elided) { segment.elided = UInt32(truncatingIfNeeded: takeVariable()) }
    return segment
  }

  private mutating func open(_ next: UInt32) {
    chunk = next
    cursor = 0
    if next != 0 { octets = chunks[next].octets }
  }

  @inline(__always)
  private mutating func take() -> UInt8 {
    if cursor == Chunk.room { open(chunk == 0 ? 0 : chunks[chunk].next) }
    cursor += 1
    return octets[cursor - 1]
  }
  private mutating func take16() -> UInt16 {
    let low = UInt16(take())
    return low | UInt16(take()) << 8
  }
  private mutating func take32() -> UInt32 {
    let low = UInt32(take16())
    return low | UInt32(take16()) << 16
  }
  private mutating func takeVariable() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 70 {
      let octet = take()
      value |= UInt64(octet & 127) << shift
      if octet < 128 { break }
      shift += 7
    }
    return value
  }
  private mutating func takeSigned() -> Int64 {
    let value = takeVariable()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
  private mutating func takeOffset(_ base: UInt32) -> UInt32 {
    let value = UInt32(truncatingIfNeeded: takeVariable())
    return base &+ ((value >> 1) ^ (0 &- (value & 1)))
  }
}
