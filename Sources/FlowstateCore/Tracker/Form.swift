/// The forms that a connection takes while it is remembered. The two highest bits of its index in the table say which; the
/// others are its place in the arena of that form.
enum Form: UInt32, CaseIterable {
  /// `Record`.
  case record
  /// `ClosedRecord`.
  case closed
  /// `Attempt`.
  case attempt
  /// `AnsweredAttempt`.
  case answered

  @inline(__always)
  init(of index: UInt32) {
    switch index >> 30 {
    case 0: self = .record
    case 1: self = .closed
    case 2: self = .attempt
    default: self = .answered
    }
  }

  /// Places are below this.
  static let places: UInt32 = 1 << 30

  /// The index of a place.
  @inline(__always)
  func index(_ place: UInt32) -> UInt32 { place | rawValue << 30 }

  /// The place of an index.
  @inline(__always)
  static func place(_ index: UInt32) -> UInt32 { index & (places - 1) }
}
