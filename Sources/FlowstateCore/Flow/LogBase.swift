/// What the numbers of one end are written relative to in a `SegmentLog`, so that they are short.
struct LogBase: BitwiseCopyable {
  /// The first sequence number seen of this end, or what the peer's first ACK says.
  var sequence: UInt32 = 0
  /// The first TSval seen of this end.
  var timestamp: UInt32 = 0
  /// Marks of the first segment.
  var marks: UInt16 = 0
  /// TTL of the first segment.
  var hopLimit: UInt8 = 0
  /// Which of the above are set: a base never changes once a segment was written with it.
  var known: UInt8 = 0

  static let knowsSequence: UInt8 = 1
  static let knowsTimestamp: UInt8 = 2
  static let knowsHeader: UInt8 = 4
}

/// Where one connection's log begins and ends, and what it is relative to.
struct LogHandle: BitwiseCopyable {
  /// First chunk; 0 for an empty log.
  var head: UInt32 = 0
  /// Last chunk.
  var tail: UInt32 = 0
  /// Segments in the log.
  var count: UInt32 = 0
  /// Octets used in the last chunk.
  var used: UInt8 = 0
  /// Bases of the two ends, in the order of the key.
  var bases = InlineArray<2, LogBase>(repeating: LogBase())
  /// Number of the first frame.
  var frame: UInt64 = 0
  /// Time of the first frame.
  var time: Nanoseconds = 0
}
