import FlowstateCore

/// A frame of a batch: what the file says of it, and where its octets are among the batch's octets.
public struct CapturedFrame: Sendable, BitwiseCopyable {
  /// Number, time, original length, link type, interface, direction.
  public var info = FrameInfo()
  /// Offset of the first captured octet among the batch's octets.
  public var offset: UInt32 = 0
  /// Captured octets.
  public var length: UInt32 = 0

  /// A frame of nothing.
  public init() {}

  /// The captured octets, as a range of the batch's octets.
  @inlinable
  public var range: Range<Int> { Int(offset)..<Int(offset) &+ Int(length) }
}
