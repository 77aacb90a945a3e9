/// A bare IPv4 SYN that nothing followed yet, in one cache line: most connections of a flood or a scan never need more.
///
/// It holds all of the segment that any story shows. When a segment comes that does not simply answer it
/// (`AnsweredAttempt`), a record of full size takes the SYN again: nothing depends on the form that it waited in.
struct Attempt: BitwiseCopyable, WheelEntry {
  private var frameAndBucket: FrameAndBucket
  private(set) var time: Nanoseconds
  private var a: UInt32
  private var b: UInt32
  private var portA: UInt16
  private var portB: UInt16
  private var space: UInt32
  private var sequence: UInt32
  private var timestampValue: UInt32
  var wheelNext: UInt32 = 0
  var wheelPrevious: UInt32 = 0
  private var window: UInt16
  private var identification: UInt16
  private var mss: UInt16
  private var kinds: UInt16
  private var marks: UInt16
  /// Index of VLAN tags and tunnels in the table of envelopes.
  private(set) var envelope: UInt16
  private var windowScale: UInt8
  private var hopLimit: UInt8
  private var flags: UInt8
  private var fastOpenCookieLength: UInt8

  /// In `kinds`: end `b` sent it.
  private static let fromB: UInt16 = 1 << 15

  var bucket: UInt32 {
    get { frameAndBucket.bucket }
    set { frameAndBucket.bucket = newValue }
  }
  var frame: UInt64 { frameAndBucket.frame }
  var fromSecond: Bool { kinds & Attempt.fromB != 0 }

  /// Whether a segment that begins a connection fits: a bare SYN over IPv4 that carries nothing.
  @inline(__always)
  static func fits(_ segment: Segment) -> Bool {
    segment.flags.intersection([.syn, .ack, .rst, .fin, .ae]) == .syn && segment.source.address.isIPv4
      && segment.destination.address.isIPv4 && segment.payloadLength == 0 && segment.acknowledgment.rawValue == 0
      && segment.payloadHash == 0 && segment.options.blockCount == 0 && segment.options.timestampEcho == 0
      && FrameAndBucket.fits(segment.frame)
  }

  /// A segment that fits.
  init(_ segment: Segment, key: FlowKey, fromSecond: Bool, envelope: UInt16) {
    frameAndBucket = FrameAndBucket(segment.frame)
    time = segment.time
    a = key.a.address.v4
    b = key.b.address.v4
    portA = key.a.port
    portB = key.b.port
    space = key.space
    sequence = segment.sequence.rawValue
    timestampValue = segment.options.timestampValue
    window = segment.window
    identification = segment.identification
    mss = segment.options.mss
    kinds = segment.options.kinds.rawValue & 0x7fff | (fromSecond ? Attempt.fromB : 0)
    marks = segment.marks.rawValue
    self.envelope = envelope
    windowScale = segment.options.windowScale
    hopLimit = segment.hopLimit
    flags = UInt8(truncatingIfNeeded: segment.flags.rawValue)
    fastOpenCookieLength = segment.options.fastOpenCookieLength
  }

  var key: FlowKey {
    FlowKey(
      a: SocketAddress(address: IPAddress(v4: a), port: portA),
      b: SocketAddress(address: IPAddress(v4: b), port: portB), space: space)
  }

  @inline(__always)
  func isOf(_ key: FlowKey) -> Bool {
    key.a.address.low == IPAddress.low(v4: a) && key.b.address.low == IPAddress.low(v4: b)
      && key.a.port == portA && key.b.port == portB && key.a.address.high == .max && key.b.address.high == .max
      && key.space == space
  }

  /// The segment as it was, as far as the tracker reads it.
  var segment: Segment {
    var segment = Segment()
    let key = key
    segment.frame = frame
    segment.time = time
    segment.source = fromSecond ? key.b : key.a
    segment.destination = fromSecond ? key.a : key.b
    segment.space = space
    segment.sequence = SequenceNumber(sequence)
    segment.flags = TCPFlags(rawValue: UInt16(flags))
    segment.window = window
    segment.identification = identification
    segment.hopLimit = hopLimit
    segment.marks = SegmentMarks(rawValue: marks)
    segment.options.kinds = TCPOptions.Kinds(rawValue: kinds & 0x7fff)
    segment.options.mss = mss
    segment.options.windowScale = windowScale
    segment.options.fastOpenCookieLength = fastOpenCookieLength
    segment.options.timestampValue = timestampValue
    return segment
  }
}
