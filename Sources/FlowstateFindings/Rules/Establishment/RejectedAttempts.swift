import FlowstateCore

/// SYN-ACKs that their addressees rejected, remembered until the next connection on the tuple tells why. At most
/// `limit` of them: the oldest go first.
struct RejectedAttempts: Sendable {
  /// One of them.
  struct Attempt: Sendable {
    /// The number that was answered.
    var number: SequenceNumber
    /// When it was rejected.
    var time: Nanoseconds
    /// SYN-ACK and RST.
    var frames: [UInt64]
  }

  /// At most so many are remembered.
  static let limit = 4096
  /// By the connection's id.
  private(set) var attempts: [UInt64: Attempt] = [:]
  private var order: [UInt64] = []
  private var next = 0

  /// Remembers a connection that was nothing but an attempt that its opener rejected.
  mutating func note(_ story: ConnectionStory, _ resets: [ResetReading]) {
    guard let reading = resets.first, reading.meaning == .rejectsSYNACK, let answered = reading.answered else { return }
    let answer = story.segments[answered]
    guard answer.isSYNACK, attempts[story.id] == nil else { return }
    if order.count < Self.limit {
      order.append(story.id)
    } else {
      attempts[order[next]] = nil
      order[next] = story.id
      next = (next + 1) % Self.limit
    }
    let reset = story.segments[reading.index]
    attempts[story.id] = Attempt(
      number: answer.acknowledgment - 1, time: reset.time, frames: [answer.frame, reset.frame])
  }
}
