import FlowstateCapture
import FlowstateCore

/// What reading and decoding have come to, once both are over.
struct ReadingOutcome: Sendable {
  var files: [CaptureFileSummary] = []
  var totals = CaptureTotals()
  var errors: [CaptureError] = []
  var account = FrameAccount()
  var abandonedDatagrams: UInt64 = 0
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
    batch.origin = reader.totals.firstTime
    batch.framesRead = reader.totals.frames
    batch.bytesRead = reader.bytesRead
    return true
  }

  private static func next(
    _ reader: inout CaptureReader, _ decoding: inout DecodingStage, _ batch: inout SegmentBatch
  ) -> Bool {
    reader.nextBatch { decoding.decode($0, $1, into: &batch) }
  }

  var outcome: ReadingOutcome {
    ReadingOutcome(
      files: reader.files, totals: reader.totals, errors: reader.errors, account: decoding.account,
      abandonedDatagrams: decoding.abandonedDatagrams)
  }
}

/// Where the analysis gets its batches from: read as it asks for them, or ahead of it on a thread of its own. The batches
/// are the same.
final class Reading: ThreadBody, @unchecked Sendable {
  // `stage` and `outcome` are the thread's once it runs. The conveyor's end hands the outcome over.
  private var stage: ReadingStage
  private var outcome = ReadingOutcome()
  private let conveyor: Conveyor<SegmentBatch>?
  private var isAhead = false

  /// Batches between the threads: enough that neither waits for the other's odd long one.
  private static let batches = 16

  /// Begins to read; ahead when there are threads for it.
  static func begin(_ stage: consuming ReadingStage, threads: Int) -> Reading {
    let reading = Reading(stage, isAhead: threads > 1)
    if threads > 1 { reading.isAhead = DetachedThread.start(reading) }
    return reading
  }

  private init(_ stage: consuming ReadingStage, isAhead: Bool) {
    self.stage = stage
    conveyor = isAhead ? Conveyor([SegmentBatch](repeating: SegmentBatch(), count: Self.batches)) : nil
  }

  func run() {
    guard let conveyor else { return }
    var batch = SegmentBatch()
    while stage.next(into: &batch), conveyor.put(&batch) {}
    outcome = stage.outcome
    conveyor.end()
  }

  /// The next batch; false when all was read.
  func next(_ batch: inout SegmentBatch) -> Bool {
    if isAhead, let conveyor { return conveyor.take(&batch) }
    return stage.next(into: &batch)
  }

  /// What came of it, after `next` said that all was read.
  func finish() -> ReadingOutcome {
    isAhead ? outcome : stage.outcome
  }

  /// Gives up. A thread that waits for input is left behind: it may wait for ever.
  func cancel() -> ReadingOutcome {
    guard isAhead, let conveyor else { return stage.outcome }
    conveyor.cancel()
    return ReadingOutcome()
  }
}
