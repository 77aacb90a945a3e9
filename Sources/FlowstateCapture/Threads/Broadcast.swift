/// A bounded queue from one thread to several: each of them takes every value, in the same order.
///
/// Takers get copies, whose buffers are shared; a place is used again once all takers are done with what lay there. Who puts
/// gets back an old value that nobody else holds, so that no buffer is made twice.
///
/// Everything is touched only inside the monitor; who waits is told from outside.
package final class Broadcast<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private let filled = Condition()
  private let freed = Condition()
  private var slots: [Value]
  /// How many values were put, and how many each taker took.
  private var put = 0
  private var taken: [Int]
  private var isEnded = false
  private var isCancelled = false
  private var putterWaits = false
  private var takersWaiting = 0

  /// A broadcast to some takers with as many places as there are values to begin with, at least two.
  package init(_ values: [Value], takers: Int) {
    precondition(values.count > 1 && takers > 0, "a broadcast has places and takers")
    slots = values
    taken = [Int](repeating: 0, count: takers)
  }

  /// Places that hold what a taker still works on, or will. The value that was taken last counts: it is given up with the
  /// next call of `take`.
  private var occupied: Int { put - max(0, (taken.min() ?? 0) - 1) }

  /// Puts a value and gets one back for another use; waits while all places are taken. False once it was cancelled.
  package func put(_ value: inout Value) -> Bool {
    monitor.enter()
    while occupied == slots.count && !isCancelled {
      putterWaits = true
      freed.wait(in: monitor)
    }
    putterWaits = false
    let isTaken = !isCancelled
    if isTaken {
      swap(&slots[put % slots.count], &value)
      put += 1
    }
    let isAwaited = isTaken && takersWaiting > 0
    monitor.leave()
    // From outside: who is woken inside the monitor has to wait for it first.
    if isAwaited { filled.broadcast() }
    return isTaken
  }

  /// Whether `take` would return at once.
  package func isReady(for taker: Int) -> Bool {
    monitor.enter()
    defer { monitor.leave() }
    return taken[taker] < put || isEnded || isCancelled
  }

  /// Takes the next value in the place of the one before; waits for it. False when nothing more will come.
  package func take(_ value: inout Value, by taker: Int) -> Bool {
    monitor.enter()
    while taken[taker] == put && !isEnded && !isCancelled {
      takersWaiting += 1
      filled.wait(in: monitor)
      takersWaiting -= 1
    }
    let isThere = taken[taker] < put && !isCancelled
    if isThere {
      value = slots[taken[taker] % slots.count]
      taken[taker] += 1
    }
    // Not for a single place: to sleep and wake for each value costs more than to wait for some.
    let isAwaited = isThere && putterWaits && occupied <= (slots.count + 1) / 2
    monitor.leave()
    if isAwaited { freed.signal() }
    return isThere
  }

  /// Nothing more will be put.
  package func end() {
    monitor.enter()
    isEnded = true
    filled.broadcast()
    monitor.leave()
  }

  /// Nothing more will be taken.
  package func cancel() {
    monitor.enter()
    isCancelled = true
    freed.signal()
    filled.broadcast()
    monitor.leave()
  }
}
