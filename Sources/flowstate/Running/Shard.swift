import FlowstateCapture
import FlowstateCore

/// One of the threads that share tracking and inference.
final class Shard: ThreadBody, @unchecked Sendable {
  // All but `chunks` is the thread's once it runs.
  private let index: Int
  /// Whether all tuples are its share.
  private let isAlone: Bool
  private let reading: Reading
  private var analyzer: Analyzer
  private var teller: StoryTeller
  /// What it tells.
  let chunks: Conveyor<StoryChunk>

  /// Chunks between a shard and the report.
  static let places = 8

  /// Share `index` of `count`.
  init(_ index: Int, of count: Int, _ reading: Reading, settings: TrackerSettings, takesBrief: Bool) {
    self.index = index
    isAlone = count == 1
    self.reading = reading
    analyzer = Analyzer(settings: settings, share: FlowShare(index, of: count))
    chunks = Conveyor([StoryChunk](repeating: StoryChunk(), count: Self.places))
    teller = StoryTeller(chunks, takesBrief: takesBrief)
  }

  func run() {
    var batch = SegmentBatch()
    while teller.isHeard {
      // Who waits must have told all that it knows: others may wait for it.
      if !reading.isReady(for: index) { teller.send() }
      guard reading.next(&batch, for: index) else { break }
      teller.keepUp(with: batch.pace)
      if isAlone { batch.analyze(by: &analyzer, sink: &teller) } else { batch.share(with: &analyzer, sink: &teller) }
      teller.pass(batch)
    }
    teller.endCapture()
    if teller.isHeard { analyzer.finish(sink: &teller) }
    teller.finish(analyzer.limits)
  }
}
