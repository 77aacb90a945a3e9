/// What the tracker knows of one end of a connection, by what that end sent.
struct Half: BitwiseCopyable {
  /// SND.NXT as far as seen: one past the highest sequence number sent, or acknowledged by the peer.
  var next = SequenceNumber(0)
  /// The highest acknowledgment sent.
  var acked = SequenceNumber(0)
  /// ISN of the attempt that lives, as far as known.
  var iss = SequenceNumber(0)
  /// The right edge of the window advertised, the farthest ever.
  var rightEdge = SequenceNumber(0)
  /// The highest TSval sent.
  var timestampValue: UInt32 = 0
  /// Frames sent.
  var frames: UInt32 = 0
  /// Payload octets sent.
  var bytes: UInt64 = 0
  /// Segments with payload.
  var dataSegments: UInt32 = 0
  /// Largest payload.
  var largestPayload: UInt32 = 0
  /// Frames cut by the snap length.
  var payloadCut: UInt32 = 0
  /// Times the sequence number passed 2³².
  var wraps: UInt16 = 0
  /// Option values of the SYN or SYN-ACK.
  var mss: UInt16 = 0
  /// Window field of the SYN or SYN-ACK.
  var synWindow: UInt16 = 0
  /// Window scale of the SYN or SYN-ACK; 255 when absent.
  var windowScale: UInt8 = 255
  /// TTL of the SYN or SYN-ACK.
  var synHopLimit: UInt8 = 0
  /// Options of the SYN or SYN-ACK.
  var synOptions: UInt16 = 0
  var bits: Bits = []
  /// The last segment that may have to be logged as context, or was logged.
  var latest = Latest()

  /// The SYN or SYN-ACK is captured with its whole list of options, and has no window scale.
  var lacksWindowScale: Bool { windowScale == 255 && synOptions & TCPOptions.Kinds.cut.rawValue == 0 }

  struct Bits: OptionSet, BitwiseCopyable {
    let rawValue: UInt16
    /// `next` is known.
    static let next = Bits(rawValue: 1)
    /// `acked` is known.
    static let acked = Bits(rawValue: 2)
    /// `iss` is known, from its SYN or from the peer's SYN-ACK.
    static let iss = Bits(rawValue: 4)
    /// Sent a SYN without ACK.
    static let bareSYN = Bits(rawValue: 8)
    /// Sent a SYN-ACK.
    static let synACK = Bits(rawValue: 16)
    /// `rightEdge` is known.
    static let edge = Bits(rawValue: 32)
    /// `timestampValue` is known.
    static let timestamp = Bits(rawValue: 64)
    /// Sent a FIN; `next` is one past it.
    static let fin = Bits(rawValue: 128)
    /// Its FIN was acknowledged.
    static let finAcked = Bits(rawValue: 256)
    /// Its first data segment is logged.
    static let dataLogged = Bits(rawValue: 512)
    /// Its first pure ACK is logged.
    static let ackLogged = Bits(rawValue: 1024)
    /// Its receive window is closed.
    static let zeroWindow = Bits(rawValue: 2048)
    /// Its last segment was a keep-alive probe.
    static let probing = Bits(rawValue: 4096)
    /// An option of its SYN is the Fast Open cookie itself.
    static let fastOpenCookie = Bits(rawValue: 8192)
  }
}

/// The last segment of an end in the form that the log needs, 56 octets.
struct Latest: BitwiseCopyable {
  var frame: UInt64 = 0
  var time: Nanoseconds = 0
  var sequence: UInt32 = 0
  var acknowledgment: UInt32 = 0
  var payloadLength: UInt32 = 0
  var timestampValue: UInt32 = 0
  var timestampEcho: UInt32 = 0
  var payloadHash: UInt32 = 0
  /// `Record.elided` before it, when it is not logged.
  var ordinal: UInt32 = 0
  var window: UInt16 = 0
  var flags: UInt16 = 0
  var identification: UInt16 = 0
  var marks: UInt16 = 0
  var hopLimit: UInt8 = 0
  var bits: UInt8 = 0

