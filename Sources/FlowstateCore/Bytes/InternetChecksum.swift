/// The one's complement sum of the Internet protocols (RFC 1071).
enum InternetChecksum {
  /// The folded sum of the octets `start..<end`, as if 16-bit words in network order began at `start`.
  ///
  /// Eight octets at a time: one's complement sums do not care about word size or byte order until the end (RFC 1071 §2).
  static func sum(_ bytes: RawSpan, from start: Int, to end: Int) -> UInt16 {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var at = start
    // Halves of 32 bits cannot overflow 64 bits before 2³² rounds. Four rounds at once keep the adders busy.
    while end - at >= 32 {
      let a = bytes.littleEndianU64(at: at)
      let b = bytes.littleEndianU64(at: at &+ 8)
      let c = bytes.littleEndianU64(at: at &+ 16)
      let d = bytes.littleEndianU64(at: at &+ 24)
      low &+= (a & 0xffff_ffff) &+ (b & 0xffff_ffff)
      high &+= (a >> 32) &+ (b >> 32)
      low &+= (c & 0xffff_ffff) &+ (d & 0xffff_ffff)
      high &+= (c >> 32) &+ (d >> 32)
      at &+= 32
    }
    while end - at >= 8 {
      let word = bytes.littleEndianU64(at: at)
      low &+= word & 0xffff_ffff
      high &+= word >> 32
      at &+= 8
    }
    if end - at >= 4 {
      low &+= UInt64(bytes.littleEndianU32(at: at))
      at &+= 4
    }
    if end - at >= 2 {
      high &+= UInt64(bytes.littleEndianU16(at: at))
      at &+= 2
    }
    if at < end { low &+= UInt64(bytes.u8(at: at)) }
    return fold(low &+ high).byteSwapped
  }

  /// Folds a sum of 16- or 32-bit words to 16 bits with end-around carry.
  @inline(__always) static func fold(_ sum: UInt64) -> UInt16 {
    var folded = (sum & 0xffff_ffff) &+ (sum >> 32)
    folded = (folded & 0xffff_ffff) &+ (folded >> 32)
    folded = (folded & 0xffff) &+ (folded >> 16)
    folded = (folded & 0xffff) &+ (folded >> 16)
    folded = (folded & 0xffff) &+ (folded >> 16)
    return UInt16(truncatingIfNeeded: folded)
  }

  /// The unfolded sum of an address, as the pseudo-header counts it. The `ffff` of an IPv4-mapped address adds nothing:
  /// it is the other zero of one's complement.
  @inline(__always) static func sum(_ address: IPAddress) -> UInt64 {
    (address.high & 0xffff_ffff) &+ (address.high >> 32) &+ (address.low & 0xffff_ffff) &+ (address.low >> 32)
  }
}
