/// Writes integers of few octets into a buffer, and reads them back.
///
/// One of the few places with unsafe code. Invariants: `base` holds 8 octets more than all that is put or taken, so that
/// a whole word is stored or loaded at every position; what is taken was put in the same order and with the same widths.
/// Octets are in the host's order: no log leaves the process.
@safe struct LogOctets {
  private let base: UnsafeMutableRawPointer
  /// Octets put or taken so far.
  private(set) var position = 0

  init(_ base: UnsafeMutableRawPointer) { unsafe self.base = base }

  /// Puts the low `count` octets (0...8) of a value.
  @inline(__always)
  mutating func put(_ value: UInt64, _ count: Int) {
    unsafe base.storeBytes(of: value.littleEndian, toByteOffset: position, as: UInt64.self)
    position &+= count
  }

  /// Takes `count` octets (0...8).
  @inline(__always)
  mutating func take(_ count: Int) -> UInt64 {
    let word = unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position &+= count
    return count == 8 ? word : word & (1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1)
  }
}
