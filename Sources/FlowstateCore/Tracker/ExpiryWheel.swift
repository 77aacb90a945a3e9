/// What the expiry wheel's lists run through.
protocol WheelEntry: BitwiseCopyable {
  /// Neighbours in the bucket's list; 0 for none.
  var wheelNext: UInt32 { get set }
  var wheelPrevious: UInt32 { get set }
  /// The bucket, below 4096.
  var bucket: UInt32 { get set }
}

/// Connections by the second in which they are looked at next, to be let go or put back.
///
/// 4096 buckets of one second; a connection that is kept longer is looked at again on the way. The lists run through
/// the records (`wheelNext`, `wheelPrevious`), so that moving one costs no search. Time is capture time.
struct ExpiryWheel: ~Copyable {
  static let bucketCount = 4096
  /// First entry of each bucket, first of each kind; 0 for none.
  private var heads = [UInt32](repeating: 0, count: 4 * ExpiryWheel.bucketCount)

  /// Which arena an entry's index belongs to.
  enum Lane: Int { case records = 0, attempts = 4096, answered = 8192, closed = 12288 }

  /// The second that capture time has reached; `nil` before the first frame.
  private(set) var now: Int64?

  /// The second of a time.
  static func second(_ time: Nanoseconds) -> Int64 { time >= 0 ? time / .second : (time &- .second &+ 1) / .second }

  /// Puts a record where it is looked at once `deadline` has passed.
  mutating func add<Entry: WheelEntry>(
    _ index: UInt32, deadline: Nanoseconds, to records: inout Arena<Entry>, lane: Lane
  ) {
    let now = now ?? 0
    let ahead = max(1, min(ExpiryWheel.second(deadline) &+ 1 &- now, Int64(ExpiryWheel.bucketCount - 1)))
    let bucket = UInt32(truncatingIfNeeded: (now &+ ahead) & Int64(ExpiryWheel.bucketCount - 1))
    let head = heads[lane.rawValue + Int(bucket)]
    records[index].bucket = bucket
    records[index].wheelPrevious = 0
    records[index].wheelNext = head
    if head != 0 { records[head].wheelPrevious = index }
    heads[lane.rawValue + Int(bucket)] = index
  }

  /// Takes a record out.
  mutating func remove<Entry: WheelEntry>(_ index: UInt32, from records: inout Arena<Entry>, lane: Lane) {
    let next = records[index].wheelNext
    let previous = records[index].wheelPrevious
    if previous != 0 {
      records[previous].wheelNext = next
    } else {
      heads[lane.rawValue + Int(records[index].bucket)] = next
    }
    if next != 0 { records[next].wheelPrevious = previous }
  }

  /// Moves capture time on; the seconds that are over are `from...to`, `nil` when none is.
  ///
  /// A clock that goes back by more than an hour is followed; less is the ordinary disorder of captures.
  mutating func advance(to time: Nanoseconds) -> ClosedRange<Int64>? {
    let second = ExpiryWheel.second(time)
    guard let old = now else {
      now = second
      return nil
    }
    if second <= old {
      if second < old - 3600 { now = second }
      return nil
    }
    now = second
    return max(old + 1, second - Int64(ExpiryWheel.bucketCount) + 1)...second
  }

  /// Empties the bucket of a second and returns its first entry.
  mutating func take(second: Int64, lane: Lane) -> UInt32 {
    let bucket = lane.rawValue + Int(second & Int64(ExpiryWheel.bucketCount - 1))
    let head = heads[bucket]
    heads[bucket] = 0
    return head
  }

  /// Forgets all entries; capture time stays.
  mutating func removeAllEntries() {
    for bucket in heads.indices { heads[bucket] = 0 }
  }
}
