import FlowstateCapture
import FlowstateCore

/// Stories on their way from a shard to the report, in the order of their turns.
struct StoryChunk: Sendable {
  /// Room for so many stories, or for a few with so many segments.
  static let room = 32
  static let segmentRoom = 4096
  /// Only the first `count` are of this chunk; the others are room for the next.
  var stories: [ConnectionStory] = []
  fileprivate(set) var count = 0
  /// Segments of its stories.
  fileprivate var segments = 0
  /// All stories that were over by this frame are told.
  fileprivate(set) var toldUntil: UInt64 = 0
  fileprivate(set) var pace = Pace()
  /// How often limits were hit; in the last chunk.
  fileprivate(set) var limits = TrackerLimits()
}

/// Puts the stories of one shard into chunks.
struct StoryTeller: StorySink {
  let takesBrief: Bool
  private let chunks: Conveyor<StoryChunk>
  private var chunk = StoryChunk()
  private var toldUntil: UInt64 = 0
  private var pace = Pace()
  /// Batches since the last chunk.
  private var silence = 0
  /// After so many, a chunk says how far the shard is, whatever else it says.
  static let patience = 8
  /// Whether somebody still takes chunks.
  private(set) var isHeard = true

  init(_ chunks: Conveyor<StoryChunk>, takesBrief: Bool) {
    self.chunks = chunks
    self.takesBrief = takesBrief
  }

  mutating func take(_ story: inout ConnectionStory) {
    if chunk.count == chunk.stories.count { chunk.stories.append(ConnectionStory()) }
    swap(&chunk.stories[chunk.count], &story)
    chunk.segments += chunk.stories[chunk.count].segments.count
    chunk.count += 1
    if chunk.count == StoryChunk.room || chunk.segments > StoryChunk.segmentRoom { put() }
  }

  /// How far reading was when the next batch was read.
  mutating func keepUp(with pace: Pace) { self.pace = pace }

  /// A batch is worked off.
  mutating func pass(_ batch: SegmentBatch) {
    guard batch.count > 0 else { return }
    toldUntil = batch.segments[batch.count - 1].frame
    silence += 1
    if silence == Self.patience { put() }
  }

  /// Sends what there is to tell, if only how far it is, and has it heard at once.
  mutating func send() {
    if silence > 0 || chunk.count > 0 { put() }
    chunks.hasten()
  }

  /// All was read.
  mutating func endCapture() {
    toldUntil = .max - 1
    put()
    chunks.hasten()
  }

  /// All is told.
  mutating func finish(_ limits: TrackerLimits) {
    toldUntil = .max
    chunk.limits = limits
    put()
    chunks.end()
  }

  private mutating func put() {
    chunk.toldUntil = toldUntil
    chunk.pace = pace
    silence = 0
    if isHeard { isHeard = chunks.put(&chunk, inHaste: false) }
    chunk.count = 0
    chunk.segments = 0
    chunk.limits = TrackerLimits()
  }
}
