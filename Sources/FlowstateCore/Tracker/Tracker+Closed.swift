/// Closed connections that nothing happens to any more wait in half a record's place (`ClosedRecord`) until they are
/// forgotten: two of them take the place of a record that is not needed any more.
extension Tracker {
  /// So long after its last segment, a closed connection changes its form.
  static let quiet: Nanoseconds = .second

  /// Changes the form of a closed connection's record that is out of the wheel and quiet; false when it must stay as it is.
  mutating func putAway(_ index: UInt32) -> Bool {
    guard records[index].canBeClosedRecord() else { return false }
    let new = closed.allocate(ClosedRecord(records[index]), halving: &records)
    guard new != 0 else { return false }
    assert(leadsBack(new, to: index), "a closed record and its log say all that the record said")
    wheel.add(new, deadline: records[index].lastTime &+ settings.closedRetention, to: &closed, as: .closed)
    table.replace(records[index].hash, index, by: Form.closed.index(new))
    records.release(index)
    return true
  }

  /// Makes a record of a closed one, in its place, for a segment of some time; its index, or 0 when there is no room.
  @inline(never)
  mutating func takeOut(_ tagged: UInt32, _ location: Location, at time: Nanoseconds) -> UInt32 {
    let place = Form.place(tagged)
    let new = records.allocate(closed[place].record)
    guard new != 0 else { return 0 }
    stores.scratch.clear()
    stores.log.read(records[new].log, client: 0, into: &stores.scratch)
    records[new].recall(stores.scratch)
    wheel.remove(place, from: &closed, as: .closed)
    wheel.add(new, deadline: time &+ Tracker.quiet, to: &records, as: .record)
    closed.release(place)
    table.replace(location.hash, tagged, by: new)
    return new
  }

  /// Reports a closed connection, from the spare record; the caller takes it out of the wheel and the table.
  mutating func finishClosed<Sink: StorySink & ~Copyable>(_ place: UInt32, sink: inout Sink) {
    records[Tracker.spare] = closed[place].record
    report(Tracker.spare, sink: &sink)
  }

  /// Whether what a closed record leads back to is the record that it was made of.
  private mutating func leadsBack(_ place: UInt32, to index: UInt32) -> Bool {
    var wanted = records[index]
    var made = closed[place].record
    stores.scratch.clear()
    stores.log.read(made.log, client: 0, into: &stores.scratch)
    made.recall(stores.scratch)
    // What is not asked for any more: the wheel's place, and how the latest came into the log.
    wanted.wheelNext = 0
    wanted.wheelPrevious = 0
    wanted.bucket = 0
    for x in 0..<2 {
      wanted.halves[x].latest.ordinal = 0
      wanted.halves[x].latest.bits &= ~Latest.first
    }
    return wanted.description == made.description
  }
}

extension Record {
  /// All of it; inline arrays do not describe what they hold.
  fileprivate var description: String {
    let numbers = [beginnings[0], beginnings[1], log.base.ends[0], log.base.ends[1]]
    return "\(self) \(halves[0]) \(halves[1]) \(numbers)"
  }
}
