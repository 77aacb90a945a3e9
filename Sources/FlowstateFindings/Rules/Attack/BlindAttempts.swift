import FlowstateCore

/// What the rules about guessed segments share.
enum BlindAttempts {
  /// So many guesses within `window` are an attempt.
  static let least = 10
  /// Length of the window.
  static let window: Nanoseconds = 60 * .second

  /// Guesses that name one sender.
  struct Sweep {
    /// The end that they name.
    var sender: Side
    /// Their indices, in order.
    var indices: [Int]
    /// Whether their numbers go in equal steps; otherwise they are scattered.
    var step: Int32?
    /// Segments of the receiver soon after them that look like challenge ACKs.
    var challenges: Int
  }

  /// The busiest sweep of one sender over candidates, when their numbers differ; `nil` when there are too few.
  static func sweep(
    _ story: ConnectionStory, _ side: Side, _ candidates: [Int], number: (LoggedSegment) -> SequenceNumber
  ) -> Sweep? {
    var first = 0
    var best: Range<Int>?
    for last in candidates.indices {
      while story.segments[candidates[last]].time &- story.segments[candidates[first]].time > window { first += 1 }
      if last + 1 - first > best?.count ?? 0 { best = first..<last + 1 }
    }
    guard let best, best.count >= least else { return nil }
    let indices = Array(candidates[best])
    let numbers = indices.map { number(story.segments[$0]) }
    guard Set(numbers).count * 10 >= indices.count * 9, let begin = indices.first, let end = indices.last else {
      return nil
    }
    let steps = zip(numbers, numbers.dropFirst()).map { $0.distance(to: $1) }
    let common = steps.first.flatMap { wanted in steps.count { $0 == wanted } * 10 >= steps.count * 8 ? wanted : nil }
    let challenges = (begin..<min(story.segments.count, end + 3)).count { index in
      let segment = story.segments[index]
      return segment.sender != side && segment.isPureACK
    }
    return Sweep(sender: side, indices: indices, step: common, challenges: challenges)
  }

  /// Details of a sweep.
  static func details(_ sweep: Sweep) -> [Detail] {
    [
      Detail("attempts", .integer(Int64(sweep.indices.count))),
      Detail("step", sweep.step.map { .integer(Int64($0)) } ?? .null),
      Detail("challenge_acks", .integer(Int64(sweep.challenges))),
    ]
  }

  /// Whether a segment is outside what its receiver takes: the tracker says so, or the inference does.
  static func isRefused(_ story: ConnectionStory, _ index: Int) -> Bool {
    story.segments[index].notes.contains(.outOfWindow) || story.fate(index) == .ignored
      || story.fate(index) == .foreign
  }
}
