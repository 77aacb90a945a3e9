/// A bounded queue of values between two threads: one puts, one takes, in the same order.
///
/// Values are exchanged, not copied: who puts gets an emptied one back to fill again, so that no buffer is made twice.
///
/// Everything is touched only inside the monitor; who waits is told from outside.
package final class Conveyor<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private let changed = Condition()
  private var slots: [Value]
  /// Where the next value is taken, and how many wait.
  private var first = 0
  private var count = 0
  private var isEnded = false
  private var isCancelled = false
  private var putterWaits = false
  private var takerWaits = false

  /// A conveyor with as many places as there are values to begin with, at least one.
  package init(_ values: [Value]) {
    precondition(!values.isEmpty, "a conveyor has a place")
    slots = values
  }

  /// Puts a value and gets one back for another use; waits while all places are taken. False once nobody takes any more.
  ///
  /// Without haste, who waits to take is told when half of the places are filled, or by `hasten`: to sleep and wake for each
  /// value costs more than to wait for some.
  package func put(_ value: inout Value, inHaste: Bool = true) -> Bool {
    monitor.enter()
    while count == slots.count && !isCancelled {
      putterWaits = true
      changed.wait(in: monitor)
    }
    putterWaits = false
    let isTaken = !isCancelled
    if isTaken {
      swap(&slots[(first + count) % slots.count], &value)
      count += 1
    }
    let isAwaited = isTaken && takerWaits && (inHaste || count > slots.count / 2)
    monitor.leave()
    // From outside: who is woken inside the monitor has to wait for it first.
    if isAwaited { changed.signal() }
    return isTaken
  }

  /// Tells who waits to take of all that was put.
  package func hasten() {
    monitor.enter()
    let isAwaited = takerWaits && count > 0
    monitor.leave()
    if isAwaited { changed.signal() }
  }

  /// Takes the next value in exchange for one that was worked off; waits for it. False when nothing more will come.
  package func take(_ value: inout Value) -> Bool {
    monitor.enter()
    while count == 0 && !isEnded {
      takerWaits = true
      changed.wait(in: monitor)
    }
    takerWaits = false
    let isThere = count > 0
    if isThere {
      swap(&slots[first], &value)
      first = (first + 1) % slots.count
      count -= 1
    }
    let isAwaited = isThere && putterWaits && count <= slots.count / 2
    monitor.leave()
    if isAwaited { changed.signal() }
    return isThere
  }

  /// Nothing more will be put.
  package func end() {
    monitor.enter()
    isEnded = true
    changed.signal()
    monitor.leave()
  }

  /// Nothing more will be taken.
  package func cancel() {
    monitor.enter()
    isCancelled = true
    changed.signal()
    monitor.leave()
  }
}
