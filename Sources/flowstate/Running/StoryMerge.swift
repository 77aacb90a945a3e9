import FlowstateCapture
import FlowstateCore

/// Merges what shards tell, by turn. A story is told once no shard can come with an earlier one.
///
/// Nobody waits for ever. A shard that waits for segments has sent how far it is. One that waits to send has sent stories,
/// or word of more batches than reading can be ahead of the other shards: either lets the merge go on.
struct StoryMerge: ~Copyable {
  private let sources: [Conveyor<StoryChunk>]
  private var chunks: [StoryChunk]
  /// Next story of each chunk.
  private var next: [Int]
  private(set) var pace = Pace()
  /// Segments of a story whose memory is kept for another one.
  private static let kept = 32
  /// How often limits were hit, in all shards.
  private(set) var limits = TrackerLimits()

  init(_ sources: [Conveyor<StoryChunk>]) {
    assert(Shard.places * StoryTeller.patience > Reading.places + StoryTeller.patience)
    self.sources = sources
    chunks = [StoryChunk](repeating: StoryChunk(), count: sources.count)
    next = [Int](repeating: 0, count: sources.count)
  }

  /// Waits for the next chunk of the shard that is most behind; false when all is told.
  mutating func advance() -> Bool {
    var behind: Int?
    for source in sources.indices where next[source] == chunks[source].count && chunks[source].toldUntil < .max {
      if let behind, chunks[behind].toldUntil <= chunks[source].toldUntil { continue }
      behind = source
    }
    guard let behind else { return false }
    guard sources[behind].take(&chunks[behind]) else { return false }
    next[behind] = 0
    limits.add(chunks[behind].limits)
    if chunks[behind].pace.frames > pace.frames { pace = chunks[behind].pace }
    return true
  }

  /// The shard with the story whose turn it is; `nil` when that may still have to come.
  var ready: Int? {
    var first: Int?
    for source in sources.indices where next[source] < chunks[source].count {
      if let first, turn(of: first) < turn(of: source) { continue }
      first = source
    }
    guard let first else { return nil }
    let frame = turn(of: first).frame
    for source in sources.indices where source != first && next[source] == chunks[source].count {
      if chunks[source].toldUntil < frame { return nil }
    }
    return first
  }

  private func turn(of source: Int) -> StoryTurn { chunks[source].stories[next[source]].turn }

  /// Whether a shard's next story is of a connection that the capture's end left open.
  func isLeft(_ source: Int) -> Bool { turn(of: source).frame == .max }

  /// Tells a shard's next story.
  mutating func tell<Sink: StorySink & ~Copyable>(_ source: Int, to sink: inout Sink) {
    sink.take(&chunks[source].stories[next[source]])
    // Stories are used again; the few long ones would hold much memory.
    if chunks[source].stories[next[source]].segments.count > Self.kept {
      chunks[source].stories[next[source]] = ConnectionStory()
    }
    next[source] += 1
  }

  /// Nobody listens any more.
  func cancel() {
    for source in sources { source.cancel() }
  }
}

extension TrackerLimits {
  fileprivate mutating func add(_ other: TrackerLimits) {
    logLimit += other.logLimit
    tableLimit += other.tableLimit
    icmpNotKept += other.icmpNotKept
  }
}
