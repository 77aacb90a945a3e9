/// What the expiry wheel's lists run through.
protocol WheelEntry: BitwiseCopyable {
  /// Neighbours in the bucket's list; 0 for none.
  var wheelNext: UInt32 { get set }
  var wheelPrevious: UInt32 { get set }
  /// The bucket, below 4096.
  var bucket: UInt32 { get set }
}

/// The number of a frame in 48 bits, and a bucket of the wheel in 16: for forms in which every octet counts.
struct FrameAndBucket: BitwiseCopyable {
  private var packed: UInt64

  /// A frame that `fits`, in bucket 0.
  @inline(__always) init(_ frame: UInt64) { packed = frame }

  static func fits(_ frame: UInt64) -> Bool { frame < 1 << 48 }

  var frame: UInt64 { packed & 0xffff_ffff_ffff }
  var bucket: UInt32 {
    get { UInt32(truncatingIfNeeded: packed >> 48) }
    set { packed = frame | UInt64(newValue & 0xffff) << 48 }
  }
}

/// Connections by the second in which they are looked at next, to be let go or put back.
///
/// 4096 buckets of one second; a connection that is kept longer is looked at again on the way. The lists run through
/// the records (`wheelNext`, `wheelPrevious`), so that moving one costs no search. Time is capture time.
struct ExpiryWheel: ~Copyable {
  static let bucketCount = 4096
  /// First entry of each bucket, one list for each form; 0 for none.
  private var heads = [UInt32](repeating: 0, count: Form.allCases.count * ExpiryWheel.bucketCount)

  /// The second that capture time has reached; `nil` before the first frame.
  private(set) var now: Int64?
  /// The times of that second; none where they cannot be said.
  private var present: Range<Nanoseconds> = 0..<0

  /// The second of a time.
  static func second(_ time: Nanoseconds) -> Int64 { time >= 0 ? time / .second : (time &- .second &+ 1) / .second }

  /// Puts a record where it is looked at once `deadline` has passed.
  mutating func add<Entry: WheelEntry>(
    _ index: UInt32, deadline: Nanoseconds, to records: inout Arena<Entry>, as form: Form
  ) {
    let now = now ?? 0
    let ahead = max(1, min(ExpiryWheel.second(deadline) &+ 1 &- now, Int64(ExpiryWheel.bucketCount - 1)))
    let bucket = UInt32(truncatingIfNeeded: (now &+ ahead) & Int64(ExpiryWheel.bucketCount - 1))
    let head = heads[ExpiryWheel.list(form, bucket)]
    records[index].bucket = bucket
    records[index].wheelPrevious = 0
    records[index].wheelNext = head
    if head != 0 { records[head].wheelPrevious = index }
    heads[ExpiryWheel.list(form, bucket)] = index
  }

  /// Takes a record out.
  mutating func remove<Entry: WheelEntry>(_ index: UInt32, from records: inout Arena<Entry>, as form: Form) {
    let next = records[index].wheelNext
    let previous = records[index].wheelPrevious
    if previous != 0 {
      records[previous].wheelNext = next
    } else {
      heads[ExpiryWheel.list(form, records[index].bucket)] = next
    }
    if next != 0 { records[next].wheelPrevious = previous }
  }

  /// Moves capture time on; the seconds that are over are `from...to`, `nil` when none is.
  ///
  /// A clock that goes back by more than an hour is followed; less is the ordinary disorder of captures.
  @inline(__always)
  mutating func advance(to time: Nanoseconds) -> ClosedRange<Int64>? {
    present.contains(time) ? nil : turn(to: time)
  }

  @inline(never)
  private mutating func turn(to time: Nanoseconds) -> ClosedRange<Int64>? {
    let second = ExpiryWheel.second(time)
    guard let old = now else {
      begin(second)
      return nil
    }
    if second <= old {
      guard second < old - 3600 else { return nil }
      begin(second)
      return nil
    }
    begin(second)
    return max(old + 1, second - Int64(ExpiryWheel.bucketCount) + 1)...second
  }

  private mutating func begin(_ second: Int64) {
    now = second
    let (start, isTooFar) = second.multipliedReportingOverflow(by: .second)
    let (end, endsTooFar) = start.addingReportingOverflow(.second)
    present = isTooFar || endsTooFar ? 0..<0 : start..<end
  }

  /// Empties the bucket of a second and returns its first entry.
  mutating func take(second: Int64, as form: Form) -> UInt32 {
    let list = ExpiryWheel.list(form, UInt32(truncatingIfNeeded: second & Int64(ExpiryWheel.bucketCount - 1)))
    let head = heads[list]
    heads[list] = 0
    return head
  }

  /// The place in `heads` of a bucket's list.
  @inline(__always)
  private static func list(_ form: Form, _ bucket: UInt32) -> Int { Int(form.rawValue) * bucketCount + Int(bucket) }

  /// Forgets all entries; capture time stays.
  mutating func removeAllEntries() {
    for bucket in heads.indices { heads[bucket] = 0 }
  }
}
