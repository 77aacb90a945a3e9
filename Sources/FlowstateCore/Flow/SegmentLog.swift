/// The compact logs of all connections: segments as records of few octets (`LogCode`) in chained 64-byte chunks.
///
/// What is read back equals what was written, field for field.
///
/// One of the few places with unsafe code. Invariants: `scratch` holds `LogCode.most` octets and a word more; `gathered`
/// holds `room` octets and a word more, and grows before a longer log is read; a chunk holds `Chunk.room` octets behind
/// its link, and `used` never exceeds them.
@safe struct SegmentLog: ~Copyable {
  /// A piece of a log.
  struct Chunk: BitwiseCopyable {
    static let room = 60
    static let head = 4
    /// The chunk after this one; 0 for none.
    var next: UInt32 = 0
    var octets = InlineArray<60, UInt8>(repeating: 0)
  }

  private var chunks: Arena<Chunk>
  /// The first of the chunks that were given back; each leads to the next, so that a log is given back as a whole.
  private var free: UInt32 = 0
  /// The record being written.
  private let scratch: UnsafeMutableRawPointer
  /// The log being read, in one piece.
  private var gathered: UnsafeMutableRawPointer
  private var room = 4096

  init(capacity: UInt32 = 1 << 28, room: Int = .max) {
    chunks = Arena(capacity: capacity, hugePages: true, room: room)
    unsafe scratch = SegmentLog.buffer(LogCode.most)
    unsafe gathered = SegmentLog.buffer(4096)
  }

  deinit {
    unsafe scratch.deallocate()
    unsafe gathered.deallocate()
  }

  private static func buffer(_ count: Int) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: count + 8, alignment: 8)
    unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0, count: count + 8)
    return unsafe buffer
  }

  /// Chunks in use. Walks over all that are not.
  var liveChunks: Int {
    var live = chunks.live
    var chunk = free
    while chunk != 0 {
      live -= 1
      chunk = chunks[chunk].next
    }
    return live
  }

  /// Chunks ever in use at a time.
  var peakChunks: Int { chunks.most }

  // MARK: writing

  /// Appends a segment sent by end `side` (0 or 1 in the order of the key; `LoggedSegment.sender` is not read), after
  /// the last segments of this end and of its peer in this log, where they are known.
  /// Returns whether there was room.
  @inline(__always)
  mutating func append(
    _ segment: LoggedSegment, side: Int, after own: LogSide, _ peer: LogSide, to log: inout LogHandle
  ) -> Bool {
    var octets = unsafe LogOctets(scratch)
    LogCode.write(segment, side: side, log.base, after: own, peer, to: &octets)
    guard store(octets.position, in: &log) else { return false }
    log.base.pass(segment, side: side)
    return true
  }

  /// Puts the octets that were written at the end of a log.
  @inline(never)
  private mutating func store(_ length: Int, in log: inout LogHandle) -> Bool {
    let room = log.head == 0 ? 0 : Chunk.room - Int(log.used)
    if length <= room {
      copy(from: 0, count: length, to: log.tail, at: Int(log.used))
      log.used &+= UInt8(truncatingIfNeeded: length)
    } else {
      guard spill(&log, length: length, room: room) else { return false }
    }
    log.count &+= 1
    return true
  }

  /// Stores what does not fit into the last chunk, in one or two more.
  private mutating func spill(_ log: inout LogHandle, length: Int, room: Int) -> Bool {
    let second = newChunk()
    guard second != 0 else { return false }
    var third: UInt32 = 0
    if length - room > Chunk.room {
      third = newChunk()
      guard third != 0 else {
        giveBack(second, to: second)
        return false
      }
    }
    if log.head == 0 {
      log.head = second
    } else {
      copy(from: 0, count: room, to: log.tail, at: Int(log.used))
      chunks[log.tail].next = second
    }
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

  private func copy(from start: Int, count: Int, to chunk: UInt32, at offset: Int) {
    precondition(count >= 0 && offset + count <= Chunk.room && start + count <= LogCode.most)
    unsafe (chunks.memory(of: chunk) + Chunk.head + offset).copyMemory(from: scratch + start, byteCount: count)
  }

  /// A chunk that leads nowhere; 0 when there is no room.
  private mutating func newChunk() -> UInt32 {
    guard free != 0 else { return chunks.allocate(Chunk()) }
    let chunk = free
    free = chunks[chunk].next
    chunks[chunk].next = 0
    return chunk
  }

  private mutating func giveBack(_ first: UInt32, to last: UInt32) {
    chunks[last].next = free
    free = first
  }

  /// Frees a log.
  mutating func release(_ log: inout LogHandle) {
    if log.head != 0 { giveBack(log.head, to: log.tail) }
    log = LogHandle()
  }

  /// Frees all logs.
  mutating func releaseAll() {
    chunks.releaseAll()
    free = 0
  }

  /// Asks for the memory of a log that is about to be read.
  @inline(__always)
  func prefetch(_ log: LogHandle) {
    chunks.prefetch(log.head)
    chunks.prefetch(log.tail)
  }

  /// Asks for the memory that is written next.
  @inline(__always)
  func prefetchEnd(_ log: LogHandle) { chunks.prefetch(log.tail) }

  // MARK: reading

  /// Appends all segments of a log to `segments`; the sender is `.client` where end `client` (0 or 1) sent it.
  mutating func read(_ log: LogHandle, client: Int, into segments: inout [LoggedSegment]) {
    guard log.count > 0 else { return }
    gather(log)
    var octets = unsafe LogOctets(gathered)
    var base = LogBase()
    var sides = InlineArray<2, LogSide>(repeating: LogSide())
    for _ in 0..<log.count { segments.append(LogCode.read(&octets, &base, &sides, client: client)) }
  }

  /// Puts a log into one piece.
  private mutating func gather(_ log: LogHandle) {
    var chunk = log.head
    var filled = 0
    while chunk != 0 {
      if filled + Chunk.room > room { grow(keeping: filled) }
      unsafe (gathered + filled).copyMemory(from: chunks.memory(of: chunk) + Chunk.head, byteCount: Chunk.room)
      filled += Chunk.room
      chunk = chunks[chunk].next
    }
  }

  private mutating func grow(keeping filled: Int) {
    let larger = unsafe SegmentLog.buffer(room * 2)
    unsafe larger.copyMemory(from: gathered, byteCount: filled)
    unsafe gathered.deallocate()
    unsafe gathered = larger
    room *= 2
  }
}
