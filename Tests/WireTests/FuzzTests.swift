import FlowstateCore
import Testing

/// A small generator of the same numbers every time (Marsaglia's xorshift).
private struct Numbers {
  var state: UInt64
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}

@Suite struct FuzzTests {
  private static let seeds: [(link: UInt32, octets: [UInt8])] =
    LinkTests.cases.map { ($0.link, $0.octets) }
    + TunnelTests.cases.map { (101, $0.packet) }

  /// Changed octets, cut ends, other link types and lying lengths: no frame may trap, and what is said of it must hold.
  @Test func noFrameTraps() {
    var numbers = Numbers(state: 0x9e37_79b9_7f4a_7c15)
    var decoder = FrameDecoder()
    var segments = 0
    var info = FrameInfo()
    var segment = Segment()
    for round in 0..<60_000 {
      var (link, octets) = Self.seeds[round % Self.seeds.count]
      for _ in 0..<numbers.below(6) {
        let at = numbers.below(octets.count)
        switch numbers.below(3) {
        case 0: octets[at] = UInt8(numbers.below(256))
        case 1: octets[at] ^= 1 << UInt8(numbers.below(8))
        default: octets[at] = [0, 0xff, 0x7f, 0x80, 1][numbers.below(5)]
        }
      }
      if numbers.below(4) == 0 { octets.removeLast(numbers.below(octets.count)) }
      if numbers.below(16) == 0 { link = UInt32(numbers.below(300)) }
      info.number += 1
      info.time = Nanoseconds(numbers.below(1 << 40))
      info.linkType = link
      info.originalLength = UInt32(
        truncatingIfNeeded: octets.count + [0, 0, 0, 1, 100, 1 << 31, -10][numbers.below(7)])
      let outcome = unsafe decoder.decode(octets.span.bytes, info, into: &segment)
      guard outcome == .segment else { continue }
      segments += 1
      #expect(segment.options.blockCount <= 4 && segment.vlans.count <= 4 && segment.tunnels.count <= 4)
      #expect(!segment.marks.isSuperset(of: [.checksumGood, .checksumBad]))
      #expect(segment.frame == info.number && segment.icmpType == 0)
    }
    #expect(segments > 10_000)
    #expect(decoder.issues.counts.reduce(0) { $0 + $1.frames } > 1000)
  }
}
