/// Whose turn it is: the order in which stories are told. Analyzers that share a capture each tell theirs in this order,
/// so that merging them gives what one analyzer alone would tell.
public struct StoryTurn: Sendable, BitwiseCopyable, Comparable {
  /// The frame by which the story was over: it moved capture time on, or showed that a new connection had begun; `.max`
  /// where the capture ended first.
  public var frame: UInt64 = 0
  /// When nothing could change the story any more; behind all of those, `.max`, where the frame is of the same tuple.
  var moment: Nanoseconds = 0
  /// The connection's first frame, among those of one moment.
  var id: UInt64 = 0

  /// Whether the left one comes first.
  public static func < (left: StoryTurn, right: StoryTurn) -> Bool {
    if left.frame != right.frame { return left.frame < right.frame }
    return left.moment != right.moment ? left.moment < right.moment : left.id < right.id
  }
}
