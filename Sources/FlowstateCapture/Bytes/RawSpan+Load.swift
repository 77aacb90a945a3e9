extension RawSpan {
  /// The octet at an offset. Loads are bounds-checked; any bit pattern is a valid integer, so they are safe.
  @inline(__always)
  func u8(_ offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
  /// The 16-bit field at an offset, in the host's byte order or in the other one.
  @inline(__always)
  func u16(_ offset: Int, swapped: Bool) -> UInt16 {
    let value = unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)
    return swapped ? value.byteSwapped : value
  }
  /// The 32-bit field at an offset, in the host's byte order or in the other one.
  @inline(__always)
  func u32(_ offset: Int, swapped: Bool) -> UInt32 {
    let value = unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return swapped ? value.byteSwapped : value
  }
  /// Two 32-bit fields in a row at an offset, in the host's byte order or in the other one.
  @inline(__always)
  func pair(_ offset: Int, swapped: Bool) -> (UInt32, UInt32) {
    let pair = unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD2<UInt32>.self)
    return swapped ? (pair.x.byteSwapped, pair.y.byteSwapped) : (pair.x, pair.y)
  }
  /// The 64-bit field at an offset, in the host's byte order or in the other one.
  @inline(__always)
  func u64(_ offset: Int, swapped: Bool) -> UInt64 {
    let value = unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return swapped ? value.byteSwapped : value
  }
}
