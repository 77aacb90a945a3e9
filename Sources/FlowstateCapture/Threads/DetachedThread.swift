import Glibc

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
