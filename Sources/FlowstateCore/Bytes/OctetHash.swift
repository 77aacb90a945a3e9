/// Small hashes for telling equal octets from different ones. Not for tables that an attacker fills.
enum OctetHash {
  /// Payloads up to this many octets are hashed whole.
  static let wholeLimit = 256
  /// Of a longer payload, so many octets at its start count …
  static let head = 128
  /// … and so many at its end.
  static let tail = 64

  /// A 32-bit hash of the octets `start..<end`, never 0; 0 when there are none.
  ///
  /// Whole up to 256 octets; of longer payloads the first 128, the last 64 and the length. That tells capture copies and
  /// retransmissions from other data, at a bounded cost; it is no proof that two long payloads are equal.
  @inline(__always)
  static func payload(_ bytes: RawSpan, from start: Int, to end: Int) -> UInt32 {
    start < end ? hash(bytes, from: start, to: end) : 0
  }

  @inline(never)
  private static func hash(_ bytes: RawSpan, from start: Int, to end: Int) -> UInt32 {
    precondition(start >= 0 && start < end && end <= bytes.byteCount, "the octets are in the span")
    let length = end &- start
    var sum = UInt64(truncatingIfNeeded: length) &* 0x9e37_79b9_7f4a_7c15
    if length <= wholeLimit {
      sum = accumulate(bytes, from: start, to: end, sum)
    } else {
      sum = accumulate(bytes, from: start, to: start + head, sum)
      sum = accumulate(bytes, from: end - tail, to: end, sum ^ 0x6a09_e667_f3bc_c909)
    }
    return finish(sum)
  }

  /// Adds one value to a running hash.
  @inline(__always) static func mix(_ hash: UInt32, _ value: UInt64) -> UInt32 {
    finish((UInt64(hash) &+ 0x9e37_79b9_7f4a_7c15) ^ (value &* 0xd6e8_feb8_6659_fd93))
  }

  /// Of octets that are in the span: products of the halves of each word, with a key per position (the NH hash of UMAC, RFC 4418 §5.2.2): the
  /// multiplications do not wait for each other.
  @inline(__always) private static func accumulate(
    _ bytes: RawSpan, from start: Int, to end: Int, _ seed: UInt64
  ) -> UInt64 {
    var sum = seed
    var key: UInt64 = 0x243f_6a88_85a3_08d3
    var at = start
    while end &- at >= 8 {
      let word = bytes.littleEndianU64(unchecked: at)
      let keyed = word &+ key
      sum &+= (keyed & 0xffff_ffff) &* (keyed >> 32) &+ (word << 32 | word >> 32)
      key &+= 0x9e37_79b9_7f4a_7c15
      at &+= 8
    }
    if at == end { return sum }
    var word: UInt64 = 0
    if end &- start >= 8 {
      // What is left, and octets before it that count twice.
      word = bytes.littleEndianU64(unchecked: end &- 8)
    } else {
      while at < end {
        word = word << 8 | UInt64(bytes.u8(at: at))
        at &+= 1
      }
    }
    let keyed = word &+ key
    return sum &+ (keyed & 0xffff_ffff) &* (keyed >> 32) &+ word
  }

  @inline(__always) private static func finish(_ value: UInt64) -> UInt32 {
    var mixed = value ^ (value >> 32)
    mixed = mixed &* 0xd6e8_feb8_6659_fd93
    mixed ^= mixed >> 32
    let hash = UInt32(truncatingIfNeeded: mixed)
    return hash == 0 ? 1 : hash
  }
}
