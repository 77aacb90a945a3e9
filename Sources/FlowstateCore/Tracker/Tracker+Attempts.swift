/// Bare SYNs wait in a form of 64 octets until a second segment comes (`Attempt`), and with the SYN-ACK that answers them
/// in one of 96 until a third one does (`AnsweredAttempt`).
///
/// In the table and in the wheel their indices have the highest bit set; those of answered ones the next bit, too.
extension Tracker {
  /// Mark the index of an attempt, and of one that is answered.
  static let attemptBit: UInt32 = 1 << 31
  static let answeredBit: UInt32 = 1 << 30

  /// Whether an index leads to an attempt, answered or not; the other ones lead to records.
  @inline(__always) static func isAttempt(_ index: UInt32) -> Bool { index & attemptBit != 0 }

  /// Whether the index of an attempt leads to one that is answered.
  @inline(__always) static func isAnswered(_ index: UInt32) -> Bool { index & answeredBit != 0 }

  /// An index without its marks.
  @inline(__always) static func place(_ index: UInt32) -> UInt32 { index & (answeredBit - 1) }

  /// The SYN of an attempt.
  @inline(__always)
  func syn(_ index: UInt32) -> Attempt {
    let place = Tracker.place(index)
    return Tracker.isAnswered(index) ? answered[place].syn : attempts[place]
  }

  /// Whether an attempt is one of a tuple.
  @inline(__always)
  func isAttempt(_ index: UInt32, of key: FlowKey) -> Bool {
    let place = Tracker.place(index)
    return Tracker.isAnswered(index) ? answered[place].syn.isOf(key) : attempts[place].isOf(key)
  }

  /// When the last segment of an attempt was captured.
  func lastMoment(ofAttempt index: UInt32) -> Nanoseconds {
    let place = Tracker.place(index)
    return Tracker.isAnswered(index) ? answered[place].time : attempts[place].time
  }

  @inline(__always)
  func prefetchAttempt(_ index: UInt32) {
    let place = Tracker.place(index)
    if Tracker.isAnswered(index) { answered.prefetch(place) } else { attempts.prefetch(place) }
  }

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

  /// Takes the SYN-ACK that answers an attempt, in its place; false when it is not that, or when there is no room.
  @inline(never)
  mutating func answerAttempt(_ tagged: UInt32, _ segment: Segment, _ location: Location) -> Bool {
    let index = Tracker.place(tagged)
    guard !Tracker.isAnswered(tagged),
      AnsweredAttempt.fits(segment, fromSecond: location.fromSecond, after: attempts[index]),
      segment.time &- attempts[index].time <= settings.attemptRetention
    else { return false }
    let new = answered.allocate(AnsweredAttempt(attempts[index], segment))
    guard new != 0 else { return false }
    wheel.remove(index, from: &attempts, lane: .attempts)
    wheel.add(new, deadline: segment.time &+ settings.attemptRetention, to: &answered, lane: .answered)
    attempts.release(index)
    table.replace(location.hash, tagged, by: new | Tracker.attemptBit | Tracker.answeredBit)
    return true
  }

  /// Makes a record of an attempt, in its place; its index, or 0 when there is no room.
  @inline(never)
  mutating func promote(_ tagged: UInt32, _ location: Location) -> UInt32 {
    let new = records.allocate(record(of: tagged, hash: location.hash))
    guard new != 0 else { return 0 }
    takeAttempt(tagged, into: new)
    wheel.add(
      new, deadline: records[new].lastTime &+ records[new].retention(settings), to: &records, lane: .records)
    if Tracker.isAnswered(tagged) {
      wheel.remove(Tracker.place(tagged), from: &answered, lane: .answered)
    } else {
      wheel.remove(Tracker.place(tagged), from: &attempts, lane: .attempts)
    }
    releaseAttempt(tagged)
    table.replace(location.hash, tagged, by: new)
    return new
  }

  /// Reports an attempt that nothing followed; the caller takes it out of the wheel and the table.
  mutating func finishAttempt<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    if !Tracker.isAnswered(index), tellAttempt(Tracker.place(index)) {
      handOver(to: &sink)
      return
    }
    records[Tracker.spare] = record(of: index, hash: 0)
    takeAttempt(index, into: Tracker.spare)
    finish(Tracker.spare, sink: &sink)
  }

  /// Gives the memory of an attempt back.
  mutating func releaseAttempt(_ index: UInt32) {
    if Tracker.isAnswered(index) {
      answered.release(Tracker.place(index))
    } else {
      attempts.release(Tracker.place(index))
    }
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
    let syn = syn(index)
    var record = Record(syn.segment, key: syn.key, hash: hash, fromSecond: syn.fromSecond)
    record.envelope = syn.envelope
    return record
  }

  /// Has a new record take the segments of an attempt.
  private mutating func takeAttempt(_ index: UInt32, into record: UInt32) {
    let syn = syn(index)
    let side = syn.fromSecond ? 1 : 0
    records[record].take(syn.segment, side: side, &stores, settings)
    guard Tracker.isAnswered(index) else { return }
    let answer = answered[Tracker.place(index)].answer
    records[record].take(answer, side: 1 - side, &stores, settings)
  }
}
