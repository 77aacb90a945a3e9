import FlowstateReports
import Glibc

/// A line on standard error that tells how far a long analysis is; only on a terminal, and only after a second.
struct Progress {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var next: ContinuousClock.Instant
  private var wasDrawn = false

  init(isShown: Bool) {
    self.isShown = isShown
    next = start.advanced(by: .seconds(1))
  }

  /// Draws the line when it is time.
  mutating func update(frames: UInt64, connections: UInt64, read: UInt64, size: UInt64?) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now.advanced(by: .milliseconds(200))
    var text = "\r\u{1b}[K"
    if let size, size > 0 { text += "\(min(read &* 100 / size, 100)) %  " }
    let elapsed = (now - start).components
    let milliseconds = UInt64(max(elapsed.seconds, 0)) * 1000 + UInt64(elapsed.attoseconds / 1_000_000_000_000_000)
    text += "\(frames) frames, \(connections) connections told, \(frames / max(milliseconds, 1)) k frames a second"
    _ = Descriptor.write(Array(text.utf8), to: STDERR_FILENO)
    wasDrawn = true
  }

  /// Wipes the line.
  mutating func finish() {
    guard wasDrawn else { return }
    _ = Descriptor.write(Array("\r\u{1b}[K".utf8), to: STDERR_FILENO)
    wasDrawn = false
  }
}
