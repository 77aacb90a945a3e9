/// Loads of wire fields. Each load is bounds-checked by the standard library and traps outside the span: callers check
/// the length of a header once, before its first load. The only unsafe code of the decoder is here.
///
/// Invariant of every `unsafe` below: only integers are loaded, for which all bit patterns are valid values.
extension RawSpan {
  /// The octet at an offset.
  @inline(__always) func u8(at offset: Int) -> UInt8 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }

  /// Two octets in network order.
  @inline(__always) func u16(at offset: Int) -> UInt16 {
    UInt16(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// Four octets in network order.
  @inline(__always) func u32(at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight octets in network order.
  @inline(__always) func u64(at offset: Int) -> UInt64 {
    UInt64(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Two octets, the lowest first.
  @inline(__always) func littleEndianU16(at offset: Int) -> UInt16 {
    UInt16(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// Four octets, the lowest first.
  @inline(__always) func littleEndianU32(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight octets, the lowest first.
  @inline(__always) func littleEndianU64(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Eight octets, the lowest first, of which the caller knows that they are in the span: for loops over a checked range.
  @inline(__always) func littleEndianU64(unchecked offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// Three octets in network order.
  @inline(__always) func u24(at offset: Int) -> UInt32 {
    UInt32(u16(at: offset)) << 8 | UInt32(u8(at: offset + 2))
  }
}

/// Lends an array's octets as a span.
///
/// Safe: octets have no padding, and the span does not outlive the call.
func withBytes<R: ~Copyable>(of octets: [UInt8], _ body: (RawSpan) -> R) -> R {
  body(unsafe octets.span.bytes)
}
