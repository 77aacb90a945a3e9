import FlowstateCore

/// Looks at segments as they are read, for what no connection shows by itself: VLAN tags that differ by direction, steps of
/// the capturing clock, and whether there is more than SYNs, FINs and RSTs.
///
/// Looked at closely are all SYNs and SYN-ACKs, 16 other segments in each 50 ms, and all for 2 s after capture time has
/// leapt; the others cost a comparison or two.
///
/// > Bounds: 2048 flows, each until another one takes its place.
public struct CaptureWatch: Sendable {
  /// A gap between two frames, forward or back, at which the clock may have been set. Steps of 500 ms are told.
  static let leap: Nanoseconds = 400 * .millisecond
  /// How long flows are compared across a leap.
  static let window: Nanoseconds = 2 * .second
  private static let interval: Nanoseconds = 50 * .millisecond
  private static let share = 16

  private var flows = [FlowSample](repeating: FlowSample(), count: 2048)
  /// The last segment's.
  private var last: Nanoseconds = 0
  private var lastFrame: UInt64 = 0
  private var sampledUntil: Nanoseconds = .min
  private var left = 0
  private var watchedUntil: Nanoseconds = .min
  private var isWatching = false
  private var votes = ClockVotes()
  private var signs = CaptureSigns()

  /// Steps of the capturing clock so far, the first ones. The vote on the latest one may go on in `finish`.
  public private(set) var steps: [ClockStep] = []

  /// The first frame that is no SYN, FIN or RST; `.max` while there is none.
  public private(set) var plainFrom = UInt64.max

  /// Nothing seen yet.
  public init() {}

  /// Looks at segments in capture order.
  public mutating func take(_ segments: Span<Segment>) {
    guard !segments.isEmpty else { return }
    // Read once: they are another module's.
    let (reassembled, syn) = (SegmentMarks.reassembled, TCPFlags.syn)
    var last = lastFrame == 0 ? segments[0].time : last
    for index in segments.indices {
      let time = segments[index].time
      if plainFrom == .max { notePlain(segments[index]) }
      if segments[index].marks.contains(reassembled) {
        signs.joinedFragments &+= UInt64(max(1, segments[index].fragments) - 1)
      }
      if isWatching, time >= watchedUntil { closeVote(by: segments[index].frame) }
      if (time &- last).magnitude >= UInt64(Self.leap) {
        if index > 0 { lastFrame = segments[index - 1].frame }
        beginLeap(segments[index])
      }
      last = time
      if time >= sampledUntil || time < sampledUntil &- 2 * Self.interval {
        sampledUntil = time &+ Self.interval
        left = Self.share
      }
      guard left > 0 || segments[index].flags.contains(syn) || time < watchedUntil else { continue }
      left -= 1
      look(segments[index])
    }
    self.last = last
    lastFrame = segments[segments.count - 1].frame
  }

  /// What was seen. Call it once, at the end.
  public mutating func finish() -> CaptureSigns {
    closeVote(by: .max)
    settleLeap()
    signs.known = steps
    signs.plainFrom = plainFrom
    for index in flows.indices { signs.note(flows[index]) }
    flows.removeAll()
    return signs
  }

  private mutating func notePlain(_ segment: Segment) {
    guard segment.flags.isDisjoint(with: [.syn, .fin, .rst]), !segment.marks.contains(.quotedByICMP) else { return }
    plainFrom = segment.frame
  }

  private mutating func beginLeap(_ segment: Segment) {
    closeVote(by: segment.frame)
    settleLeap()
    isWatching = true
    votes = ClockVotes(era: votes.era &+ 1, before: lastFrame, after: segment.frame, time: segment.time)
    watchedUntil = segment.time &+ Self.window
  }

  private mutating func settleLeap() {
    if let step = votes.step { signs.add(step) }
  }

  /// What is known of the latest leap by a frame: connections that end from now on are judged by it.
  private mutating func closeVote(by frame: UInt64) {
    guard isWatching else { return }
    isWatching = false
    guard var step = votes.step, steps.count < CaptureSigns.exampleLimit else { return }
    step.knownBy = frame
    steps.append(step)
  }

  private mutating func look(_ segment: Segment) {
    guard segment.marks.isDisjoint(with: [.quotedByICMP, .checksumBad]) else { return }
    let source = Scatter.hash(segment.source)
    let destination = Scatter.hash(segment.destination)
    guard source != destination else { return }
    let key = Scatter.mix(source &+ destination, source ^ destination) | 1
    let place = Int(key >> 32 & 2047)
    if flows[place].key != key {
      signs.note(flows[place])
      flows[place] = FlowSample(key: key)
    }
    let direction = source < destination ? 0 : 1
    flows[place].tags[direction].note(segment)
    guard segment.options.has(.timestamps), !segment.flags.contains(.rst) else { return }
    if let offset = flows[place].clocks[direction].note(segment, era: votes.era) {
      votes.add(offset, flow: key, host: Scatter.hash(segment.source.address))
    }
  }
}

/// What a look at the segments showed, besides the connections.
public struct CaptureSigns: Sendable {
  /// At most so many examples are kept of each.
  static let exampleLimit = 32

  /// Two directions with different tags.
  struct TaggedPair: Sendable {
    /// First frame of each direction, the earlier first.
    var frames: (UInt64, UInt64)
    /// Their tags, as in `VLANStack.packed`.
    var tags: (UInt64, UInt64)
  }

  /// Fragments, but for the last ones, of the segments that were put together.
  var joinedFragments: UInt64 = 0
  /// Flows whose directions differ in their VLAN tags.
  var differentlyTagged: UInt64 = 0
  /// Some of them.
  var taggedPairs: [TaggedPair] = []
  /// Steps of the capturing clock.
  var clockSteps: UInt64 = 0
  /// Some of them.
  var steps: [ClockStep] = []
  /// See `CaptureWatch.plainFrom`; while nothing is known, there is such a frame.
  public internal(set) var plainFrom: UInt64 = 0
  /// Those that connections were judged by.
  public internal(set) var known: [ClockStep] = []

  /// Nothing.
  public init() {}

  mutating func note(_ flow: FlowSample) {
    let (one, two) = (flow.tags[0], flow.tags[1])
    guard flow.key != 0, one.frame != 0, two.frame != 0, one.packed != two.packed, !one.varies, !two.varies else {
      return
    }
    differentlyTagged &+= 1
    guard taggedPairs.count < Self.exampleLimit else { return }
    let pair = TaggedPair(frames: (one.frame, two.frame), tags: (one.packed, two.packed))
    let turned = TaggedPair(frames: (two.frame, one.frame), tags: (two.packed, one.packed))
    taggedPairs.append(one.frame < two.frame ? pair : turned)
  }

  mutating func add(_ step: ClockStep) {
    clockSteps &+= 1
    if steps.count < Self.exampleLimit { steps.append(step) }
  }
}
