extension Tracker {
  /// Looks at the connections whose seconds are over: reports and frees those whose time has come, in its order.
  @inline(never)
  mutating func expire<Sink: StorySink & ~Copyable>(_ seconds: ClosedRange<Int64>, sink: inout Sink) {
    due.removeAll(keepingCapacity: true)
    for second in seconds {
      var index = wheel.take(second: second)
      while index != 0 {
        let next = records[index].wheelNext
        let moment = lastMoment(index) &+ records[index].retention(settings)
        if ExpiryWheel.second(moment) < second {
          due.append(Due(moment: moment, id: records[index].firstFrame, index: index))
        } else {
          wheel.add(index, deadline: moment, to: &records)
        }
        index = next
      }
    }
    if due.count > 1 { due.sort { $0.moment != $1.moment ? $0.moment < $1.moment : $0.id < $1.id } }
    for position in due.indices { retire(due[position].index, inWheel: false, sink: &sink) }
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
  private mutating func retire<Sink: StorySink & ~Copyable>(_ index: UInt32, inWheel: Bool, sink: inout Sink) {
    if records[index].held != 0 {
      // In the wheel or not, the record may be put back by what was held: it is taken out again below.
      if !inWheel { wheel.add(index, deadline: captureEnd, to: &records) }
      release(index, from: defaultBeginning(index), sink: &sink)
      wheel.remove(index, from: &records)
    } else if inWheel {
      wheel.remove(index, from: &records)
    }
    finish(index, sink: &sink)
    table.remove(records[index].hash, index)
    records.release(index)
  }

  /// Reports all connections that are left, in order of their first frame.
  mutating func finishAll<Sink: StorySink & ~Copyable>(sink: inout Sink) {
    due.removeAll()
    for index in table.indices() {
      due.append(Due(moment: 0, id: records[index].firstFrame, index: index))
    }
    due.sort { $0.id < $1.id }
    for position in due.indices { retire(due[position].index, inWheel: true, sink: &sink) }
    due = []
  }
}
