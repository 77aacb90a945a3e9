/// Where one connection's log begins and ends, and what its frames and times are relative to.
struct LogHandle: BitwiseCopyable {
  /// First chunk; 0 for an empty log.
  var head: UInt32 = 0
  /// Last chunk.
  var tail: UInt32 = 0
  /// Segments in the log.
  var count: UInt32 = 0
  /// Octets used in the last chunk.
  var used: UInt8 = 0
  /// Number of the first frame.
  var frame: UInt64 = 0
  /// Time of the first frame.
  var time: Nanoseconds = 0
}
