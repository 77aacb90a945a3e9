/// How much is kept for each part of the tuples, at most `limit`.
struct PartQuota {
  private var counts = InlineArray<16, UInt32>(repeating: 0)
  let limit: UInt32

  init(limit: UInt32) { self.limit = limit }

  /// Takes one of a part's; false when all are taken.
  @inline(__always) mutating func take(_ part: Int) -> Bool {
    guard counts[part] < limit else { return false }
    counts[part] &+= 1
    return true
  }

  /// Gives one back.
  @inline(__always) mutating func giveBack(_ part: Int) { counts[part] &-= 1 }

  /// Gives all back.
  mutating func giveAllBack() { counts = InlineArray(repeating: 0) }
}
