import FlowstateCapture
import Testing

@Suite struct PcapTests {
  @Test(arguments: [false, true])
  func bothByteOrders(bigEndian: Bool) throws {
    var file = CaptureBytes.pcap(bigEndian: bigEndian)
    file.record(1_700_000_000, 123_456, octets(60), original: 1500)
    file.record(1_700_000_001, 5, octets(3, seed: 9))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.time) == [1_700_000_000_123_456_000, 1_700_000_001_000_005_000])
    #expect(reading.frames.map(\.original) == [1500, 3])
    #expect(reading.frames.map(\.number) == [1, 2])
    #expect(reading.frames.map(\.bytes) == [octets(60), octets(3, seed: 9)])
    let summary = try #require(reading.files.first)
    #expect(summary.format == .pcap)
    #expect(summary.linkTypes == [1])
    #expect(summary.resolution?.name == "us")
    #expect(summary.snapLength == 65535)
    #expect(summary.bytes == UInt64(file.bytes.count))
    #expect(summary.frames == 2)
    #expect(reading.totals.firstTime == 1_700_000_000_123_456_000)
    #expect(reading.totals.latestTime == 1_700_000_001_000_005_000)
  }

  struct Variant: Sendable {
    var magic: UInt32
    var fraction: Int64
    var resolution: String
  }
  static let variants = [
    Variant(magic: 0xa1b2_3c4d, fraction: 7, resolution: "ns"),
    Variant(magic: 0xa12b_3c4d, fraction: 7, resolution: "ns"),
    Variant(magic: 0xa1b2_c3d4, fraction: 7000, resolution: "us"),
  ]
  static let ixia = [
    Variant(magic: 0x1c00_01ac, fraction: 7, resolution: "ns"),
    Variant(magic: 0x1c00_01ab, fraction: 7000, resolution: "us"),
  ]

  @Test(arguments: variants, [false, true])
  func fractions(variant: Variant, bigEndian: Bool) throws {
    var file = CaptureBytes.pcap(magic: variant.magic, bigEndian: bigEndian)
    file.record(4_000_000_000, 7, octets(10))
    let reading = try Reading(bytes: file.bytes)
    // Seconds are unsigned: 4·10⁹ is in 2096.
    #expect(reading.frames.map(\.time) == [4_000_000_000_000_000_000 + variant.fraction])
    #expect(reading.files.first?.resolution?.name == variant.resolution)
  }

  @Test(arguments: [false, true])
  func kuznetzovRecordsHave24OctetHeaders(bigEndian: Bool) throws {
    var file = CaptureBytes.pcap(magic: 0xa1b2_cd34, bigEndian: bigEndian)
    file.record(1, 2, octets(20), extra: octets(8, seed: 99))
    file.record(2, 2, octets(21), extra: octets(8, seed: 99))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.bytes) == [octets(20), octets(21)])
  }

  @Test(arguments: ixia, [false, true])
  func ixiaHeadersAre4OctetsLonger(variant: Variant, bigEndian: Bool) throws {
    var file = CaptureBytes.pcap(magic: variant.magic, bigEndian: bigEndian)
    file.add(UInt32(36))
    file.record(1, 7, octets(20))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.time) == [1_000_000_000 + variant.fraction])
    #expect(reading.frames.map(\.bytes) == [octets(20)])
  }

  @Test(arguments: [(2, 0), (2, 2), (543, 0)] as [(UInt16, UInt16)])
  func oldVersionsSwapTheLengths(version: (UInt16, UInt16)) throws {
    var file = CaptureBytes.pcap(major: version.0, minor: version.1)
    file.record(1, 0, octets(20), captured: 60, original: 20)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.map(\.original) == [60])
    #expect(reading.frames.map(\.bytes) == [octets(20)])
  }

  @Test func version23MayHaveEitherOrder() throws {
    var file = CaptureBytes.pcap(minor: 3)
    file.record(1, 0, octets(20), captured: 60, original: 20)
    file.record(1, 0, octets(20), captured: 20, original: 60)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.map(\.original) == [60, 60])
    #expect(reading.frames.map(\.bytes.count) == [20, 20])
  }

  @Test func checkSequenceBitsAreNoPartOfTheLinkType() throws {
    var file = CaptureBytes.pcap(linkType: 0x4400_0071)
    file.record(1, 0, octets(20))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.map(\.linkType) == [113])
    #expect(reading.files.first?.linkTypes == [113])
  }

  @Test func framesBeyondTheSnapLengthAreWhole() throws {
    var file = CaptureBytes.pcap(snapLength: 40)
    file.record(1, 0, octets(100))
    #expect(try Reading(bytes: file.bytes).frames.map(\.bytes) == [octets(100)])
  }

  @Test func manyFramesOverManyReads() throws {
    var file = CaptureBytes.pcap()
    var sizes: [Int] = []
    for index in 0..<3000 {
      sizes.append(index * 37 % 1500)
      file.record(UInt32(index), 0, octets(index * 37 % 1500, seed: UInt8(truncatingIfNeeded: index)))
    }
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.bytes.count) == sizes)
    #expect(reading.frames.map(\.number) == Array(1...3000))
    #expect(
      reading.frames.enumerated().allSatisfy { $1.bytes == octets(sizes[$0], seed: UInt8(truncatingIfNeeded: $0)) })
  }

  @Test func largestFrames() throws {
    var file = CaptureBytes.pcap(snapLength: 262144)
    for index in 0..<5 { file.record(UInt32(index), 0, octets(262144, seed: UInt8(index))) }
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.count == 5)
    #expect(reading.frames.enumerated().allSatisfy { $1.bytes == octets(262144, seed: UInt8($0)) })
  }

  @Test func hugeFramesOfBusesAreLentInPart() throws {
    var file = CaptureBytes.pcap(snapLength: 0, linkType: 249)
    file.record(1, 0, octets(1_500_000))
    file.record(2, 0, octets(5))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.bytes.count) == [262144, 5])
    #expect(reading.frames.map(\.original) == [1_500_000, 5])
  }

  @Test func timeThatWentBackIsCounted() throws {
    var file = CaptureBytes.pcap()
    for microseconds: UInt32 in [5000, 9000, 8500, 7000, 9000] { file.record(1, microseconds, octets(4)) }
    let reading = try Reading(bytes: file.bytes)
    // 9000 → 8500 is half a millisecond, 8500 → 7000 is more than one.
    #expect(reading.totals.timeWentBack == 1)
    #expect(reading.totals.latestTime == 1_009_000_000)
  }
}
