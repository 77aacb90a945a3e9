import FlowstateCapture
import FlowstateCore
import FlowstateFindings

/// What reading and decoding have come to, once both are over.
struct ReadingOutcome: Sendable {
  var files: [CaptureFileSummary] = []
  var totals = CaptureTotals()
  var errors: [CaptureError] = []
  var account = FrameAccount()
  var abandonedDatagrams: UInt64 = 0
  /// What the segments say of the capture as a whole.
  var signs = CaptureSigns()
}

/// Frames to segments, and what these say of the capture as a whole.
struct DecodingStage: ~Copyable {
  private var decoder: FrameDecoder
  private var account = FrameAccount()
  private var watch = CaptureWatch()

  init(_ plan: RunPlan) { decoder = FrameDecoder(settings: plan.decoder) }

  mutating func decode(_ bytes: RawSpan, _ frames: Span<CapturedFrame>, into batch: inout SegmentBatch) {
    batch.decode(bytes, frames, decoder: &decoder, account: &account)
    watch.take(batch.segments.span.extracting(first: batch.count))
  }

  /// Steps of the capturing clock so far.
  var clockSteps: [ClockStep] { watch.steps }

  /// The first frame that is no SYN, FIN or RST; `.max` while there is none.
  var plainFrom: UInt64 { watch.plainFrom }

  /// What decoding has come to. Call it once, when it is over.
  mutating func finish() -> ReadingOutcome {
    ReadingOutcome(account: account, abandonedDatagrams: decoder.abandonedDatagrams, signs: watch.finish())
  }
}

/// The input, from files to decoded segments.
struct ReadingStage: ~Copyable {
  private var reader: CaptureReader
  private var decoding: DecodingStage

  init(_ reader: consuming CaptureReader, _ decoding: consuming DecodingStage) {
    self.reader = reader
    self.decoding = decoding
  }

  /// Fills the next batch; false when all was read.
  mutating func next(into batch: inout SegmentBatch) -> Bool {
    guard ReadingStage.next(&reader, &decoding, &batch) else { return false }
    batch.pace = Pace(
      origin: reader.totals.firstTime, frames: reader.totals.frames, bytes: reader.bytesRead,
      clockSteps: decoding.clockSteps, plainFrom: decoding.plainFrom)
    return true
  }

  private static func next(
    _ reader: inout CaptureReader, _ decoding: inout DecodingStage, _ batch: inout SegmentBatch
  ) -> Bool {
    reader.nextBatch { decoding.decode($0, $1, into: &batch) }
  }

  /// What reading has come to. Call it once, when all was read or no more is wanted.
  mutating func finish() -> ReadingOutcome {
    var outcome = decoding.finish()
    outcome.files = reader.files
    outcome.totals = reader.totals
    outcome.errors = reader.errors
    return outcome
  }
}

/// Where analyses get their batches from: read as a single one asks for them, or ahead of several that share them, on a
/// thread of its own. The batches are the same.
final class Reading: ThreadBody, @unchecked Sendable {
  // `stage` and `outcome` are the thread's once it runs. The end of the batches hands the outcome over.
  private var stage: ReadingStage
  private var outcome = ReadingOutcome()
  private let batches: Broadcast<SegmentBatch>
  /// Whether several analyses share the segments, and need their marks.
  private let isShared: Bool
  private var isAhead = false

  /// Batches between the threads: enough that none waits for another's odd long one.
  static let places = 16

  /// Prepares reading for so many analyses, at least one.
  init(_ stage: consuming ReadingStage, analyses: Int) {
    self.stage = stage
    isShared = analyses > 1
    batches = Broadcast((0..<Self.places).map { _ in SegmentBatch() }, takers: analyses)
  }

  /// Begins to read ahead, on a thread of its own; false when there is none to be had.
  func start() -> Bool {
    isAhead = true
    isAhead = DetachedThread.start(self)
    return isAhead
  }

  func run() {
    var batch = SegmentBatch()
    while stage.next(into: &batch) {
      if isShared { batch.mark() }
      guard batches.put(&batch) else { break }
    }
    outcome = stage.finish()
    batches.end()
  }

  /// Reads the next batch, for a single analysis on the same thread; false when all was read.
  func next(_ batch: inout SegmentBatch) -> Bool { stage.next(into: &batch) }

  /// The next batch that is read ahead, for one of the analyses; false when all was read.
  func next(_ batch: inout SegmentBatch, for analysis: Int) -> Bool { batches.take(&batch, by: analysis) }

  /// Whether the next batch is there for one of the analyses, or no more comes.
  func isReady(for analysis: Int) -> Bool { batches.isReady(for: analysis) }

  /// What came of it, after `next` said that all was read.
  func finish() -> ReadingOutcome { isAhead ? outcome : stage.finish() }

  /// Sends all away who wait for batches.
  func dismiss() { batches.cancel() }

  /// Gives up. A thread that waits for input is left behind: it may wait for ever.
  func cancel() -> ReadingOutcome {
    batches.cancel()
    return isAhead ? ReadingOutcome() : stage.finish()
  }
}
