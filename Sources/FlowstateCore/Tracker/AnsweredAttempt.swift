/// A bare SYN and the SYN-ACK that answers it, while nothing followed: the half-open connections of a flood that is
/// answered, or of a scan.
///
/// As with `Attempt`, both segments are taken again by a record when a third one comes.
struct AnsweredAttempt: BitwiseCopyable, WheelEntry {
  private(set) var syn: Attempt
  /// How far the SYN-ACK is behind the SYN.
  private var frames: UInt32
  private var nanoseconds: UInt32
  private var sequence: UInt32
  private var timestampValue: UInt32
  private var window: UInt16
  private var identification: UInt16
  private var mss: UInt16
  private var kinds: UInt16
  private var marks: UInt16
  private var windowScale: UInt8
  private var hopLimit: UInt8
  private var flags: UInt8
  private var fastOpenCookieLength: UInt8

  var wheelNext: UInt32 {
    get { syn.wheelNext }
    set { syn.wheelNext = newValue }
  }
  var wheelPrevious: UInt32 {
    get { syn.wheelPrevious }
    set { syn.wheelPrevious = newValue }
  }
  var bucket: UInt32 {
    get { syn.bucket }
    set { syn.bucket = newValue }
  }

  /// Whether a segment of the same tuple fits: the SYN-ACK that answers this SYN, soon, and carries nothing.
  @inline(__always)
  static func fits(_ segment: Segment, fromSecond: Bool, after syn: Attempt) -> Bool {
    guard fromSecond != syn.fromSecond, segment.flags.intersection([.syn, .ack, .rst, .fin, .ae]) == [.syn, .ack] else {
      return false
    }
    let question = syn.segment
    let wait = segment.time &- question.time
    return segment.acknowledgment == question.sequence + 1 && segment.payloadLength == 0 && segment.payloadHash == 0
      && segment.options.blockCount == 0
      && segment.options.timestampEcho == echo(of: segment.options.kinds, question.options.timestampValue)
      && wait >= 0 && wait <= Nanoseconds(UInt32.max) && segment.frame >= question.frame
      && segment.frame &- question.frame <= UInt64(UInt32.max)
  }

  /// A SYN and a segment that fits it.
  init(_ syn: Attempt, _ answer: Segment) {
    self.syn = syn
    frames = UInt32(truncatingIfNeeded: answer.frame &- syn.frame)
    nanoseconds = UInt32(truncatingIfNeeded: answer.time &- syn.time)
    sequence = answer.sequence.rawValue
    timestampValue = answer.options.timestampValue
    window = answer.window
    identification = answer.identification
    mss = answer.options.mss
    kinds = answer.options.kinds.rawValue
    marks = answer.marks.rawValue
    windowScale = answer.options.windowScale
    hopLimit = answer.hopLimit
    flags = UInt8(truncatingIfNeeded: answer.flags.rawValue)
    fastOpenCookieLength = answer.options.fastOpenCookieLength
  }

  /// When the SYN-ACK was captured.
  var time: Nanoseconds { syn.time &+ Nanoseconds(nanoseconds) }

  /// The SYN-ACK as it was, as far as the tracker reads it.
  var answer: Segment {
    let question = syn.segment
    var segment = Segment()
    segment.frame = question.frame &+ UInt64(frames)
    segment.time = time
    segment.source = question.destination
    segment.destination = question.source
    segment.space = question.space
    segment.sequence = SequenceNumber(sequence)
    segment.acknowledgment = question.sequence + 1
    segment.flags = TCPFlags(rawValue: UInt16(flags))
    segment.window = window
    segment.identification = identification
    segment.hopLimit = hopLimit
    segment.marks = SegmentMarks(rawValue: marks)
    segment.options.kinds = TCPOptions.Kinds(rawValue: kinds)
    segment.options.mss = mss
    segment.options.windowScale = windowScale
    segment.options.fastOpenCookieLength = fastOpenCookieLength
    segment.options.timestampValue = timestampValue
    segment.options.timestampEcho = AnsweredAttempt.echo(of: segment.options.kinds, question.options.timestampValue)
    return segment
  }

  /// TSecr of an answer: it echoes the SYN's TSval, if it has the option.
  @inline(__always)
  private static func echo(of kinds: TCPOptions.Kinds, _ value: UInt32) -> UInt32 {
    kinds.contains(.timestamps) ? value : 0
  }
}
