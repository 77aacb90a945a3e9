/// Rebuilds connections from decoded segments and hands over each one's story when nothing can change it any more.
///
/// Feed it all segments of a capture in order, then call `finish`. Stories come in the order of the moment at which
/// they are complete, those left at the end by their first frame; the order depends on the input alone.
public struct Analyzer: ~Copyable {
  private var tracker: Tracker
  private let share: FlowShare

  /// An analyzer for one capture, or for a share of its tuples.
  ///
  /// `seed` scatters the tuples in memory; no result depends on it. Without one, a random number makes it impossible to
  /// prepare tuples that collide. `capacity` bounds the connections remembered at a time, of each of the 16 parts into
  /// which tuples fall.
  public init(
    settings: TrackerSettings, seed: UInt64? = nil, capacity: Int = 1 << 19, share: FlowShare = .whole
  ) {
    self.share = share
    tracker = Tracker(
      settings: settings, seed: seed ?? UInt64.random(in: .min ... .max), capacity: UInt32(clamping: capacity),
      share: share)
  }

  /// Takes segments, in capture order.
  public mutating func ingest<Sink: StorySink & ~Copyable>(_ segments: Span<Segment>, sink: inout Sink) {
    guard !segments.isEmpty else { return }
    var approach = Approach(tracker.locate(segments[0]))
    var start = 0
    while start < segments.count {
      approach.restart()
      let end = min(start + Approach.most, segments.count)
      for position in start..<end { approach.add(tracker.locate(segments[position]), tracker) }
      approach.begin(tracker)
      for position in start..<end {
        tracker.ingest(segments[position], approach.next(tracker), sink: &sink)
      }
      start = end
    }
  }

  /// Takes those segments that belong to its share, in capture order, and lets time pass by all of them. `marks` are theirs.
  public mutating func ingest<Sink: StorySink & ~Copyable>(
    _ segments: Span<Segment>, marks: Span<ShareMark>, sink: inout Sink
  ) {
    precondition(marks.count == segments.count, "each segment has a mark")
    guard !segments.isEmpty else { return }
    var approach = Approach(tracker.locate(segments[0]))
    var start = 0
    while start < segments.count {
      approach.restart()
      var end = start
      while end < segments.count, !approach.isFull {
        if share.has(marks[end].part) { approach.add(tracker.locate(segments[end]), tracker) }
        end += 1
      }
      approach.begin(tracker)
      for position in start..<end {
        if share.has(marks[position].part) {
          tracker.ingest(segments[position], approach.next(tracker), sink: &sink)
        } else if !marks[position].isQuoted {
          tracker.passTime(marks[position].time, frame: segments[position].frame, sink: &sink)
        }
      }
      start = end
    }
  }

  /// Reports all connections that are left. The analyzer is empty afterwards.
  public mutating func finish<Sink: StorySink & ~Copyable>(sink: inout Sink) { tracker.finishAll(sink: &sink) }

  /// How often limits were hit so far.
  public var limits: TrackerLimits { tracker.stores.limits }

  /// Chunks of the segment log in use.
  var logChunks: Int { tracker.stores.log.liveChunks }

  /// The most that was ever in use, in values.
  var footprint: (records: Int, attempts: Int, chunks: Int) {
    (tracker.records.most, tracker.attempts.most + tracker.answered.most, tracker.stores.log.peakChunks)
  }

  /// Closed connections that wait in half a record's place.
  var putAway: Int { tracker.closed.live }

  /// Connections whose stories can still change.
  public var liveConnections: Int { tracker.live }
}
