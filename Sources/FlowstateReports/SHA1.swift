/// SHA-1 (FIPS 180-4 §6.1), for Community ID only: nothing here rests on it being hard to break.
///
/// Our own, because the alternative, swift-crypto, costs minutes of processor time to build (it carries BoringSSL), for
/// one compression function of a withdrawn hash that fits on a page and that test vectors pin down.
struct SHA1 {
  /// One block of 64 octets as big-endian words.
  typealias Block = InlineArray<16, UInt32>

  /// The hash value so far, five words.
  private(set) var h0: UInt32 = 0x6745_2301
  private(set) var h1: UInt32 = 0xefcd_ab89
  private(set) var h2: UInt32 = 0x98ba_dcfe
  private(set) var h3: UInt32 = 0x1032_5476
  private(set) var h4: UInt32 = 0xc3d2_e1f0

  /// Takes in one block (§6.1.3: the message schedule is kept in 16 words).
  mutating func compress(_ block: Block) {
    var w = block
    var a = h0
    var b = h1
    var c = h2
    var d = h3
    var e = h4

    func round(_ f: UInt32, _ k: UInt32, _ word: UInt32) {
      let t = rotated(a, 5) &+ f &+ e &+ k &+ word
      e = d
      d = c
      c = rotated(b, 30)
      b = a
      a = t
    }
    func scheduled(_ t: Int) -> UInt32 {
      let word = rotated(w[(t + 13) & 15] ^ w[(t + 8) & 15] ^ w[(t + 2) & 15] ^ w[t & 15], 1)
      w[t & 15] = word
      return word
    }

    for t in 0..<16 { round((b & c) ^ (~b & d), 0x5a82_7999, w[t]) }
    for t in 16..<20 { round((b & c) ^ (~b & d), 0x5a82_7999, scheduled(t)) }
    for t in 20..<40 { round(b ^ c ^ d, 0x6ed9_eba1, scheduled(t)) }
    for t in 40..<60 { round((b & c) ^ (b & d) ^ (c & d), 0x8f1b_bcdc, scheduled(t)) }
    for t in 60..<80 { round(b ^ c ^ d, 0xca62_c1d6, scheduled(t)) }

    h0 = h0 &+ a
    h1 = h1 &+ b
    h2 = h2 &+ c
    h3 = h3 &+ d
    h4 = h4 &+ e
  }

  @inline(__always)
  private func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word &<< bits | word &>> (32 &- bits) }

  /// The digest as five words, of a message of whole octets.
  static func digest(_ message: [UInt8]) -> SHA1 {
    var hash = SHA1()
    var block = Block(repeating: 0)
    var filled = 0
    func put(_ octet: UInt8) {
      block[filled >> 2] |= UInt32(octet) << (24 - 8 * UInt32(filled & 3))
      filled += 1
      if filled == 64 {
        hash.compress(block)
        block = Block(repeating: 0)
        filled = 0
      }
    }
    for octet in message { put(octet) }
    put(0x80)
    while filled != 56 { put(0) }
    let bits = UInt64(message.count) << 3
    for shift in stride(from: UInt64(56), through: 0, by: -8) { put(UInt8(truncatingIfNeeded: bits >> shift)) }
    return hash
  }

  /// Octet `index` of the digest, 0...19.
  func octet(_ index: Int) -> UInt8 {
    let word =
      switch index >> 2 {
      case 0: h0
      case 1: h1
      case 2: h2
      case 3: h3
      default: h4
      }
    return UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(index & 3)))
  }
}
