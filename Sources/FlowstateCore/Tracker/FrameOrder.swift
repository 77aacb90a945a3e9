/// Connections in the order of their first frames, in 8 octets each: there may be millions.
///
/// It takes those whose first frame is less than 2^32 behind `start`; the next one begins at `next`.
struct FrameOrder {
  private let start: UInt64
  /// The first of the frames that were too far behind; the highest number for none.
  private(set) var next = UInt64.max
  /// How far the first frame is behind `start`, above the index.
  private var entries: [UInt64] = []

  init(start: UInt64) { self.start = start }

  var count: Int { entries.count }

  func frame(_ position: Int) -> UInt64 { start &+ entries[position] >> 32 }
  @inline(__always)
  func index(_ position: Int) -> UInt32 { UInt32(truncatingIfNeeded: entries[position]) }

  /// Adds a connection, unless it is before `start`.
  mutating func add(_ frame: UInt64, _ index: UInt32) {
    guard frame >= start else { return }
    guard frame - start <= UInt32.max else {
      next = min(next, frame)
      return
    }
    entries.append((frame - start) << 32 | UInt64(index))
  }

  /// Sorts by frame, in place.
  mutating func sort() { sort(0..<entries.count, shift: 56) }

  /// Sorts a piece whose entries agree above a digit of 8 bits: every entry goes to the run of its digit, and takes the
  /// place of one that goes to its own.
  private mutating func sort(_ piece: Range<Int>, shift: UInt64) {
    guard piece.count > 24 else { return insert(piece) }
    var ends = InlineArray<256, Int>(repeating: 0)
    for position in piece { ends[digit(position, shift)] += 1 }
    var starts = InlineArray<256, Int>(repeating: 0)
    var sum = piece.lowerBound
    for value in 0..<256 {
      starts[value] = sum
      sum += ends[value]
      ends[value] = sum
    }
    for value in 0..<256 {
      while starts[value] < ends[value] {
        let other = digit(starts[value], shift)
        if other != value { entries.swapAt(starts[value], starts[other]) }
        starts[other] += 1
      }
    }
    guard shift > 32 else { return }
    var start = piece.lowerBound
    for value in 0..<256 {
      if ends[value] - start > 1 { sort(start..<ends[value], shift: shift - 8) }
      start = ends[value]
    }
  }

  @inline(__always)
  private func digit(_ position: Int, _ shift: UInt64) -> Int { Int(entries[position] >> shift & 0xff) }

  private mutating func insert(_ piece: Range<Int>) {
    for position in piece {
      let entry = entries[position]
      var place = position
      while place > piece.lowerBound, entries[place - 1] > entry {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
    }
  }
}
