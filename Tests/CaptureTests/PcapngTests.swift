import FlowstateCapture
import FlowstateCore
import Testing

@Suite struct PcapngTests {
  @Test(arguments: [false, true])
  func bothByteOrders(bigEndian: Bool) throws {
    var file = CaptureBytes(bigEndian: bigEndian)
    file.section()
    file.interface(linkType: 113, snapLength: 96)
    file.packet(1_700_000_000_123_456, octets(61), original: 1500)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(
      reading.frames == [
        Seen(
          number: 1, time: 1_700_000_000_123_456_000, original: 1500, linkType: 113, interface: 0, direction: .unknown,
          bytes: octets(61))
      ])
    let summary = try #require(reading.files.first)
    #expect(summary.format == .pcapng)
    #expect(summary.linkTypes == [113])
    #expect(summary.resolution?.name == "us")
    #expect(summary.snapLength == 96)
    #expect(summary.drops == nil)
  }

  struct Tick: Sendable {
    var ticks: UInt64
    var resolution: UInt8
    var nanoseconds: Int64
    init(_ ticks: UInt64, _ resolution: UInt8, _ nanoseconds: Int64) {
      self.ticks = ticks
      self.resolution = resolution
      self.nanoseconds = nanoseconds
    }
  }
  static let ticks: [Tick] = [
    Tick(17, 0, 17_000_000_000),
    Tick(17, 3, 17_000_000),
    Tick(17, 9, 17),
    Tick(17_999, 12, 17),
    Tick(123_456_789_012, 19, 12),
    Tick(0x38_0000, 0x80 | 20, 3_500_000_000),
    Tick(0x5_0000_0001, 0x80 | 32, 5_000_000_000),
    Tick(0x5_0000_0005, 0x80 | 32, 5_000_000_001),
    Tick(0xc000_0000_0000_0000, 0x80 | 63, 1_500_000_000),
    Tick(9, 0x80, 9_000_000_000),
    // Beyond the range of nanoseconds: the last time there is.
    Tick(.max, 0, .latestTime),
    Tick(.max, 0x80, .latestTime),
  ]

  @Test(arguments: ticks)
  func resolutions(tick: Tick) throws {
    var file = CaptureBytes()
    file.section()
    file.interface(resolution: tick.resolution)
    file.packet(tick.ticks, octets(4))
    #expect(try Reading(bytes: file.bytes).frames.map(\.time) == [tick.nanoseconds])
  }

  @Test(
    arguments: [
      (1000, 1_000_000_001_000), (-5, -4_999_999_000), (Int64.max, .latestTime), (Int64.min, .earliestTime),
    ] as [(Int64, Int64)])
  func timeOffsets(seconds: Int64, nanoseconds: Int64) throws {
    var file = CaptureBytes(bigEndian: true)
    file.section()
    file.interface(offset: seconds)
    file.packet(1, octets(4))
    #expect(try Reading(bytes: file.bytes).frames.map(\.time) == [nanoseconds])
  }

  @Test func interfacesAreTheirOwn() throws {
    var file = CaptureBytes()
    file.section()
    file.interface(linkType: 1, snapLength: 96, name: "eth0")
    file.interface(linkType: 101, snapLength: 128, name: "tun0", resolution: 9)
    file.packet(1, octets(4), interface: 1)
    file.packet(1, octets(5), interface: 0)
    file.packet(2, octets(6), interface: 1)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.map(\.interface) == [1, 0, 1])
    #expect(reading.frames.map(\.linkType) == [101, 1, 101])
    #expect(reading.frames.map(\.time) == [1, 1000, 2])
    #expect(reading.files.first?.linkTypes == [1, 101])
    #expect(reading.files.first?.resolution?.name == "ns")
    #expect(reading.files.first?.snapLength == 128)
  }

  @Test func sectionsHaveTheirOwnInterfacesAndByteOrder() throws {
    var file = CaptureBytes()
    file.section()
    file.interface(linkType: 1, name: "eth0")
    file.packet(1, octets(4))
    var other = CaptureBytes(bigEndian: true)
    other.section()
    other.interface(linkType: 101, name: "tun0")
    other.interface(linkType: 1, name: "eth0")
    other.packet(2, octets(5))
    other.packet(3, octets(6), interface: 1)
    let reading = try Reading(bytes: file.bytes + other.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.linkType) == [1, 101, 1])
    // One interface has one number in the run, wherever it is described.
    #expect(reading.frames.map(\.interface) == [0, 1, 0])
  }

  @Test func interfacesEndWithTheirSection() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.packet(1, octets(4))
    file.section()
    file.packet(2, octets(4))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.count == 1)
    #expect(reading.errors.map(\.problem) == [.unknownInterface(0, described: 0)])
    #expect(reading.errors.first?.frame == 2)
  }

  @Test func directions() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.packet(1, octets(4), flags: 1)
    file.packet(2, octets(5), flags: 0xffff_fffe, dropCount: 0)
    file.packet(3, octets(6), flags: 0)
    file.packet(4, octets(7), flags: 1, obsoleteDrops: 0xffff)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.direction) == [.incoming, .outgoing, .unknown, .incoming])
  }

  @Test func simplePacketsHaveNoTime() throws {
    var file = CaptureBytes()
    file.section()
    file.interface(linkType: 101, snapLength: 10)
    file.packet(5, octets(4))
    file.simplePacket(octets(10), original: 40)
    file.simplePacket(octets(7))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.time) == [5000, 5000, 5000])
    #expect(reading.frames.map(\.bytes) == [octets(4), octets(10), octets(7)])
    #expect(reading.frames.map(\.original) == [4, 40, 7])
    #expect(reading.totals.withoutTime == 2)
  }

  @Test func unknownBlocksArePassedOver() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.block(0x0000_0bad) { $0.bytes = octets(40) }
    file.packet(1, octets(4))
    file.block(0x8000_0001) { $0.bytes = octets(900_000) }
    file.packet(2, octets(5))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.bytes) == [octets(4), octets(5)])
  }

  @Test func statisticsAreCumulative() throws {
    var file = CaptureBytes()
    file.section()
    file.interface(name: "eth0")
    file.interface(name: "eth1")
    file.packet(1, octets(4), dropCount: 2)
    file.packet(2, octets(4), interface: 1, obsoleteDrops: 3)
    file.packet(2, octets(4), interface: 1, dropCount: 4)
    file.statistics(ifDrop: 5)
    file.statistics(ifDrop: 7, osDrop: 11)
    file.section()
    file.interface(name: "eth0")
    file.statistics(ifDrop: 100)
    let reading = try Reading(bytes: file.bytes)
    // eth0 by its newest statistics, eth1 by its frames, and the second section.
    #expect(reading.totals.dropsReported == 7 + 11 + 3 + 4 + 100)
    #expect(reading.files.first?.drops == 125)
  }

  @Test(arguments: [20, 127, 0xc0] as [UInt8])
  func impossibleResolutions(resolution: UInt8) throws {
    var file = CaptureBytes()
    file.section()
    file.interface(resolution: resolution)
    file.packet(1, octets(4))
    #expect(try Reading(bytes: file.bytes).errors.map(\.problem) == [.interfaceOption(code: 9)])
  }
}
