/// Bare SYNs wait in a form of 64 octets until a second segment comes (`Attempt`).
///
/// In the table and in the wheel they have indices with the highest bit set.
extension Tracker {
  /// Marks the index of an attempt.
  static let attemptBit: UInt32 = 1 << 31

  /// Whether an index leads to an attempt; the other ones lead to records.
  @inline(__always) static func isAttempt(_ index: UInt32) -> Bool { index & attemptBit != 0 }

  /// Begins a connection with a bare SYN, as an attempt; false when there is no room.
  mutating func beginAttempt(_ segment: Segment, _ location: Location) -> Bool {
    let attempt = Attempt(
      segment, key: location.key, fromSecond: location.fromSecond,
      envelope: stores.envelope(segment, part: location.key.part))
    let index = attempts.allocate(attempt)
    guard index != 0 else { return false }
    table.insert(location.hash, index | Tracker.attemptBit)
    wheel.add(index, deadline: segment.time &+ settings.attemptRetention, to: &attempts, lane: .attempts)
    return true
  }

  /// Makes a record of an attempt, in its place; its index, or 0 when there is no room.
  @inline(never)
  mutating func promote(_ tagged: UInt32, _ location: Location) -> UInt32 {
    let index = tagged & ~Tracker.attemptBit
    let new = records.allocate(record(of: index, hash: location.hash))
    guard new != 0 else { return 0 }
    let segment = attempts[index].segment
    records[new].take(segment, side: attempts[index].fromSecond ? 1 : 0, &stores, settings)
    wheel.remove(index, from: &attempts, lane: .attempts)
    wheel.add(new, deadline: segment.time &+ records[new].retention(settings), to: &records, lane: .records)
    attempts.release(index)
    table.replace(location.hash, tagged, by: new)
    return new
  }

  /// Reports an attempt that nothing followed; the caller takes it out of the wheel and the table.
  mutating func finishAttempt<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    if tellAttempt(index) {
      handOver(to: &sink)
      return
    }
    records[Tracker.spare] = record(of: index, hash: 0)
    let segment = attempts[index].segment
    records[Tracker.spare].take(segment, side: attempts[index].fromSecond ? 1 : 0, &stores, settings)
    finish(Tracker.spare, sink: &sink)
  }

  /// Fills the story of an attempt that nothing followed and about which nothing stands out, as `tell` would fill it from
  /// a record; false when something does.
  private mutating func tellAttempt(_ index: UInt32) -> Bool {
    let segment = attempts[index].segment
    guard segment.marks.isDisjoint(with: Record.remarkableMarks), segment.source != segment.destination,
      !segment.options.has(.fastOpen), !segment.options.has(.multipath)
    else { return false }
    story.begin(with: segment, key: attempts[index].key, envelope: stores.envelopes[Int(attempts[index].envelope)])
    OrdinaryAttempt(captureEnd: captureEnd).tellSingle(&story)
    StorySummary.complete(&story, settings: settings, captureEnd: captureEnd)
    return true
  }

  /// A record that is in no table: an attempt is one while its story is told. `init` allocates it first.
  static let spare: UInt32 = 1

  private func record(of index: UInt32, hash: UInt32) -> Record {
    let attempt = attempts[index]
    var record = Record(attempt.segment, key: attempt.key, hash: hash, fromSecond: attempt.fromSecond)
    record.envelope = attempt.envelope
    return record
  }
}
