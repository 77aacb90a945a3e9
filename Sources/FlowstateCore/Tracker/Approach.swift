/// Where the next segments belong: while one is taken, the memory of those behind it is on its way.
///
/// First the slots of all are asked for, then the record of the eighth behind the one that is taken, and the end of the
/// log of the fourth. Which memory that is, is a guess by the hash: wrong guesses cost time only. A guess that is a record
/// comes with the location, while no record left the table since it was made.
struct Approach {
  /// Segments handled at a time.
  static let most = 32
  private static let recordsAhead = 8
  private static let logsAhead = 4

  private var locations: InlineArray<32, Tracker.Location>
  private var candidates = InlineArray<32, UInt32>(repeating: 0)
  private var count = 0
  private var taken = 0
  /// `Arena.releases` of the records when the first guess was made.
  private var releases: UInt32 = 0

  /// `filler` is any location.
  init(_ filler: Tracker.Location) { locations = InlineArray(repeating: filler) }

  var isFull: Bool { count == Approach.most }

  /// Forgets all.
  @inline(__always)
  mutating func restart() {
    count = 0
    taken = 0
  }

  /// Adds the location of a segment, while it is not full.
  @inline(__always)
  mutating func add(_ location: Tracker.Location, _ tracker: borrowing Tracker) {
    tracker.table.prefetch(location.hash)
    locations[count] = location
    count &+= 1
  }

  /// All are added.
  @inline(__always)
  mutating func begin(_ tracker: borrowing Tracker) {
    releases = tracker.records.releases
    for position in 0..<min(Approach.recordsAhead, count) { ask(position, tracker) }
  }

  /// The location of the next segment, which is about to be taken.
  @inline(__always)
  mutating func next(_ tracker: borrowing Tracker) -> Tracker.Location {
    if taken &+ Approach.recordsAhead < count { ask(taken &+ Approach.recordsAhead, tracker) }
    if taken &+ Approach.logsAhead < count { tracker.prefetchLog(candidates[taken &+ Approach.logsAhead]) }
    var location = locations[taken]
    let guess = candidates[taken]
    if Form(of: guess) == .record, tracker.records.releases == releases { location.guess = guess }
    taken &+= 1
    return location
  }

  @inline(__always)
  private mutating func ask(_ position: Int, _ tracker: borrowing Tracker) {
    candidates[position] = tracker.prefetchCandidate(locations[position].hash)
  }
}
