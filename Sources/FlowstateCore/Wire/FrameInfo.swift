/// What a capture file says of a frame besides its octets.
public struct FrameInfo: Sendable, BitwiseCopyable {
  /// Which way the frame went, seen from the capturing host.
  public enum Direction: UInt8, Sendable, BitwiseCopyable {
    case unknown, incoming, outgoing
  }
  /// Number of the frame, from 1, over all files of a run.
  public var number: UInt64 = 0
  /// Capture time.
  public var time: Nanoseconds = 0
  /// Octets on the wire; the captured ones may be fewer.
  public var originalLength: UInt32 = 0
  /// The link-layer header type (LINKTYPE_ number as in files).
  public var linkType: UInt32 = 1
  /// The capture interface, from 0 within its run.
  public var interface: UInt16 = 0
  /// Which way the frame went, where the file says so.
  public var direction = Direction.unknown
  /// A frame of nothing.
  public init() {}
}
