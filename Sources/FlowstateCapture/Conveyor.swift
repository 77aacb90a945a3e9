import Glibc

/// A bounded queue of values between two threads: one puts, one takes, in the same order.
///
/// Values are exchanged, not copied: who puts gets an emptied one back to fill again, so that no buffer is made twice.
///
/// One of the few places with unsafe code. Invariants: the lock and the conditions are initialized once, never moved, and
/// outlive every thread that holds the conveyor; everything else is touched only while the lock is held.
@safe package final class Conveyor<Value: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
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
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe changed = .allocate(capacity: 1)
    unsafe changed.initialize(to: pthread_cond_t())
    unsafe _ = pthread_mutex_init(lock, nil)
    unsafe _ = pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe _ = pthread_cond_destroy(changed)
    unsafe _ = pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Puts a value and gets one back for another use; waits while all places are taken. False once nobody takes any more.
  package func put(_ value: inout Value) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while count == slots.count && !isCancelled {
      putterWaits = true
      unsafe pthread_cond_wait(changed, lock)
    }
    putterWaits = false
    if isCancelled { return false }
    swap(&slots[(first + count) % slots.count], &value)
    count += 1
    if takerWaits { unsafe pthread_cond_signal(changed) }
    return true
  }

  /// Takes the next value in exchange for one that was worked off; waits for it. False when nothing more will come.
  package func take(_ value: inout Value) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while count == 0 && !isEnded {
      takerWaits = true
      unsafe pthread_cond_wait(changed, lock)
    }
    takerWaits = false
    if count == 0 { return false }
    swap(&slots[first], &value)
    first = (first + 1) % slots.count
    count -= 1
    // Not for a single place: to sleep and wake for each value costs more than to wait for some.
    if putterWaits, count <= slots.count / 2 { unsafe pthread_cond_signal(changed) }
    return true
  }

  /// Nothing more will be put.
  package func end() {
    unsafe pthread_mutex_lock(lock)
    isEnded = true
    unsafe pthread_cond_signal(changed)
    unsafe pthread_mutex_unlock(lock)
  }

  /// Nothing more will be taken.
  package func cancel() {
    unsafe pthread_mutex_lock(lock)
    isCancelled = true
    unsafe pthread_cond_signal(changed)
    unsafe pthread_mutex_unlock(lock)
  }
}

/// What a thread of its own does.
package protocol ThreadBody: AnyObject, Sendable {
  /// Runs to its end on the new thread.
  func run()
}

/// Starts threads that nobody waits for: they tell their end through a conveyor.
package enum DetachedThread {
  /// Whether a thread could be started; it keeps the body alive.
  package static func start(_ body: some ThreadBody) -> Bool {
    let box = unsafe Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let result = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body.run()
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      unsafe box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private final class Box {
    let body: any ThreadBody
    init(_ body: any ThreadBody) { self.body = body }
  }
}
