import Testing

@testable import FlowstateCore

@Suite struct InternetChecksumTests {
  /// Word by word, as RFC 1071 §4.1 has it.
  private func plain(_ octets: ArraySlice<UInt8>) -> UInt16 {
    var sum: UInt32 = 0
    var rest = octets
    while let high = rest.popFirst() {
      sum += UInt32(high) << 8 | UInt32(rest.popFirst() ?? 0)
      if sum > 0xffff { sum = sum & 0xffff + 1 }
    }
    return UInt16(sum)
  }

  @Test("Sums of all lengths and offsets agree with the plain one", arguments: [0, 0x5a, 0xff] as [UInt8])
  func sums(_ fill: UInt8) {
    let octets = (0..<140).map { fill == 0x5a ? UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ 7) : fill }
    withBytes(of: octets) { bytes in
      for start in 0..<9 {
        for end in start...octets.count {
          #expect(InternetChecksum.sum(bytes, from: start, to: end) == plain(octets[start..<end]))
        }
      }
    }
  }

  @Test(
    "Carries go around",
    arguments: [
      (0, 0), (0xffff, 0xffff), (0x1_0000, 1), (0xffff_ffff, 0xffff), (0x1_0000_0000, 1), (.max, 0xffff),
      (0xffff_fffe_0001_0000, 0xffff), (0x1_ffff_fffe, 0xffff),
    ] as [(UInt64, UInt16)])
  func folds(_ sum: UInt64, _ expected: UInt16) { #expect(InternetChecksum.fold(sum) == expected) }
}
