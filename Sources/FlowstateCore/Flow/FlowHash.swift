extension FlowKey {
  /// A 32-bit hash of the key, good in its low bits, which choose the slot.
  ///
  /// Two multiplications fold the addresses, one the ports. With a seed that an attacker does not know, colliding
  /// tuples cannot be prepared. No result depends on the seed: reports are ordered by time and frame.
  @inline(__always)
  func hash(seed: UInt64) -> UInt32 {
    let ports = UInt64(a.port) | UInt64(b.port) << 16 | UInt64(space) << 32
    var hash =
      FlowKey.mix(a.address.low ^ seed, b.address.low ^ 0xa076_1d64_78bd_642f)
      ^ FlowKey.mix(a.address.high ^ 0xe703_7ed1_a0b4_28db, b.address.high ^ seed)
    hash = FlowKey.mix(hash ^ ports ^ 0x9e37_79b9_7f4a_7c15, 0x5899_65cc_7537_4cc3)
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.low ^ product.high
  }
}
