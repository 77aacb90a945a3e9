/// The memory that records are read into and parsed in place: unread octets are `start..<end`.
///
/// Invariant: `0 <= start <= end <= capacity`, and the octets below `end` were written by a source.
@safe
struct ReadBuffer: ~Copyable {
  /// Octets that one read asks for: large enough that the call costs nothing, small enough to stay in the cache.
  static let chunk = 256 * 1024
  /// Octets of one block that are held at once; what is longer is looked at in part and skipped.
  static let largestBlock = 512 * 1024
  /// A block in part, and room for another read behind it.
  static let capacity = largestBlock + 2 * chunk

  private let base: UnsafeMutableRawPointer
  /// The first octet that was not parsed.
  private(set) var start = 0
  /// One behind the last octet that was read.
  private(set) var end = 0
  /// Offset in the stream of the buffer's first octet.
  private var streamOffset: UInt64 = 0

  init() {
    unsafe base = .allocate(byteCount: Self.capacity, alignment: 64)
  }

  deinit { unsafe base.deallocate() }

  /// Octets that were read and not parsed.
  var unread: Int { end - start }

  /// Offset in the stream of the first unread octet.
  var offset: UInt64 { streamOffset &+ UInt64(start) }

  /// Everything up to `end`, valid until the next fill. Offsets of records count from here.
  var contents: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: end) }

  /// Marks octets as parsed.
  mutating func advance(to position: Int) {
    precondition(position >= start && position <= end, "a parser went beyond the octets it was given")
    start = position
  }

  /// Reads once more behind what is there; moves the unread rest to the front first, unless that must stay.
  ///
  /// - Returns: octets read; 0 at the end of the stream, or when there is no room.
  mutating func fill(from source: ByteSource, keepingParsed: Bool = false) throws(SourceError) -> Int {
    if start > 0 && !keepingParsed {
      if end > start { unsafe base.copyMemory(from: base + start, byteCount: end - start) }
      streamOffset &+= UInt64(start)
      end -= start
      start = 0
    }
    let room = min(Self.chunk, Self.capacity - end)
    if room == 0 { return 0 }
    let count = try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: base + end, count: room))
    end += count
    return count
  }
}
