extension Tracker {
  /// Looks at the connections whose seconds are over by a frame: reports and frees those whose time has come, in its order.
  @inline(never)
  mutating func expire<Sink: StorySink & ~Copyable>(
    _ seconds: ClosedRange<Int64>, by frame: UInt64, sink: inout Sink
  ) {
    due.clear()
    for second in seconds {
      for form in Form.allCases { look(at: wheel.take(second: second, as: form), form, second, of: seconds) }
    }
    if due.count > 1 { due.sort { $0.moment != $1.moment ? $0.moment < $1.moment : $0.id < $1.id } }
    for position in due.indices {
      if position + 8 < due.count { prefetch(due[position + 8].index) }
      if position + 4 < due.count { prefetchBelongings(due[position + 4].index, removing: true) }
      turn = StoryTurn(frame: frame, moment: due[position].moment, id: due[position].id)
      retire(due[position].index, sink: &sink)
    }
  }

  /// Adds to `due` those of a bucket's list whose time has come, and puts the others back.
  private mutating func look(at first: UInt32, _ form: Form, _ second: Int64, of seconds: ClosedRange<Int64>) {
    var place = first
    while place != 0 {
      let index = form.index(place)
      let next = nextInWheel(index)
      if next != 0 { prefetch(form.index(next)) }
      let moment = lastMoment(of: index) &+ retention(of: index)
      // A closed connection is looked at once before its time: that may have come, too, when many seconds are over.
      let isClosed = form == .record && records[place].bits.contains(.closed)
      if ExpiryWheel.second(moment) < (isClosed ? seconds.upperBound : second) {
        due.append(Due(moment: moment, id: firstFrame(of: index), index: index))
      } else if isClosed, captureEnd &- records[place].lastTime < Tracker.quiet {
        putBack(index, deadline: min(moment, records[place].lastTime &+ Tracker.quiet))
      } else if !(isClosed && putAway(place)) {
        putBack(index, deadline: moment)
      }
      place = next
    }
  }

  private func nextInWheel(_ index: UInt32) -> UInt32 {
    let place = Form.place(index)
    return switch Form(of: index) {
    case .record: records[place].wheelNext
    case .closed: closed[place].wheelNext
    case .attempt: attempts[place].wheelNext
    case .answered: answered[place].wheelNext
    }
  }

  private mutating func putBack(_ index: UInt32, deadline: Nanoseconds) {
    let place = Form.place(index)
    switch Form(of: index) {
    case .record: wheel.add(place, deadline: deadline, to: &records, as: .record)
    case .closed: wheel.add(place, deadline: deadline, to: &closed, as: .closed)
    case .attempt: wheel.add(place, deadline: deadline, to: &attempts, as: .attempt)
    case .answered: wheel.add(place, deadline: deadline, to: &answered, as: .answered)
    }
  }

  /// How long a connection is remembered after its last segment.
  private func retention(of index: UInt32) -> Nanoseconds {
    switch Form(of: index) {
    case .record: records[index].retention(settings)
    case .closed: settings.closedRetention
    case .attempt, .answered: settings.attemptRetention
    }
  }

  /// The number of a connection's first frame.
  func firstFrame(of index: UInt32) -> UInt64 {
    switch Form(of: index) {
    case .record: records[index].firstFrame
    case .closed: closed[Form.place(index)].firstFrame
    case .attempt, .answered: syn(index).frame
    }
  }

  /// Asks for the log of a connection that is told soon, and for its place in the table if it is taken out of it.
  @inline(__always)
  func prefetchBelongings(_ index: UInt32, removing: Bool) {
    switch Form(of: index) {
    case .record:
      if removing { table.prefetch(records[index].hash) }
      if records[index].course.step != .over { stores.log.prefetch(records[index].log) }
    case .closed:
      let place = Form.place(index)
      if removing { table.prefetch(closed[place].hash) }
      if closed[place].course.step != .over { stores.log.prefetch(closed[place].log) }
    case .attempt, .answered:
      if removing { table.prefetch(syn(index).key.hash(seed: seed)) }
    }
  }

  /// Time of the last segment of a connection, those held back included.
  private func lastMoment(of index: UInt32) -> Nanoseconds {
    let place = Form.place(index)
    switch Form(of: index) {
    case .closed: return closed[place].lastTime
    case .attempt: return attempts[place].time
    case .answered: return answered[place].time
    case .record: break
    }
    var moment = records[index].lastTime
    var node = records[index].held
    while node != 0 {
      moment = max(moment, stores.held[node].segment.time)
      node = stores.held[node].next
    }
    return moment
  }

  /// Reports a connection for good and frees its place.
  private mutating func retire<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    let place = Form.place(index)
    switch Form(of: index) {
    case .record:
      settleHeld(index, sink: &sink)
      finish(index, sink: &sink)
      forget(index, records[index].hash, records[index].key)
      records.release(place)
    case .closed:
      finishClosed(place, sink: &sink)
      free(Tracker.spare)
      forget(index, closed[place].hash, closed[place].key)
      closed.release(place)
    case .attempt:
      finishAttempt(index, sink: &sink)
      forget(index, attempts[place].key.hash(seed: seed), attempts[place].key)
      attempts.release(place)
    case .answered:
      finishAttempt(index, sink: &sink)
      forget(index, answered[place].syn.key.hash(seed: seed), answered[place].syn.key)
      answered.release(place)
    }
  }

  /// Takes a connection out of the table.
  private mutating func forget(_ index: UInt32, _ hash: UInt32, _ key: FlowKey) {
    table.remove(hash, index)
    population.giveBack(key.part)
  }

  /// Decides about what was held back by a connection that is out of the wheel.
  private mutating func settleHeld<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    guard records[index].held != 0 else { return }
    // The record may be moved in the wheel by what was held: it is put in, and taken out again.
    wheel.add(index, deadline: captureEnd, to: &records, as: .record)
    release(index, from: defaultBeginning(index), sink: &sink)
    wheel.remove(index, from: &records, as: .record)
  }
}