  static let hasTimestamps: UInt8 = 1
  static let logged: UInt8 = 2
  /// The first segment of a connection: it is logged with the second, so that an attempt without answer needs no log.
  static let first: UInt8 = 4
  static let hasFastOpen: UInt8 = 8
  /// It is the last segment of its end in the log; a segment that was to be logged is not there when memory is used up.
  static let written: UInt8 = 16

  init() {}

  @inline(__always)
  init(_ segment: Segment) {
    frame = segment.frame
    time = segment.time
    sequence = segment.sequence.rawValue
    acknowledgment = segment.acknowledgment.rawValue
    payloadLength = segment.payloadLength
    timestampValue = segment.options.timestampValue
    timestampEcho = segment.options.timestampEcho
    payloadHash = segment.payloadHash
    window = segment.window
    flags = segment.flags.rawValue
    identification = segment.loggedIdentification
    marks = segment.marks.rawValue
    hopLimit = segment.hopLimit
    bits =
      (segment.options.has(.timestamps) ? Latest.hasTimestamps : 0)
      | (segment.options.has(.fastOpen) ? Latest.hasFastOpen : 0)
  }

  /// The segment for the log, as context.
  /// A segment that is in the log: what `loggedSegment` leads back to.
  init(_ logged: LoggedSegment) {
    frame = logged.frame
    time = logged.time
    sequence = logged.sequence.rawValue
    acknowledgment = logged.acknowledgment.rawValue
    payloadLength = logged.payloadLength
    timestampValue = logged.timestampValue
    timestampEcho = logged.timestampEcho
    payloadHash = logged.payloadHash
    window = logged.window
    flags = logged.flags.rawValue
    identification = logged.identification
    marks = logged.marks.rawValue
    hopLimit = logged.hopLimit
    bits =
      (logged.hasTimestamps ? Latest.hasTimestamps : 0) | (logged.hasFastOpen ? Latest.hasFastOpen : 0)
      | Latest.logged | Latest.written
  }

  var loggedSegment: LoggedSegment {
    var logged = LoggedSegment()
    logged.frame = frame
    logged.time = time
    logged.sequence = SequenceNumber(sequence)
    logged.acknowledgment = SequenceNumber(acknowledgment)
    logged.payloadLength = payloadLength
    logged.flags = TCPFlags(rawValue: flags)
    logged.window = window
    logged.hasTimestamps = bits & Latest.hasTimestamps != 0
    logged.hopLimit = hopLimit
    logged.identification = identification
    logged.timestampValue = timestampValue
    logged.timestampEcho = timestampEcho
    logged.marks = SegmentMarks(rawValue: marks)
    logged.notes = bits & Latest.first != 0 ? [] : .context
    logged.hasFastOpen = bits & Latest.hasFastOpen != 0
    logged.payloadHash = payloadHash
    return logged
  }
}

extension Segment {
  /// The IPv4 identification; 0 for IPv6.
  @inline(__always) var loggedIdentification: UInt16 { marks.contains(.ipv4) ? identification : 0 }

  /// The segment for the log.
  func logged(notes: SegmentNotes) -> LoggedSegment {
    var logged = LoggedSegment()
    logged.frame = frame
    logged.time = time
    logged.sequence = sequence
    logged.acknowledgment = acknowledgment
    logged.payloadLength = payloadLength
    logged.flags = flags
    logged.window = window
    logged.hasTimestamps = options.has(.timestamps)
    logged.hasFastOpen = options.has(.fastOpen)
    logged.hopLimit = hopLimit
    logged.identification = loggedIdentification
    logged.timestampValue = options.timestampValue
    logged.timestampEcho = options.timestampEcho
    if options.blockCount > 0 { logged.sack = options.blocks[0] }
    logged.sackCount = options.blockCount
    logged.marks = marks
    logged.notes = notes
    logged.payloadHash = payloadHash
    return logged
  }
}
