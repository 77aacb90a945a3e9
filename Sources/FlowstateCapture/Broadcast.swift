import Glibc

/// A bounded queue from one thread to several: each of them takes every value, in the same order.
///
/// Takers get copies, whose buffers are shared; a place is used again once all takers are done with what lay there. Who puts
/// gets back an old value that nobody else holds, so that no buffer is made twice.
///
/// One of the few places with unsafe code. Invariants: the lock and the conditions are initialized once, never moved, and
/// outlive every thread that holds the broadcast; everything else is touched only while the lock is held.
@safe package final class Broadcast<Value: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let filled: UnsafeMutablePointer<pthread_cond_t>
  private let freed: UnsafeMutablePointer<pthread_cond_t>
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
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe filled = .allocate(capacity: 1)
    unsafe filled.initialize(to: pthread_cond_t())
    unsafe freed = .allocate(capacity: 1)
    unsafe freed.initialize(to: pthread_cond_t())
    unsafe _ = pthread_mutex_init(lock, nil)
    unsafe _ = pthread_cond_init(filled, nil)
    unsafe _ = pthread_cond_init(freed, nil)
  }

  deinit {
    unsafe _ = pthread_cond_destroy(freed)
    unsafe _ = pthread_cond_destroy(filled)
    unsafe _ = pthread_mutex_destroy(lock)
    unsafe freed.deallocate()
    unsafe filled.deallocate()
    unsafe lock.deallocate()
  }

  /// Places that hold what a taker still works on, or will. The value that was taken last counts: it is given up with the
  /// next call of `take`.
  private var occupied: Int { put - max(0, (taken.min() ?? 0) - 1) }

  /// Puts a value and gets one back for another use; waits while all places are taken. False once it was cancelled.
  package func put(_ value: inout Value) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while occupied == slots.count && !isCancelled {
      putterWaits = true
      unsafe pthread_cond_wait(freed, lock)
    }
    putterWaits = false
    if isCancelled { return false }
    swap(&slots[put % slots.count], &value)
    put += 1
    if takersWaiting > 0 { unsafe pthread_cond_broadcast(filled) }
    return true
  }

  /// Whether `take` would return at once.
  package func isReady(for taker: Int) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return taken[taker] < put || isEnded || isCancelled
  }

  /// Takes the next value in the place of the one before; waits for it. False when nothing more will come.
  package func take(_ value: inout Value, by taker: Int) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while taken[taker] == put && !isEnded && !isCancelled {
      takersWaiting += 1
      unsafe pthread_cond_wait(filled, lock)
      takersWaiting -= 1
    }
    if taken[taker] == put || isCancelled { return false }
    value = slots[taken[taker] % slots.count]
    taken[taker] += 1
    // Not for a single place: to sleep and wake for each value costs more than to wait for some.
    if putterWaits, occupied <= (slots.count + 1) / 2 { unsafe pthread_cond_signal(freed) }
    return true
  }

  /// Nothing more will be put.
  package func end() {
    unsafe pthread_mutex_lock(lock)
    isEnded = true
    unsafe pthread_cond_broadcast(filled)
    unsafe pthread_mutex_unlock(lock)
  }

  /// Nothing more will be taken.
  package func cancel() {
    unsafe pthread_mutex_lock(lock)
    isCancelled = true
    unsafe pthread_cond_signal(freed)
    unsafe pthread_cond_broadcast(filled)
    unsafe pthread_mutex_unlock(lock)
  }
}
