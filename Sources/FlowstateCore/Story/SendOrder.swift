/// Which of two segments of one end its sender sent first, as far as their headers tell.
public enum SendOrder: Sendable {
  /// The first of the two.
  case before
  /// The second of the two.
  case after
  /// Both carry one timestamp value: sent within one tick of the sender's clock.
  case together
  /// Nothing tells.
  case unknown
}

/// What a segment's header tells of when it was sent, besides its numbers.
public struct SendStamp: Sendable, BitwiseCopyable {
  /// TSval.
  public var timestampValue: UInt32 = 0
  /// IPv4 identification; 0 for none.
  public var identification: UInt16 = 0
  /// Whether the timestamps option is present.
  public var hasTimestamps = false

  /// Nothing.
  init() {}

  init(_ segment: Segment) {
    timestampValue = segment.options.timestampValue
    identification = segment.loggedIdentification
    hasTimestamps = segment.options.has(.timestamps)
  }

  init(_ segment: LoggedSegment) {
    timestampValue = segment.timestampValue
    identification = segment.identification
    hasTimestamps = segment.hasTimestamps
  }

  /// Whether a segment was sent before or after another one of the same end.
  ///
  /// A later segment never has an older TSval, and what is sent again has a new one (RFC 7323 §4.1). Within one tick, or
  /// without timestamps, a small step of the identification tells: those that do not count up seldom make one.
  public func order(against other: SendStamp) -> SendOrder {
    let isTimed = hasTimestamps && other.hasTimestamps
    if isTimed, timestampValue != other.timestampValue {
      return Int32(bitPattern: timestampValue &- other.timestampValue) < 0 ? .before : .after
    }
    if identification != 0, other.identification != 0 {
      let step = Int16(bitPattern: identification &- other.identification)
      if (1...SendStamp.countingStep).contains(step) { return .after }
      if (-SendStamp.countingStep ... -1).contains(step) { return .before }
    }
    return isTimed ? .together : .unknown
  }

  /// A larger step of the identification is no sign that it counts up.
  private static let countingStep: Int16 = 256
}

extension LoggedSegment {
  /// Whether it was sent before or after another segment of the same end.
  public func order(against other: LoggedSegment) -> SendOrder { SendStamp(self).order(against: SendStamp(other)) }
}
