extension Tracker {
  /// Looks at the connections whose seconds are over by a frame: reports and frees those whose time has come, in its order.
  @inline(never)
  mutating func expire<Sink: StorySink & ~Copyable>(
    _ seconds: ClosedRange<Int64>, by frame: UInt64, sink: inout Sink
  ) {
    due.clear()
    for second in seconds {
      var index = wheel.take(second: second, lane: .records)
      while index != 0 {
        let next = records[index].wheelNext
        let moment = lastMoment(index) &+ records[index].retention(settings)
        if ExpiryWheel.second(moment) < second {
          due.append(Due(moment: moment, id: records[index].firstFrame, index: index))
        } else {
          wheel.add(index, deadline: moment, to: &records, lane: .records)
        }
        index = next
      }
      index = wheel.take(second: second, lane: .attempts)
      while index != 0 {
        let next = attempts[index].wheelNext
        let moment = attempts[index].time &+ settings.attemptRetention
        if ExpiryWheel.second(moment) < second {
          due.append(Due(moment: moment, id: attempts[index].frame, index: index | Tracker.attemptBit))
        } else {
          wheel.add(index, deadline: moment, to: &attempts, lane: .attempts)
        }
        index = next
      }
    }
    if due.count > 1 { due.sort { $0.moment != $1.moment ? $0.moment < $1.moment : $0.id < $1.id } }
    for position in due.indices {
      prefetchDue(position, removing: true)
      turn = StoryTurn(frame: frame, moment: due[position].moment, id: due[position].id)
      retire(due[position].index, sink: &sink)
    }
  }

  /// Asks for the memory of those that are told soon, and of their place in the table where they are taken out of it:
  /// nobody touched it for long.
  @inline(__always)
  private func prefetchDue(_ position: Int, removing: Bool) {
    if position + 8 < due.count {
      let index = due[position + 8].index
      if Tracker.isAttempt(index) {
        attempts.prefetch(index & ~Tracker.attemptBit)
      } else {
        prefetchRecord(at: index)
      }
    }
    guard position + 4 < due.count else { return }
    let index = due[position + 4].index
    if Tracker.isAttempt(index) {
      if removing { table.prefetch(attempts[index & ~Tracker.attemptBit].key.hash(seed: seed)) }
    } else {
      if removing { table.prefetch(records[index].hash) }
      if records[index].course.step != .over { stores.log.prefetch(records[index].log) }
    }
  }

  /// Time of the last segment of a connection, those held back included.
  private func lastMoment(_ index: UInt32) -> Nanoseconds {
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
      let attempt = index & ~Tracker.attemptBit
      finishAttempt(attempt, sink: &sink)
      table.remove(attempts[attempt].key.hash(seed: seed), index)
      population.giveBack(attempts[attempt].key.part)
      attempts.release(attempt)
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

  /// Reports all connections that are left, in order of their first frame.
  mutating func finishAll<Sink: StorySink & ~Copyable>(sink: inout Sink) {
    due.removeAll()
    for index in table.indices() {
      let id = Tracker.isAttempt(index) ? attempts[index & ~Tracker.attemptBit].frame : records[index].firstFrame
      due.append(Due(moment: 0, id: id, index: index))
    }
    Due.sortByFrame(&due)
    for position in due.indices {
      prefetchDue(position, removing: false)
      let index = due[position].index
      turn = StoryTurn(frame: .max, id: due[position].id)
      if Tracker.isAttempt(index) {
        finishAttempt(index & ~Tracker.attemptBit, sink: &sink)
      } else {
        if records[index].held != 0 { release(index, from: defaultBeginning(index), sink: &sink) }
        report(index, sink: &sink)
      }
    }
    // All at once: taking them out one by one, in another order than the table's, costs more than telling them.
    table.removeAll()
    population.giveAllBack()
    wheel.removeAllEntries()
    records.releaseAll(but: Tracker.spare)
    attempts.releaseAll()
    stores.releaseAll()
    due = []
  }
}

extension Tracker.Due {
  /// Sorts by the number of the first frame: digit by digit, because there may be millions.
  static func sortByFrame(_ due: inout [Tracker.Due]) {
    var highest: UInt64 = 0
    for entry in due { highest = max(highest, entry.id) }
    let bits: UInt64 = 11
    var spare = due
    var shift: UInt64 = 0
    while highest >> shift > 0 {
      var starts = [Int](repeating: 0, count: 1 << Int(bits))
      for entry in due { starts[Int(entry.id >> shift & 0x7ff)] += 1 }
      var sum = 0
      for digit in starts.indices {
        let count = starts[digit]
        starts[digit] = sum
        sum += count
      }
      for entry in due {
        let digit = Int(entry.id >> shift & 0x7ff)
        spare[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&due, &spare)
      shift += bits
      if shift >= 64 { break }
    }
  }
}
