extension Tracker {
  /// Looks at the connections whose seconds are over by a frame: reports and frees those whose time has come, in its order.
  @inline(never)
  mutating func expire<Sink: StorySink & ~Copyable>(
    _ seconds: ClosedRange<Int64>, by frame: UInt64, sink: inout Sink
  ) {
    due.clear()
    for second in seconds {
      look(at: wheel.take(second: second, lane: .records), second, tag: 0)
      look(at: wheel.take(second: second, lane: .closed), second, tag: Tracker.closedBit)
      look(at: wheel.take(second: second, lane: .attempts), second, tag: Tracker.attemptBit)
      look(at: wheel.take(second: second, lane: .answered), second, tag: Tracker.attemptBit | Tracker.answeredBit)
    }
    if due.count > 1 { due.sort { $0.moment != $1.moment ? $0.moment < $1.moment : $0.id < $1.id } }
    for position in due.indices {
      if position + 8 < due.count { prefetch(due[position + 8].index) }
      if position + 4 < due.count { prefetchBelongings(due[position + 4].index, removing: true) }
      turn = StoryTurn(frame: frame, moment: due[position].moment, id: due[position].id)
      retire(due[position].index, sink: &sink)
    }
  }

  /// Adds to `due` those of a bucket's list whose time has come, and puts the others back; `tag` marks their indices.
  private mutating func look(at first: UInt32, _ second: Int64, tag: UInt32) {
    var place = first
    while place != 0 {
      let index = place | tag
      let next = nextInWheel(index)
      let moment = lastMoment(of: index) &+ retention(of: index)
      if ExpiryWheel.second(moment) < second {
        due.append(Due(moment: moment, id: firstFrame(of: index), index: index))
      } else if tag != 0 || !records[place].bits.contains(.closed) {
        putBack(index, deadline: moment)
      } else if captureEnd &- records[place].lastTime < Tracker.quiet {
        putBack(index, deadline: min(moment, records[place].lastTime &+ Tracker.quiet))
      } else if !putAway(place) {
        putBack(index, deadline: moment)
      }
      place = next
    }
  }

  private func nextInWheel(_ index: UInt32) -> UInt32 {
    let place = Tracker.place(index)
    if Tracker.isClosed(index) { return closed[place].wheelNext }
    guard Tracker.isAttempt(index) else { return records[place].wheelNext }
    return Tracker.isAnswered(index) ? answered[place].wheelNext : attempts[place].wheelNext
  }

  private mutating func putBack(_ index: UInt32, deadline: Nanoseconds) {
    let place = Tracker.place(index)
    if Tracker.isClosed(index) {
      wheel.add(place, deadline: deadline, to: &closed, lane: .closed)
    } else if !Tracker.isAttempt(index) {
      wheel.add(place, deadline: deadline, to: &records, lane: .records)
    } else if Tracker.isAnswered(index) {
      wheel.add(place, deadline: deadline, to: &answered, lane: .answered)
    } else {
      wheel.add(place, deadline: deadline, to: &attempts, lane: .attempts)
    }
  }

  /// How long a connection is remembered after its last segment.
  private func retention(of index: UInt32) -> Nanoseconds {
    if Tracker.isAttempt(index) { return settings.attemptRetention }
    return Tracker.isClosed(index) ? settings.closedRetention : records[index].retention(settings)
  }

  /// The number of a connection's first frame.
  func firstFrame(of index: UInt32) -> UInt64 {
    if Tracker.isAttempt(index) { return syn(index).frame }
    return Tracker.isClosed(index) ? closed[Tracker.place(index)].firstFrame : records[index].firstFrame
  }

  /// Asks for the log of a connection that is told soon, and for its place in the table if it is taken out of it.
  @inline(__always)
  func prefetchBelongings(_ index: UInt32, removing: Bool) {
    if Tracker.isAttempt(index) {
      if removing { table.prefetch(syn(index).key.hash(seed: seed)) }
    } else if Tracker.isClosed(index) {
      let place = Tracker.place(index)
      if removing { table.prefetch(closed[place].hash) }
      if closed[place].step != .over { stores.log.prefetch(closed[place].log) }
    } else {
      if removing { table.prefetch(records[index].hash) }
      if records[index].course.step != .over { stores.log.prefetch(records[index].log) }
    }
  }

  /// Time of the last segment of a connection, those held back included.
  private func lastMoment(of index: UInt32) -> Nanoseconds {
    if Tracker.isAttempt(index) { return lastMoment(ofAttempt: index) }
    if Tracker.isClosed(index) { return closed[Tracker.place(index)].lastTime }
    var moment = records[index].lastTime
    var node = records[index].held
    while node != 0 {
      moment = max(moment, stores.held[node].segment.time)
      node = stores.held[node].next
    }
    return moment
  }

  /// Reports a connection for good and frees its record.
  private mutating func retire<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    if Tracker.isAttempt(index) {
      finishAttempt(index, sink: &sink)
      let key = syn(index).key
      table.remove(key.hash(seed: seed), index)
      population.giveBack(key.part)
      releaseAttempt(index)
      return
    }
    if Tracker.isClosed(index) {
      let place = Tracker.place(index)
      finishClosed(place, sink: &sink)
      free(Tracker.spare)
      table.remove(closed[place].hash, index)
      population.giveBack(closed[place].key.part)
      closed.release(place)
      return
    }
    settleHeld(index, sink: &sink)
    finish(index, sink: &sink)
    table.remove(records[index].hash, index)
    population.giveBack(records[index].key.part)
    records.release(index)
  }

  /// Decides about what was held back by a connection that is out of the wheel.
  private mutating func settleHeld<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    guard records[index].held != 0 else { return }
    // The record may be moved in the wheel by what was held: it is put in, and taken out again.
    wheel.add(index, deadline: captureEnd, to: &records, lane: .records)
    release(index, from: defaultBeginning(index), sink: &sink)
    wheel.remove(index, from: &records, lane: .records)
  }
}
