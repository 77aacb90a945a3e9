/// Where one connection's log begins and ends, and what its next segment is written relative to.
struct LogHandle: BitwiseCopyable {
  /// First chunk; 0 for an empty log.
  var head: UInt32 = 0
  /// Last chunk.
  var tail: UInt32 = 0
  /// Segments in the log.
  var count: UInt32 = 0
  /// Octets used in the last chunk.
  var used: UInt8 = 0
  /// What the last segment leaves behind.
  var base = LogBase()
}

/// What a segment is written relative to: the one before it in the log, and the last one of each end.
struct LogBase: BitwiseCopyable {
  /// Number of the frame before.
  var frame: UInt64 = 0
  /// Its time.
  var time: Nanoseconds = 0
  /// One past the last segment of each end, in the order of the key: nearly every segment begins there, and acknowledges
  /// that of its peer.
  var ends = InlineArray<2, UInt32>(repeating: 0)

  @inline(__always)
  mutating func pass(_ segment: LoggedSegment, side: Int) {
    frame = segment.frame
    time = segment.time
    ends[side] = segment.end.rawValue
  }
}
