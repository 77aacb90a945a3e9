import FlowstateCapture
import FlowstateCore
import FlowstateFindings

/// Decoded segments on their way from decoding to analysis: a value, so that both can run side by side. How the input
/// falls into batches has no influence on any result.
struct SegmentBatch: Sendable {
  /// Only the first `count` are of this batch; the others are room for the next.
  private(set) var segments = [Segment](repeating: Segment(), count: CaptureReader.batchSize)
  private(set) var count = 0
  /// The marks of the segments, for analyzers that share them; made by `mark`.
  private var marks: [ShareMark] = []
  var pace = Pace()

  /// Decodes frames, of which there may be as many as a batch of the reader has, in the place of what was here.
  mutating func decode(
    _ bytes: RawSpan, _ frames: Span<CapturedFrame>, decoder: inout FrameDecoder, account: inout FrameAccount
  ) {
    var filled = 0
    var earliest = Nanoseconds.max
    var room = segments.mutableSpan
    for index in frames.indices where filled < room.count {
      let frame = frames[index]
      let outcome = decoder.decode(bytes.extracting(frame.range), frame.info, into: &room[filled])
      earliest = min(earliest, frame.info.time)
      switch outcome {
      case .segment: filled += 1
      case .quoted(let reason):
        account.note(reason, frame: frame.info.number)
        filled += 1
      case .none(let reason): account.note(reason, frame: frame.info.number)
      }
    }
    count = filled
    account.note(frames: frames.count, from: earliest)
  }

  /// Marks the segments, to be shared by analyzers.
  mutating func mark() {
    marks.removeAll(keepingCapacity: true)
    for index in 0..<count { marks.append(ShareMark(segments[index])) }
  }

  /// Has an analyzer take the segments.
  func analyze<Sink: StorySink & ~Copyable>(by analyzer: inout Analyzer, sink: inout Sink) {
    analyzer.ingest(segments.span.extracting(first: count), sink: &sink)
  }

  /// Has an analyzer take those of the segments, once marked, that belong to its share.
  func share<Sink: StorySink & ~Copyable>(with analyzer: inout Analyzer, sink: inout Sink) {
    precondition(marks.count == count, "segments that are shared are marked")
    analyzer.ingest(segments.span.extracting(first: count), marks: marks.span, sink: &sink)
  }
}

/// How far reading is.
struct Pace: Sendable {
  /// Time of the input's first frame.
  var origin: Nanoseconds?
  /// Frames and octets of the input that were read.
  var frames: UInt64 = 0
  var bytes: UInt64 = 0
  /// Steps of the capturing clock so far.
  var clockSteps: [ClockStep] = []
  /// The first frame that is no SYN, FIN or RST.
  var plainFrom: UInt64 = 0
}

/// Every frame, counted once: as a TCP segment, or under the reason why not.
struct FrameAccount: Sendable {
  private var frames: UInt64 = 0
  private(set) var notAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// The first frame of each reason, 0 for none.
  private(set) var firstNotAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// Earliest capture time of a frame.
  private(set) var earliest = Nanoseconds.max

  /// Frames that are TCP segments.
  var tcpSegments: UInt64 { frames - notAnalyzed.reduce(0, +) }

  /// Counts a batch of frames, of which the earliest was captured at a time.
  mutating func note(frames count: Int, from time: Nanoseconds) {
    frames += UInt64(count)
    earliest = min(earliest, time)
  }

  /// Says of a frame why it is no segment.
  mutating func note(_ reason: NotAnalyzed, frame: UInt64) {
    notAnalyzed[Int(reason.rawValue)] += 1
    if firstNotAnalyzed[Int(reason.rawValue)] == 0 { firstNotAnalyzed[Int(reason.rawValue)] = frame }
  }
}
