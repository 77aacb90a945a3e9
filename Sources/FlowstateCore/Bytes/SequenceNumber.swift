/// A TCP sequence number: a position modulo 2³² (RFC 9293 §3.4).
///
/// Not `Comparable`: the order modulo 2³² is not transitive. Ask for the distance instead.
public struct SequenceNumber: Hashable, Sendable, BitwiseCopyable {
  /// The 32 bits of the header.
  public var rawValue: UInt32

  /// The number with these 32 bits.
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Signed distance from `self` to `other`, −2³¹..<2³¹: positive when `other` lies ahead.
  @inlinable public func distance(to other: SequenceNumber) -> Int32 {
    Int32(bitPattern: other.rawValue &- rawValue)
  }

  /// Whether `self` lies strictly before `other`.
  @inlinable public func isBefore(_ other: SequenceNumber) -> Bool { distance(to: other) > 0 }

  /// Whether `self` lies before `other` or is equal to it.
  @inlinable public func isAtMost(_ other: SequenceNumber) -> Bool { distance(to: other) >= 0 }

  /// The number `octets` further on.
  @inlinable public static func + (number: SequenceNumber, octets: Int) -> SequenceNumber {
    SequenceNumber(number.rawValue &+ UInt32(truncatingIfNeeded: octets))
  }

  /// The number `octets` further back.
  @inlinable public static func - (number: SequenceNumber, octets: Int) -> SequenceNumber {
    SequenceNumber(number.rawValue &- UInt32(truncatingIfNeeded: octets))
  }
}
