import Glibc
import Synchronization

/// Runs independent pieces of work on several threads.
enum Workers {
  /// What the threads share: the next piece, and what came of those that are done.
  private final class Board<Value: Sendable>: Sendable {
    let state: Mutex<(next: Int, values: [Value?])>
    let body: @Sendable (Int) -> Value

    init(count: Int, body: @escaping @Sendable (Int) -> Value) {
      state = Mutex((0, [Value?](repeating: nil, count: count)))
      self.body = body
    }

    func work() {
      while let index = take() {
        let value = body(index)
        state.withLock { $0.values[index] = value }
      }
    }

    private func take() -> Int? {
      state.withLock { state in
        guard state.next < state.values.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }
  }

  /// What a thread is started with.
  private final class Task: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Processors that the process may use.
  static var available: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The values of `body` for `0..<count`, in order, made by at most `jobs` threads.
  static func map<Value: Sendable>(
    _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let board = Board(count: count, body: body)
    var threads: [pthread_t] = []
    for _ in 1..<max(1, min(jobs, count)) {
      var thread = pthread_t()
      // The thread takes over this reference, and gives it back when it begins.
      let task = unsafe Unmanaged.passRetained(Task { board.work() })
      let failed = unsafe pthread_create(
        &thread, nil,
        { argument in
          guard let argument = unsafe argument else { return nil }
          unsafe Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, task.toOpaque())
      // Without a thread, the others do its work.
      if failed == 0 { threads.append(thread) } else { unsafe task.release() }
    }
    board.work()
    for thread in threads { pthread_join(thread, nil) }
    return board.state.withLock { $0.values.compactMap { $0 } }
  }
}
