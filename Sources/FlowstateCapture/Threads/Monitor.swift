import Glibc

/// A lock whose holder can wait for conditions.
///
/// One of the few places with unsafe code. Invariants: the lock is initialized once and never moved, and lives as long as
/// anyone holds the monitor.
@safe final class Monitor: @unchecked Sendable {
  fileprivate let lock: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe _ = pthread_mutex_init(lock, nil)
  }

  deinit {
    unsafe _ = pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  /// Waits until nobody else is in, and enters.
  func enter() { unsafe _ = pthread_mutex_lock(lock) }

  /// Lets the next one in.
  func leave() { unsafe _ = pthread_mutex_unlock(lock) }
}

/// What holders of a monitor wait for, and tell each other. The same invariants hold.
@safe final class Condition: @unchecked Sendable {
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe condition = .allocate(capacity: 1)
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe _ = pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe _ = pthread_cond_destroy(condition)
    unsafe condition.deallocate()
  }

  /// Leaves a monitor that the caller is in until the condition may hold, and enters it again.
  func wait(in monitor: Monitor) { unsafe _ = pthread_cond_wait(condition, monitor.lock) }

  /// Wakes one who waits.
  func signal() { unsafe _ = pthread_cond_signal(condition) }

  /// Wakes all who wait.
  func broadcast() { unsafe _ = pthread_cond_broadcast(condition) }
}
