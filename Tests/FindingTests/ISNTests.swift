import FlowstateCore
import Testing

@testable import FlowstateFindings

/// Patterns of initial sequence numbers, each against what chance allows.
@Suite struct ISNTests {
  private func samples(_ numbers: [UInt32], every gap: Nanoseconds = 3 * .second) -> [SequenceSample] {
    numbers.enumerated().map { index, number in
      SequenceSample(
        time: Nanoseconds(index) * gap, frame: UInt64(index + 1), number: number, peerNumber: UInt32(index) &* 77_777,
        peer: UInt32(index), tuple: UInt32(index), isAnswer: true, port: 80)
    }
  }

  private func scattered(_ count: Int) -> [UInt32] {
    (0..<count).map { index in
      let once = Scatter.mix(UInt64(index + 1), 0x9e37_79b9_7f4a_7c15)
      return UInt32(truncatingIfNeeded: Scatter.mix(once, 0xbf58_476d_1ce4_e5b9) >> 16)
    }
  }

  @Test(arguments: [2, 3, 5, 10, 40, 96])
  func chanceIsNoPattern(_ count: Int) { #expect(ISNPattern.first(samples(scattered(count))) == nil) }

  @Test func aRepeatedNumberCountsByItsPairs() {
    #expect(ISNPattern.constant(samples([70_000, 70_000]))?.confidence == .strong)
    #expect(ISNPattern.constant(samples([70_000, 70_000] + scattered(30))) == nil)
    let thrice = ISNPattern.constant(samples([70_000, 70_000, 70_000] + scattered(30)))
    #expect(thrice?.confidence == .certain && thrice?.value == 70_000)
  }

  @Test func parityNeedsThirtyTwo() {
    #expect(ISNPattern.step(samples(scattered(31).map { $0 & ~1 })) == nil)
    #expect(ISNPattern.step(samples(scattered(32).map { $0 & ~1 }))?.value == 2)
  }

  @Test func aStepNeedsFive() {
    #expect(ISNPattern.step(samples(scattered(4).map { $0 & ~0xffff })) == nil)
    #expect(ISNPattern.step(samples(scattered(5).map { $0 & ~0xffff }))?.value == 65_536)
  }

  @Test func aClockOfUnknownRateNeedsFive() {
    let numbers = (0..<5).map { UInt32(truncatingIfNeeded: 3_000_000_000 + $0 * 3 * 6_789_012 + $0 % 2) }
    #expect(ISNPattern.clock(samples(numbers.dropLast())) == nil)
    let found = ISNPattern.clock(samples(numbers))
    #expect(found?.kind == "clock" && abs((found?.value ?? 0) - 6_789_012) < 10)
  }

  @Test("An arc is told wherever on the circle it begins, and none that is more than half of it", arguments: 0..<16)
  func arcsLieAnywhere(_ sixteenth: UInt32) {
    // A clock of 1 MHz that starts anywhere, with numbers up to an eighth of the circle off.
    let numbers = (0..<24).map { index in
      UInt32(truncatingIfNeeded: index * 300_000_000) &+ sixteenth << 28 &+ scattered(24)[index] >> 3
    }
    let found = ISNPattern.clock(samples(numbers, every: 300 * .second))
    #expect(found?.value == 1_000_000 && found?.exponent == (3 * 23 - 8) * 301 / 1000)
  }

  @Test func unevenLowBits() {
    let numbers = scattered(96).map { $0 & ~0xf | ($0 >> 8 & 1) }
    #expect(ISNPattern.uneven(samples(numbers))?.kind == "uneven")
    #expect(ISNPattern.uneven(samples(Array(numbers.prefix(79)))) == nil)
  }

  @Test(arguments: [(0.5, 0), (1, 0), (2, 8), (1000, 80), (64_000, 128), (1e6, 159)] as [(Double, Int64)])
  func eighthsOfABit(_ value: Double, _ expected: Int64) { #expect(ISNEstimate.eighths(value) == expected) }
}
