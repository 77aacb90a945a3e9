/// Counts distinct values in 256 octets, exactly enough for a report: about 7 % off, less for few (HyperLogLog with 256
/// registers, and linear counting while registers are free).
struct DistinctCount: Sendable {
  private var registers = InlineArray<256, UInt8>(repeating: 0)

  /// Nothing counted.
  init() {}

  /// Takes note of a value by its hash.
  @inline(__always)
  mutating func insert(_ value: UInt64) {
    // Of addresses in a row the hashes are in a pattern, that this breaks up.
    let hash = Scatter.mix(value, 0x1d8e_4e27_c47d_124f)
    let register = Int(truncatingIfNeeded: hash & 255)
    let rank = UInt8(truncatingIfNeeded: min(55, (hash >> 8).trailingZeroBitCount) + 1)
    if registers[register] < rank { registers[register] = rank }
  }

  /// About how many distinct values there were.
  var estimate: Int {
    var free = 0
    var sum = 0.0
    for register in registers.indices {
      if registers[register] == 0 { free += 1 }
      sum += 1 / Double(UInt64(1) << UInt64(registers[register]))
    }
    let raw = 0.7183 * 256 * 256 / sum
    if raw <= 640, free > 0 { return DistinctBits.count(set: 256 - free, of: 256) }
    return Int(raw.rounded())
  }
}

/// Counts up to some hundred distinct values in 32 octets (linear counting over 256 bits).
struct DistinctBits: Sendable {
  private var bits = InlineArray<4, UInt64>(repeating: 0)

  /// Nothing counted.
  init() {}

  /// Takes note of a value by its hash.
  @inline(__always)
  mutating func insert(_ hash: UInt64) { bits[Int(truncatingIfNeeded: hash >> 6 & 3)] |= 1 << (hash & 63) }

  /// Takes note of all that another one has seen.
  mutating func formUnion(_ other: DistinctBits) {
    for index in bits.indices { bits[index] |= other.bits[index] }
  }

  /// About how many distinct values there were; at most some 1500 are told apart.
  var estimate: Int {
    var set = 0
    for index in bits.indices { set += bits[index].nonzeroBitCount }
    return Self.count(set: set, of: 256)
  }

  /// How many distinct values it takes to hit `set` of `size` places, on average.
  static func count(set: Int, of size: Int) -> Int {
    var expected = 0.0
    for hit in 0..<min(set, size) { expected += Double(size) / Double(size - hit) }
    return Int(expected.rounded())
  }
}
