/// Bare SYNs wait in a form of 64 octets until a second segment comes (`Attempt`), and with the SYN-ACK that answers them
/// in one of 96 until a third one does (`AnsweredAttempt`).
extension Tracker {
  /// The SYN of an attempt, answered or not.
  @inline(__always)
  func syn(_ index: UInt32) -> Attempt {
    let place = Form.place(index)
    return Form(of: index) == .answered ? answered[place].syn : attempts[place]
  }

  /// Begins a connection with a bare SYN, as an attempt; false when there is no room.
  mutating func beginAttempt(_ segment: Segment, _ location: Location) -> Bool {
    let key = location.key(of: segment)
    let attempt = Attempt(
      segment, key: key, fromSecond: location.fromSecond, envelope: stores.envelope(segment, part: key.part))
    let index = attempts.allocate(attempt)
    guard index != 0 else { return false }
    table.insert(location.hash, Form.attempt.index(index))
    wheel.add(index, deadline: segment.time &+ settings.attemptRetention, to: &attempts, as: .attempt)
    return true
  }

  /// Takes the SYN-ACK that answers an attempt, in its place; false when it is not that, or when there is no room.
  @inline(never)
  mutating func answerAttempt(_ tagged: UInt32, _ segment: Segment, _ location: Location) -> Bool {
    let index = Form.place(tagged)
    guard AnsweredAttempt.fits(segment, fromSecond: location.fromSecond, after: attempts[index]),
      segment.time &- attempts[index].time <= settings.attemptRetention
    else { return false }
    let new = answered.allocate(AnsweredAttempt(attempts[index], segment))
    guard new != 0 else { return false }
    wheel.remove(index, from: &attempts, as: .attempt)
    wheel.add(new, deadline: segment.time &+ settings.attemptRetention, to: &answered, as: .answered)
    attempts.release(index)
    table.replace(location.hash, tagged, by: Form.answered.index(new))
    return true
  }

  /// Makes a record of an attempt, in its place; its index, or 0 when there is no room.
  @inline(never)
  mutating func promote(_ tagged: UInt32, _ location: Location) -> UInt32 {
    let new = records.allocate(record(of: tagged, hash: location.hash))
    guard new != 0 else { return 0 }
    takeAttempt(tagged, into: new)
    wheel.add(
      new, deadline: records[new].lastTime &+ records[new].retention(settings), to: &records, as: .record)
    let place = Form.place(tagged)
    if Form(of: tagged) == .answered {
      wheel.remove(place, from: &answered, as: .answered)
      answered.release(place)
    } else {
      wheel.remove(place, from: &attempts, as: .attempt)
      attempts.release(place)
    }
    table.replace(location.hash, tagged, by: new)
    return new
  }

  /// Reports an attempt that nothing followed; the caller takes it out of the wheel and the table.
  mutating func finishAttempt<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    if Form(of: index) == .attempt, tellAttempt(Form.place(index)) {
      handOver(to: &sink)
      return
    }
    records[Tracker.spare] = record(of: index, hash: 0)
    takeAttempt(index, into: Tracker.spare)
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

  /// A record that is in no table: other forms are one while their story is told. `init` allocates it first.
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
    guard Form(of: index) == .answered else { return }
    let answer = answered[Form.place(index)].answer
    records[record].take(answer, side: 1 - side, &stores, settings)
  }
}
