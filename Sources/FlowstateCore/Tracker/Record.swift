/// One connection while its story can still change. End 0 is `key.a`, end 1 is `key.b`; roles are given at the end.
///
/// What is added here or to `Half` must be kept by `ClosedRecord`, or follow from the log: debug builds assert it.
struct Record: BitwiseCopyable, WheelEntry {
  var key: FlowKey
  var hash: UInt32
  var bits: Bits = []
  /// First and last frame.
  var firstFrame: UInt64
  var firstTime: Nanoseconds
  var lastFrame: UInt64
  var lastTime: Nanoseconds
  var log = LogHandle()
  /// Ordinary segments since the last logged one.
  var elided: UInt32 = 0
  /// Segments logged or not since the close began.
  var sinceClose: UInt32 = 0
  /// What few connections need; 0 for none.
  var extra: UInt32 = 0
  /// The first segment held back by an undecided SYN; 0 for none.
  var held: UInt32 = 0
  /// Neighbours in the expiry wheel's bucket, and the bucket.
  var wheelNext: UInt32 = 0
  var wheelPrevious: UInt32 = 0
  var bucket: UInt32 = 0
  /// Index of VLAN tags and tunnels in the table of envelopes.
  var envelope: UInt16 = 0
  /// Facts found so far.
  var facts: UInt64 = 0
  /// Path round trip as the handshake shows it, in nanoseconds; 0 when unknown.
  var roundTrip: UInt32 = 0
  var incarnation: UInt32 = 1
  var previous: UInt64 = 0
  var course = OrdinaryCourse()
  /// The first sequence number of each end, as it was seen or as the peer's first acknowledgment says.
  var beginnings = InlineArray<2, UInt32>(repeating: 0)
  var halves = InlineArray<2, Half>(repeating: Half())

  struct Bits: OptionSet, BitwiseCopyable {
    let rawValue: UInt32
    /// The handshake is complete, or the connection was picked up in its middle.
    static let established = Bits(rawValue: 1)
    /// Nothing more is expected: both FINs acknowledged, or reset.
    static let closed = Bits(rawValue: 2)
    /// FIN, RST or a SYN after the handshake was seen.
    static let closing = Bits(rawValue: 4)
    /// The handshake and the first data are logged: ordinary segments need not be.
    static let settled = Bits(rawValue: 8)
    /// The first frame is neither SYN nor SYN-ACK.
    static let midStream = Bits(rawValue: 16)
    /// End 1 sent the first bare SYN.
    static let firstSYNFromSecond = Bits(rawValue: 32)
    /// End 1 sent the first frame.
    static let firstFromSecond = Bits(rawValue: 64)
    /// Closed by RST of end 0 or 1.
    static let resetByFirst = Bits(rawValue: 128)
    static let resetBySecond = Bits(rawValue: 256)
    /// A SYN of end 1 began the segments that are held back.
    static let heldFromSecond = Bits(rawValue: 512)
    /// There are holes or duplicate ACKs: every segment needs a close look.
    static let unsettledNumbers = Bits(rawValue: 1024)
    /// `beginnings` of end 0 or 1 is known.
    static let beginningOfFirst = Bits(rawValue: 2048)
    static let beginningOfSecond = Bits(rawValue: 4096)
  }

  init(_ segment: Segment, key: FlowKey, hash: UInt32, fromSecond: Bool) {
    self.init(key: key, hash: hash, frame: segment.frame, time: segment.time)
    if fromSecond { bits.insert(.firstFromSecond) }
  }

  /// One whose first frame is also the last.
  init(key: FlowKey, hash: UInt32, frame: UInt64, time: Nanoseconds) {
    self.key = key
    self.hash = hash
    firstFrame = frame
    firstTime = time
    lastFrame = frame
    lastTime = time
  }

  /// How long after its last segment this connection is kept.
  func retention(_ settings: borrowing TrackerSettings) -> Nanoseconds {
    if bits.contains(.closed) { return settings.closedRetention }
    return bits.contains(.established) ? settings.idleRetention : settings.attemptRetention
  }
}

/// What few connections need: counters of what is out of the ordinary, holes, fingerprints of recent segments.
struct Extra: BitwiseCopyable {
  var sides = InlineArray<2, ExtraHalf>(repeating: ExtraHalf())
  /// First ICMP error; 0 for none.
  var icmp: UInt32 = 0
  var icmpCount: UInt32 = 0
  /// Segments beyond the log's limit.
  var notLogged: UInt64 = 0
  var predecessor = PredecessorRecord()
  /// Whether `predecessor` is meant.
  var hasPredecessor = false
}

