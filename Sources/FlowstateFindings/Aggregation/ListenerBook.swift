import FlowstateCore

/// What became of the attempts at each listener. Bounded: 8192 listeners are counted at a time (see `BoundedTable`), 1024
/// of them in detail.
struct ListenerBook: Sendable {
  /// At most so many listeners are kept in detail.
  static let detailLimit = 1024
  /// An interval in which so many attempts fail is looked at in detail.
  static let failing: UInt32 = 8

  private(set) var table = BoundedTable<ListenerEntry>(bits: 11, heavy: 8)
  var details: [ListenerDetail] = []
  /// Listeners for which there was no room in `details`.
  private(set) var detailsNotKept: UInt64 = 0

  /// Takes note of an attempt. Returns the listener's place.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory) -> Int {
    let place = table.place(story.ends.server, Scatter.hash(story.ends.server))
    table[place].weight &+= table[place].weight == .max ? 0 : 1
    let interval = ListenerDetail.interval(story.firstTime)
    switch story.handshake.kind {
    case .threeWay, .simultaneous, .fastOpen, .split:
      table[place].complete(interval)
      options(story, place)
      lag(story, place)
      let detail = table[place].detail
      if detail >= 0 {
        details[Int(detail)].completing.insert(Scatter.hash(story.ends.client.address))
        if details[Int(detail)].intervals.last?.number ?? .min >= interval,
          let position = details[Int(detail)].intervals.lastIndex(where: { $0.number == interval })
        {
          details[Int(detail)].intervals[position].attempts &+= 1
          details[Int(detail)].intervals[position].completed &+= 1
        }
      }
    case .refused, .unanswered, .partial: failed(story, place, interval)
    case .none: break
    }
    return place
  }

  /// Index of a listener's details, which begin now if there is room.
  mutating func detail(_ place: Int) -> Int? {
    let known = table[place].detail
    if known >= 0 { return Int(known) }
    guard details.count < Self.detailLimit else {
      detailsNotKept &+= 1
      return nil
    }
    details.append(ListenerDetail(key: table[place].key))
    table[place].detail = Int32(details.count - 1)
    return details.count - 1
  }

  /// Whether the listener at a place sends, or sent, SYN-ACKs.
  func answers(_ place: Int) -> Bool { table[place].completed &+ table[place].halfOpen > 0 }

  /// Whether as many attempts at the listener at a place came to nothing about a moment as make a flood.
  func isCrowded(_ place: Int, at time: Nanoseconds) -> Bool {
    let detail = table[place].detail
    guard detail >= 0 else { return false }
    let number = ListenerDetail.interval(time)
    var failing = 0
    for interval in details[Int(detail)].intervals.reversed() where interval.number <= number {
      if interval.number < number &- 1 { break }
      failing += Int(interval.attempts) - Int(interval.completed)
    }
    return failing >= SYNFlood.attempts
  }

  /// Whether a client of a listener that is kept in detail probably got through at another time.
  func hasCompleted(_ detail: ListenerDetail, client: IPAddress) -> Bool {
    detail.completing.contains(Scatter.hash(client))
  }

  /// The counts of a listener that is kept in detail; `nil` when another one took its place.
  func entry(_ detail: ListenerDetail) -> ListenerEntry? {
    table.find(detail.key, Scatter.hash(detail.key)).map { table.entries[$0] }
  }

  private mutating func failed(_ story: borrowing ConnectionStory, _ place: Int, _ interval: Int32) {
    let kind = story.handshake.kind
    switch kind {
    case .refused: table[place].refused &+= 1
    case .unanswered: table[place].unanswered &+= 1
    default:
      table[place].halfOpen &+= 1
      if story.facts.contains(.synACK) { table[place].answers.insert(story.firstTime) }
    }
    if table[place].failingInterval != interval {
      table[place].failingInterval = interval
      table[place].failing = 0
    }
    table[place].failing &+= 1
    guard table[place].detail >= 0 || table[place].failing >= Self.failing || kind != .refused && answers(place),
      let index = detail(place)
    else { return }
    if kind == .unanswered, let syn = story.handshake.syn.first {
      details[index].unansweredCount += 1
      ListenerDetail.add(ListenerDetail.Case(story, frame: syn), to: &details[index].unanswered)
    }
    if kind == .partial, story.facts.isSuperset(of: [.syn, .synACK]) {
      if story.handshake.synACK.count > story.handshake.syn.count {
        details[index].repeated += 1
      } else if story.settledAt &- story.lastTime >= 3 * .second, story.handshake.syn.count == 1,
        story.facts.isDisjoint(with: .rst)
      {
        details[index].unrepeatedCount += 1
        if let synACK = story.handshake.synACK.first {
          ListenerDetail.add(ListenerDetail.Case(story, frame: synACK), to: &details[index].unrepeated)
        }
      }
    }
    attempt(story, index, place, interval)
  }

  /// Counts a failing attempt in its interval.
  private mutating func attempt(
    _ story: borrowing ConnectionStory, _ index: Int, _ place: Int, _ interval: Int32
  ) {
    let isNew = details[index].intervals.last?.number != interval
    let found: Int?
    if isNew {
      found = details[index].position(interval, table[place])
    } else {
      found = details[index].intervals.count - 1
    }
    guard let position = found else { return }
    let source = Scatter.hash(story.ends.client.address)
    details[index].sources.insert(source)
    let shape = Self.shape(story)
    Self.count(story, source, shape, &details[index].intervals[position])
    // Those that failed before there were details.
    if isNew, details[index].intervals.count == 1, table[place].failing > 1 {
      details[index].intervals[position].attempts &+= table[place].failing &- 1
    }
  }

  private static func count(
    _ story: borrowing ConnectionStory, _ source: UInt64, _ shape: UInt64, _ interval: inout ListenerDetail.Interval
  ) {
    if interval.attempts < 8 { interval.frames[Int(interval.attempts)] = story.firstFrame }
    interval.attempts &+= 1
    interval.sources.insert(source)
    interval.firstTime = min(interval.firstTime, story.firstTime)
    interval.lastTime = max(interval.lastTime, story.firstTime)
    switch story.handshake.kind {
    case .refused: interval.refused &+= 1
    case .partial:
      interval.halfOpen &+= 1
      if story.facts.contains(.rst) { interval.rejected &+= 1 }
      interval.repeats &+= UInt32(clamping: max(0, story.handshake.synACK.count - 1))
    default: break
    }
    if interval.votes == 0 { interval.shape = shape }
    if interval.shape == shape { interval.votes &+= 1 } else { interval.votes &-= 1 }
  }

  /// What SYNs made by one program have in common: options, window, TTL.
  static func shape(_ story: borrowing ConnectionStory) -> UInt64 {
    guard let offer = story.handshake.options.client else { return 0 }
    var shape = UInt64(offer.window) | UInt64(offer.hopLimit) << 16 | UInt64(offer.mss) << 24
    shape |= UInt64(offer.windowScale) << 40
    if offer.sackPermitted { shape |= 1 << 48 }
    if offer.timestamps { shape |= 1 << 49 }
    return shape | 1 << 63
  }

  /// Compares what a client offered with what the listener granted.
  @inline(__always)
  private mutating func options(_ story: borrowing ConnectionStory, _ place: Int) {
    guard let offer = story.handshake.options.client, let answer = story.handshake.options.server else { return }
    table[place].answers.insert(story.firstTime)
    let scales = offer.windowScale != 255
    let isScaled = answer.windowScale != 255
    if scales, isScaled { table[place].granted[0] &+= 1 }
    if offer.sackPermitted, answer.sackPermitted { table[place].granted[1] &+= 1 }
    if offer.timestamps, answer.timestamps { table[place].granted[2] &+= 1 }
    if offer.isCut || answer.isCut { return }
    let missing =
      (scales && !isScaled ? 1 : 0) | (offer.sackPermitted && !answer.sackPermitted ? 2 : 0)
      | (offer.timestamps && !answer.timestamps ? 4 : 0)
    // A listener gives no option that was not offered: nothing of the kind can have been erased.
    if offer.hasFillerRun || answer.hasFillerRun && missing != 0 { erased(story, place) }
    if missing != 0 { withhold(story, place, missing) }
  }

  private mutating func erased(_ story: borrowing ConnectionStory, _ place: Int) {
    guard let index = detail(place), let syn = story.handshake.syn.first, let answer = story.handshake.synACK.first
    else { return }
    ListenerDetail.add(ListenerDetail.Case(story, frame: syn, answer: answer), to: &details[index].erased)
  }

  private mutating func withhold(_ story: borrowing ConnectionStory, _ place: Int, _ missing: Int) {
    guard let index = detail(place), let syn = story.handshake.syn.first, let answer = story.handshake.synACK.first
    else { return }
    let new = ListenerDetail.Case(story, frame: syn, answer: answer)
    let offersTimestamps = story.handshake.options.client?.timestamps ?? false
    if missing == 3, !offersTimestamps {
      ListenerDetail.add(new, to: &details[index].bare)
      return
    }
    // A stack that grants timestamps knows window scale and SACK too.
    if story.handshake.options.server?.timestamps == true { ListenerDetail.add(new, to: &details[index].partial) }
    for option in 0..<3 where missing >> option & 1 != 0 {
      ListenerDetail.add(new, to: &details[index].withheld[option])
    }
  }

  /// Compares the SYN-ACK's timestamp with the server's next one (test T4 of SYN cookies).
  @inline(__always)
  private mutating func lag(_ story: borrowing ConnectionStory, _ place: Int) {
    if let brief = story.brief {
      if brief.clockRunsOn { table[place].prompt &+= 1 }
      return
    }
    guard story.segments.count >= 4, story.segments[1].isSYNACK, story.segments[1].hasTimestamps,
      story.segments[1].sender == .server
    else { return }
    var next = 2
    while next < min(8, story.segments.count) {
      let segment = story.segments[next]
      if segment.sender == .server, segment.hasTimestamps, !segment.isRST { break }
      next += 1
    }
    guard next < min(8, story.segments.count) else { return }
    let lag = Self.lag(story.segments[1], story.segments[next])
    if lag.magnitude <= 1_500_000 {
      table[place].prompt &+= 1
    } else if lag >= 2_000_000, lag <= 64_000_000 {
      lags(story, place, next, lag)
    }
  }

  /// How much more a clock of 1 kHz advanced between two segments of one sender than the capture's.
  private static func lag(_ one: LoggedSegment, _ two: LoggedSegment) -> Nanoseconds {
    Int64(Int32(bitPattern: two.timestampValue &- one.timestampValue)) &* .millisecond &- (two.time &- one.time)
  }

  private mutating func lags(_ story: borrowing ConnectionStory, _ place: Int, _ next: Int, _ apparent: Nanoseconds) {
    // A SYN-ACK that waited on its way seems to lag, too.
    guard let delay = Self.delay(story) else { return }
    let lag = apparent &- delay
    // Long waits tell nothing: clocks drift. A third timestamp shows that the clock ticks once a millisecond.
    guard lag >= 2_000_000, story.segments[next].time &- story.segments[1].time < 2 * .second,
      !story.facts.contains(.synACKRepeated),
      let last = story.segments.lastIndex(where: { $0.sender == .server && $0.hasTimestamps }), last > next,
      story.segments[last].time &- story.segments[next].time >= 20 * .millisecond,
      Self.lag(story.segments[next], story.segments[last]).magnitude <= UInt64(max(1_500_000, lag / 3)),
      let index = detail(place)
    else { return }
    guard details[index].lagging.count < ListenerDetail.frameLimit else { return }
    let new = ListenerDetail.Case(
      story, frame: story.segments[1].frame, answer: story.segments[next].frame, time: story.segments[1].time)
    details[index].lagging.append(
      ListenerDetail.Lag(
        at: new, lag: lag, isFromElsewhere: story.segments[1].hopLimit != story.segments[next].hopLimit))
  }

  /// How much longer the SYN-ACK was under way at most: by the quickest answer that the server's timestamps tell of later;
  /// all the time that it took when they tell of none. `nil` when it cannot be said which SYN it answers.
  private static func delay(_ story: borrowing ConnectionStory) -> Nanoseconds? {
    guard let wait = story.handshake.roundTrip.server else { return nil }
    var quickest: Nanoseconds = .max
    for index in 2..<min(64, story.segments.count) {
      let answer = story.segments[index]
      guard answer.sender == .server, answer.hasTimestamps,
        let asked = story.segments[..<index].last(where: {
          $0.sender == .client && $0.hasTimestamps && $0.timestampValue == answer.timestampEcho
        })
      else { continue }
      quickest = min(quickest, answer.time &- asked.time)
    }
    return quickest == .max ? wait : max(0, wait &- quickest)
  }
}
