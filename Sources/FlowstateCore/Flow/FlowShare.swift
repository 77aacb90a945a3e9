/// Which tuples one of several analyzers takes, when they share a capture.
///
/// Tuples fall into `parts` by addresses and ports alone. Bounds on memory hold for each part, so that no result depends
/// on how many analyzers there are.
public struct FlowShare: Sendable, BitwiseCopyable {
  /// Parts of all tuples, and the most analyzers that can share them.
  public static let parts = 16
  /// All tuples.
  public static let whole = FlowShare(0, of: 1)

  private let index: UInt8
  private let count: UInt8

  /// One of `count` shares, `index` from 0; `count` is from 1 to `parts`.
  public init(_ index: Int, of count: Int) {
    precondition((1...FlowShare.parts).contains(count) && (0..<count).contains(index), "a share is one of 1 to 16")
    self.index = UInt8(index)
    self.count = UInt8(count)
  }

  /// Whether a part belongs to this share.
  @inline(__always) func has(_ part: UInt8) -> Bool { part % count == index }

  /// How many parts belong to it.
  var size: UInt32 { (0..<UInt8(FlowShare.parts)).reduce(0) { has($1) ? $0 + 1 : $0 } }
}

/// What analyzers that share segments need to know of those that are not theirs.
public struct ShareMark: Sendable, BitwiseCopyable {
  /// Capture time.
  let time: Nanoseconds
  /// The part of its tuple, below `FlowShare.parts`.
  let part: UInt8
  /// Whether it is quoted by an ICMP error: then its time moves no clock.
  let isQuoted: Bool

  /// The mark of a segment.
  @inlinable public init(_ segment: borrowing Segment) {
    self.init(
      time: segment.time, part: FlowKey.part(segment.source, segment.destination, space: segment.space),
      isQuoted: segment.marks.contains(.quotedByICMP))
  }

  @usableFromInline init(time: Nanoseconds, part: UInt8, isQuoted: Bool) {
    self.time = time
    self.part = part
    self.isQuoted = isQuoted
  }
}

extension FlowKey {
  /// The part of a tuple, below `FlowShare.parts`; the same for both directions.
  @inlinable static func part(_ source: SocketAddress, _ destination: SocketAddress, space: UInt32) -> UInt8 {
    let addresses =
      (source.address.low &+ destination.address.low)
      ^ (source.address.high &+ destination.address.high) &* 0xe703_7ed1_a0b4_28db
    let ports = UInt64(source.port) &+ UInt64(destination.port) &+ UInt64(space) << 20
    let mixed = (addresses &+ ports &* 0xa076_1d64_78bd_642f) &* 0x9e37_79b9_7f4a_7c15
    return UInt8(truncatingIfNeeded: mixed >> 60)
  }

  /// The part of this tuple.
  var part: Int { Int(FlowKey.part(a, b, space: space)) }
}