/// `Extra` of one end.
struct ExtraHalf: BitwiseCopyable {
  var figures = SideFigures()
  /// Sequence ranges of this end that were not seen, oldest first.
  var holes = InlineArray<4, Hole>(repeating: Hole())
  var holeCount: UInt8 = 0
  /// Where the next fingerprint goes.
  var ring: UInt8 = 0
  /// Duplicate ACKs in a row, sent by this end.
  var duplicateACKs: UInt16 = 0
  /// How many of each capped kind were logged.
  var retransmissions: UInt32 = 0
  var reordered: UInt32 = 0
  var repeatedACKs: UInt32 = 0
  var copies: UInt32 = 0
  var badChecksums: UInt32 = 0
  var odd: UInt32 = 0
  /// The highest right edge of a SACK block sent by this end.
  var sacked = SequenceNumber(0)
  var hasSACK = false
  /// ISNs of earlier attempts that still may be answered.
  var attempts = InlineArray<10, UInt32>(repeating: 0)
  var attemptCount: UInt8 = 0
  /// Segments of this end with a closed window.
  var closedWindows: UInt32 = 0
  /// When this end closed its window.
  var zeroSince: Nanoseconds = 0
  /// Recent segments of this end.
  var recent = InlineArray<8, Fingerprint>(repeating: Fingerprint())
}

/// Octets of an end that the capture does not hold.
struct Hole: BitwiseCopyable {
  var left = SequenceNumber(0)
  var right = SequenceNumber(0)
  /// When it was noticed.
  var time: Nanoseconds = 0
  /// Of the segment that passed over it; nothing where the peer's acknowledgment revealed it.
  var opener = SendStamp()
  /// Whether the peer acknowledged it.
  var acknowledged = false
}

/// What tells a copy of a segment from a new one.
struct Fingerprint: BitwiseCopyable {
  var time: Nanoseconds = .min
  var sequence: UInt32 = 0
  var acknowledgment: UInt32 = 0
  var payloadLength: UInt32 = 0
  var payloadHash: UInt32 = 0
  var timestampValue: UInt32 = 0
  var timestampEcho: UInt32 = 0
  var window: UInt16 = 0
  var flags: UInt16 = 0
  var identification: UInt16 = 0
  var hopLimit: UInt8 = 0
  var hasTimestamps = false
  var isEmpty: Bool { time == .min }

  init() {}

  init(_ latest: Latest) {
    time = latest.time
    sequence = latest.sequence
    acknowledgment = latest.acknowledgment
    payloadLength = latest.payloadLength
    payloadHash = latest.payloadHash
    timestampValue = latest.timestampValue
    timestampEcho = latest.timestampEcho
    window = latest.window
    flags = latest.flags
    identification = latest.identification
    hopLimit = latest.hopLimit
    hasTimestamps = latest.bits & Latest.hasTimestamps != 0
  }

  /// Same TCP header and same payload.
  func sameBytes(_ other: Fingerprint) -> Bool {
    !isEmpty && sequence == other.sequence && acknowledgment == other.acknowledgment
      && payloadLength == other.payloadLength && payloadHash == other.payloadHash && window == other.window
      && flags == other.flags && hasTimestamps == other.hasTimestamps && timestampValue == other.timestampValue
      && timestampEcho == other.timestampEcho
  }
}

/// `Predecessor` in terms of the key's ends.
struct PredecessorRecord: BitwiseCopyable {
  var states = InlineArray<2, State>(repeating: .unknown)
  var since = InlineArray<2, Nanoseconds>(repeating: 0)
  var sendNext = InlineArray<2, UInt32>(repeating: 0)
  var iss = InlineArray<2, UInt32>(repeating: 0)
  var timestamp = InlineArray<2, UInt32>(repeating: 0)
  var knowsNext = InlineArray<2, Bool>(repeating: false)
  var knowsTimestamp = InlineArray<2, Bool>(repeating: false)
  var lastFrame: UInt64 = 0
  var lastTime: Nanoseconds = 0
  /// End that closed first: 0, 1, or 2 for neither.
  var closer: UInt8 = 2
}
