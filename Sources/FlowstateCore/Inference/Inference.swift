/// Reads both ends' state histories off a connection's log.
public enum Inference {
  /// Fills `transitions`, `verdicts`, `states` and the facts that follow from states.
  ///
  /// `captureEnd` is the time up to which the capture is known to run when the story ends.
  public static func explain(
    _ story: inout ConnectionStory, settings: TrackerSettings, captureEnd: Nanoseconds
  ) {
    story.transitions.clear()
    story.verdicts.clear()
    var ordinary = OrdinaryReading(settings: settings, captureEnd: captureEnd)
    if !ordinary.read(&story) { search(&story, settings: settings, captureEnd: captureEnd) }
    arrange(&story.transitions)
    Outcome.fill(&story)
  }

  /// Explains each end on its own, whatever its segments are.
  static func search(_ story: inout ConnectionStory, settings: TrackerSettings, captureEnd: Nanoseconds) {
    let crossing = PathTiming(story.segments).crossing
    for segment in story.segments {
      let isInert = !segment.notes.isDisjoint(with: .inert)
      story.verdicts.append(Verdict(fate: isInert ? .inert : .open, states: PerSide(both: .unknown)))
    }
    for side in Side.allCases {
      explain(side, of: &story, settings: settings, crossing: crossing, captureEnd: captureEnd)
    }
  }

  private static func explain(
    _ side: Side, of story: inout ConnectionStory, settings: TrackerSettings,
    crossing: Nanoseconds, captureEnd: Nanoseconds
  ) {
    let heard = story.segments.contains { $0.sender == side && $0.notes.isDisjoint(with: .inert) }
    guard heard else {
      story.transitions += UnheardEndpoint(segments: story.segments, side: side).transitions()
      return
    }
    var search = EndpointSearch(
      segments: story.segments, side: side, settings: settings, crossing: crossing, captureEnd: captureEnd)
    let start = Beginnings(story: story, side: side, settings: settings).hypotheses()
    guard let (steps, last) = search.explain(from: start) else { return }
    for step in steps {
      let index = Int(step.segment)
      switch (step.kind, story.verdicts[index].fate) {
      case (_, .inert): break
      case (.foreign, _): story.verdicts[index].fate = .foreign
      case (.accepted, .open): story.verdicts[index].fate = .accepted
      case (.ignored, .open): story.verdicts[index].fate = .ignored
      case (.lost, .open): story.verdicts[index].fate = .lost
      default: break
      }
    }
    if story.initialSequence[side] == nil, last.block.known.contains(.iss) {
      story.initialSequence[side] = last.block.iss
    }
    Evidence(segments: story.segments, side: side, steps: steps, crossing: crossing).write(&story.transitions)
  }

  /// Capture order; of one frame's steps the client's first. What has no frame stands where its time puts it.
  ///
  /// An insertion: the steps come nearly in order, and those of one end keep theirs.
  static func arrange(_ transitions: inout [Transition]) {
    for position in transitions.indices.dropFirst() {
      let step = transitions[position]
      var place = position
      while place > 0, precedes(step, transitions[place - 1]) {
        transitions[place] = transitions[place - 1]
        place -= 1
      }
      transitions[place] = step
    }
  }

  private static func precedes(_ left: Transition, _ right: Transition) -> Bool {
    if left.side == right.side { return false }
    if left.frame != 0 && right.frame != 0 && left.frame != right.frame { return left.frame < right.frame }
    if left.time != right.time { return left.time < right.time }
    if left.frame != right.frame { return left.frame > right.frame }
    return left.side == .client
  }
}

/// Round trips as the capture point sees them.
struct PathTiming {
  /// However short the path.
  static let leastCrossing: Nanoseconds = 300 * .millisecond
  /// How long a captured segment may be on its way before its effect shows.
  ///
  /// Far more than the handshake's round trip: queues on a path make it tens of milliseconds where it was below one.
  let crossing: Nanoseconds

  init(_ segments: [LoggedSegment]) {
    var roundTrip: Nanoseconds = 0
    var lastSYN: Nanoseconds?
    for segment in segments.prefix(16) where segment.notes.isDisjoint(with: .inert) {
      if segment.isBareSYN { lastSYN = segment.time }
      if segment.isSYNACK, let syn = lastSYN {
        roundTrip = max(roundTrip, min(segment.time - syn, .second))
        lastSYN = nil  // a repeated SYN-ACK measures the timer, not the path
      }
    }
    crossing = max(Self.leastCrossing, 2 * roundTrip)
  }
}
