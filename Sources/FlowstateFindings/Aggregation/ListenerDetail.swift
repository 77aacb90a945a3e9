import FlowstateCore

/// What is kept of a listener where attempts fail.
struct ListenerDetail: Sendable {
  /// Attempts are counted in intervals of this length.
  static let interval: Nanoseconds = 5 * .second
  /// At most so many intervals are told apart; further ones are not counted.
  static let intervalLimit = 2048
  /// At most so many frames are kept as evidence of each kind.
  static let frameLimit = 64

  /// The attempts of an interval.
  struct Interval: Sendable {
    /// Number of the interval since the epoch.
    var number: Int32
    var attempts: UInt32 = 0
    var completed: UInt32 = 0
    var refused: UInt32 = 0
    var halfOpen: UInt32 = 0
    /// Half-open ones whose opener answered the SYN-ACK by an RST.
    var rejected: UInt32 = 0
    /// SYN-ACKs sent again.
    var repeats: UInt32 = 0
    /// SYNs of the shape that most have, less those of other shapes (majority vote).
    var votes: UInt32 = 0
    var shape: UInt64 = 0
    var firstTime: Nanoseconds = .max
    var lastTime: Nanoseconds = .min
    /// The first few frames.
    var frames = InlineArray<8, UInt64>(repeating: 0)
    var sources = DistinctBits()
  }

  /// A connection or attempt that is evidence.
  struct Case: Sendable {
    var time: Nanoseconds
    var frame: UInt64
    /// A second frame, 0 for none.
    var answer: UInt64
    var connection: UInt64
    var client: IPAddress

    /// A connection with a frame, or two; `time` is that of its first frame unless another is given.
    init(_ story: borrowing ConnectionStory, frame: UInt64, answer: UInt64 = 0, time: Nanoseconds? = nil) {
      self.time = time ?? story.firstTime
      self.frame = frame
      self.answer = answer
      connection = story.id
      client = story.ends.client.address
    }
  }

  /// A SYN-ACK whose timestamp lags.
  struct Lag: Sendable {
    var at: Case
    /// At least so much, in nanoseconds.
    var lag: Nanoseconds
    /// The SYN-ACK came over another number of hops than the server's next segment.
    var isFromElsewhere: Bool
  }

  /// The listener.
  let key: SocketAddress
  /// Intervals in order of number.
  var intervals: [Interval] = []
  /// Intervals that found no room.
  var intervalsNotKept: UInt64 = 0
  /// All sources of failing attempts.
  var sources = DistinctCount()
  /// Attempts that got no answer at all.
  var unanswered: [Case] = []
  /// Number of them.
  var unansweredCount = 0
  /// Addresses whose attempts completed since there are details, by hash.
  var completing = DistinctMarks()
  /// SYN-ACKs that withhold window scale, SACK and timestamps from a SYN that offers window scale and SACK without
  /// timestamps (test T3 of SYN cookies).
  var bare: [Case] = []
  /// SYN-ACKs that withhold one option although they grant others, by option.
  var withheld: [[Case]] = [[], [], []]
  /// SYN-ACKs that grant timestamps, but not window scale or SACK although offered.
  var partial: [Case] = []
  /// Handshakes where a run of fillers stands in place of an option.
  var erased: [Case] = []
  /// SYN-ACKs whose timestamp lags behind the server's clock (test T4).
  var lagging: [Lag] = []
  /// SYN-ACKs that went unanswered for 3 s and were not repeated (test T6), the first ones.
  var unrepeated: [Case] = []
  /// Number of them.
  var unrepeatedCount = 0
  /// SYN-ACKs that were repeated though no SYN was: they refute test T6.
  var repeated = 0

  init(key: SocketAddress) { self.key = key }

  /// The interval of a moment.
  static func interval(_ time: Nanoseconds) -> Int32 { Int32(truncatingIfNeeded: time / interval) }

  /// Position of an interval; `nil` when there is no room for it.
  mutating func position(_ number: Int32, _ entry: borrowing ListenerEntry) -> Int? {
    var position = intervals.count
    while position > 0, intervals[position - 1].number >= number {
      position -= 1
      if intervals[position].number == number { return position }
    }
    guard intervals.count < Self.intervalLimit else {
      intervalsNotKept &+= 1
      return nil
    }
    var interval = Interval(number: number)
    // What completed before anything failed is in the entry.
    interval.completed = entry.completions(in: number)
    interval.attempts = interval.completed
    intervals.insert(interval, at: position)
    return position
  }

  /// Adds a case while there is room.
  static func add(_ new: Case, to cases: inout [Case]) {
    if cases.count < frameLimit { cases.append(new) }
  }
}

/// Remembers up to some hundred values by one bit of 512 each: "no" is certain, "yes" is likely.
struct DistinctMarks: Sendable {
  private var bits = InlineArray<8, UInt64>(repeating: 0)

  /// Takes note of a value by its hash.
  @inline(__always)
  mutating func insert(_ hash: UInt64) { bits[Int(truncatingIfNeeded: hash >> 6 & 7)] |= 1 << (hash & 63) }

  /// Whether a value was probably noted.
  func contains(_ hash: UInt64) -> Bool { bits[Int(truncatingIfNeeded: hash >> 6 & 7)] & 1 << (hash & 63) != 0 }
}
