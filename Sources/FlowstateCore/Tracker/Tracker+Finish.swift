extension Tracker {
  /// Reports all connections that are left, in order of their first frame.
  mutating func finishAll<Sink: StorySink & ~Copyable>(sink: inout Sink) {
    due = []
    var start: UInt64 = 0
    while start != .max {
      var order = FrameOrder(start: start)
      for slot in 0..<table.slotCount {
        let index = table.index(at: slot)
        if index != 0 { order.add(firstFrame(of: index), index) }
      }
      order.sort()
      finish(order, sink: &sink)
      start = order.next
    }
    // All at once: taking them out one by one, in another order than the table's, costs more than telling them.
    table.removeAll()
    population.giveAllBack()
    wheel.removeAllEntries()
    records.releaseAll(but: Tracker.spare)
    attempts.releaseAll()
    answered.releaseAll()
    closed.releaseAll()
    stores.releaseAll()
  }

  private mutating func finish<Sink: StorySink & ~Copyable>(_ order: FrameOrder, sink: inout Sink) {
    for position in 0..<order.count {
      if position + 8 < order.count { prefetch(order.index(position + 8)) }
      if position + 4 < order.count { prefetchBelongings(order.index(position + 4), removing: false) }
      let index = order.index(position)
      turn = StoryTurn(frame: .max, id: order.frame(position))
      switch Form(of: index) {
      case .record:
        if records[index].held != 0 { release(index, from: defaultBeginning(index), sink: &sink) }
        report(index, sink: &sink)
        // What was held back may have made it a connection of a later round.
        records[index].firstFrame = 0
      case .closed: finishClosed(Form.place(index), sink: &sink)
      case .attempt, .answered: finishAttempt(index, sink: &sink)
      }
    }
  }
}
