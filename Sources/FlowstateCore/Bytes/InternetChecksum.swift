/// The one's complement sum of the Internet protocols (RFC 1071).
enum InternetChecksum {
  /// The folded sum of the octets `start..<end`, as if 16-bit words in network order began at `start`.
  ///
  /// Eight octets at a time: one's complement sums do not care about word size or byte order until the end (RFC 1071 §2).
  static func sum(_ bytes: RawSpan, from start: Int, to end: Int) -> UInt16 {
    precondition(start >= 0 && end <= bytes.byteCount, "the octets are in the span")
    // The carries of 64-bit sums gather in the upper half: an addition with carry is the cheapest there is.
    var sum: UInt128 = 0
    var at = start
    while end &- at >= 32 {
      sum &+= UInt128(bytes.littleEndianU64(unchecked: at))
      sum &+= UInt128(bytes.littleEndianU64(unchecked: at &+ 8))
      sum &+= UInt128(bytes.littleEndianU64(unchecked: at &+ 16))
      sum &+= UInt128(bytes.littleEndianU64(unchecked: at &+ 24))
      at &+= 32
    }
    while end &- at >= 8 {
      sum &+= UInt128(bytes.littleEndianU64(unchecked: at))
      at &+= 8
    }
    var low = UInt64(truncatingIfNeeded: sum)
    low = (low & 0xffff_ffff) &+ (low >> 32) &+ UInt64(truncatingIfNeeded: sum >> 64)
    if end &- at >= 4 {
      low &+= UInt64(bytes.littleEndianU32(at: at))
      at &+= 4
    }
    if end &- at >= 2 {
      low &+= UInt64(bytes.littleEndianU16(at: at))
      at &+= 2
    }
    if at < end { low &+= UInt64(bytes.u8(at: at)) }
    return fold(low).byteSwapped
  }

  /// Folds a sum of 16- or 32-bit words to 16 bits with end-around carry.
  @inline(__always) static func fold(_ sum: UInt64) -> UInt16 {
    let (half, carry) = UInt32(truncatingIfNeeded: sum).addingReportingOverflow(UInt32(truncatingIfNeeded: sum >> 32))
    let word = half &+ (carry ? 1 : 0)
    // The carry of the lower half goes to the upper one, which is then the sum of both.
    return UInt16(truncatingIfNeeded: (word &+ (word << 16 | word >> 16)) >> 16)
  }

  /// The unfolded sum of an address, as the pseudo-header counts it. The `ffff` of an IPv4-mapped address adds nothing:
  /// it is the other zero of one's complement.
  @inline(__always) static func sum(_ address: IPAddress) -> UInt64 {
    (address.high & 0xffff_ffff) &+ (address.high >> 32) &+ (address.low & 0xffff_ffff) &+ (address.low >> 32)
  }
}
