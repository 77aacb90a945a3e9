/// What the last segment of one end in a log leaves behind: its next one is nearly always much like it.
///
/// The reader of a log keeps it for each end. The writer takes it from the latest segment of the end, where that is the
/// last one in the log; where it is not (`isKnown`), nothing is left out.
struct LogSide: BitwiseCopyable {
  var timestampValue: UInt32 = 0
  var window: UInt16 = 0
  var identification: UInt16 = 0
  var marks: UInt16 = 0
  var hopLimit: UInt8 = 0
  var isKnown = false

  /// The ends of a log without segments.
  init() {}

  @inline(__always)
  init(_ segment: LoggedSegment) {
    timestampValue = segment.timestampValue
    window = segment.window
    identification = segment.identification
    marks = segment.marks.rawValue
    hopLimit = segment.hopLimit
    isKnown = true
  }

  @inline(__always)
  init(_ latest: Latest) {
    timestampValue = latest.timestampValue
    window = latest.window
    identification = latest.identification
    marks = latest.marks
    hopLimit = latest.hopLimit
    isKnown = latest.bits & Latest.written != 0
  }
}
