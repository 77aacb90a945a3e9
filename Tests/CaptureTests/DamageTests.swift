import FlowstateCapture
import Testing

/// Small captures that hold each kind of record, with the offsets behind each frame's record.
struct SmallCapture: Sendable {
  var name: String
  var bytes: [UInt8]
  /// Offset behind each frame's record.
  var ends: [Int] = []
  /// Octets of the file header.
  var header = 24

  static let all: [SmallCapture] = {
    var captures: [SmallCapture] = []
    for bigEndian in [false, true] {
      var pcap = CaptureBytes.pcap(bigEndian: bigEndian)
      var ends: [Int] = []
      for index in 0..<4 {
        pcap.record(UInt32(index), 5, octets(10 + index * 3), original: 100)
        ends.append(pcap.bytes.count)
      }
      captures.append(SmallCapture(name: "pcap \(bigEndian)", bytes: pcap.bytes, ends: ends))

      var pcapng = CaptureBytes(bigEndian: bigEndian)
      ends = []
      pcapng.section()
      pcapng.interface(linkType: 1, snapLength: 64, name: "eth0", resolution: 9, offset: 3)
      pcapng.packet(1, octets(13), flags: 1, dropCount: 3)
      ends.append(pcapng.bytes.count)
      pcapng.interface(linkType: 101)
      pcapng.packet(2, octets(14), interface: 1, obsoleteDrops: 2)
      ends.append(pcapng.bytes.count)
      pcapng.block(0xbad) { $0.bytes = octets(8) }
      pcapng.simplePacket(octets(7))
      ends.append(pcapng.bytes.count)
      pcapng.statistics(ifDrop: 5)
      pcapng.section()
      pcapng.interface(linkType: 113)
      pcapng.packet(3, octets(15))
      ends.append(pcapng.bytes.count)
      captures.append(SmallCapture(name: "pcapng \(bigEndian)", bytes: pcapng.bytes, ends: ends))
    }
    var snoop = CaptureBytes.snoop()
    var ends: [Int] = []
    for index in 0..<4 {
      snoop.snoopRecord(UInt32(index), 5, octets(10 + index * 3), original: 100)
      ends.append(snoop.bytes.count)
    }
    captures.append(SmallCapture(name: "snoop", bytes: snoop.bytes, ends: ends, header: 16))
    return captures
  }()
}

@Suite struct DamageTests {
  @Test(arguments: SmallCapture.all)
  func everyTruncationDeliversAllWholeFrames(capture: SmallCapture) throws {
    let whole = try Reading(bytes: capture.bytes)
    #expect(whole.errors == [])
    #expect(whole.frames.count == capture.ends.count)
    var headerError = 0
    for length in 0..<capture.bytes.count {
      let reading = try Reading(bytes: Array(capture.bytes.prefix(length)))
      let expected = capture.ends.filter { $0 <= length }.count
      try #require(reading.frames == Array(whole.frames.prefix(expected)), "cut at \(length)")
      try #require(reading.totals.frames == UInt64(expected))
      if let error = reading.errors.first {
        try #require(error.offset ?? 0 <= UInt64(length), "cut at \(length)")
        try #require(error.frame == nil || error.frame == UInt64(expected + 1), "cut at \(length)")
        if error.frame == nil { headerError += 1 }
      } else {
        // Only where a block or a record ends may a file end.
        try #require(length >= capture.header && (capture.ends.contains(length) || length % 4 == 0), "cut at \(length)")
      }
      try #require(reading.errors.count == (reading.files.first?.error == nil ? 0 : 1))
    }
    #expect(headerError >= 4)
  }

  @Test func truncationNamesFrameAndOffset() throws {
    var file = CaptureBytes.pcap()
    file.record(1, 0, octets(20))
    let second = file.bytes.count
    file.record(2, 0, octets(30))
    file.bytes.removeLast(11)
    let reading = try Reading(bytes: file.bytes)
    let error = try #require(reading.errors.first)
    #expect(error.problem == .truncated(.frame, needed: 46, available: 35))
    #expect(error.frame == 2)
    #expect(error.offset == UInt64(second))
    #expect(
      error.description
        == "\(error.file): frame 2, byte offset 60: the file ends inside a frame: 46 octets were expected, 35 are there; "
        + "everything before was read, copy the file again if it should be whole")
    #expect(reading.files.first?.error == error)
  }

  @Test(arguments: [262_145, 0x7fff_ffff, 0xffff_ffff] as [UInt32])
  func impossibleLengthsAreDamage(captured: UInt32) throws {
    var file = CaptureBytes.pcap(snapLength: 0xffff_ffff)
    file.record(1, 0, octets(20))
    file.record(2, 0, octets(20), captured: captured)
    file.record(3, 0, octets(20))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.count == 1)
    #expect(reading.errors.map(\.problem) == [.frameTooLong(captured: captured, limit: 262_144)])
  }

  @Test(arguments: [0, 4, 8, 13, 0x0100_0004, 0xffff_fffc] as [UInt32])
  func impossibleBlockLengthsAreDamage(length: UInt32) throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.packet(1, octets(4))
    let damage = file.bytes.count
    file.add(UInt32(6))
    file.add(length)
    file.bytes += octets(64)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.count == 1)
    #expect(reading.errors.map(\.problem) == [.blockLength(length)])
    #expect(reading.errors.first?.offset == UInt64(damage))
  }

  @Test func blockTrailersMustAgree() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.packet(1, octets(4))
    file.packet(2, octets(4))
    file.bytes[file.bytes.count - 4] ^= 8
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.frames.count == 1)
    #expect(reading.errors.map(\.problem) == [.blockTrailer(leading: 36, trailing: 44)])
  }

  @Test func framesMustFitInTheirBlock() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.block(6) {
      for field: UInt32 in [0, 0, 1, 100, 100] { $0.add(field) }
      $0.bytes += octets(8)
    }
    #expect(try Reading(bytes: file.bytes).errors.map(\.problem) == [.frameBeyondBlock(captured: 100, available: 8)])
  }

  @Test func hugeBlocksThatEndEarlyAreTruncated() throws {
    var file = CaptureBytes()
    file.section()
    file.interface()
    file.add(UInt32(0xbad))
    file.add(UInt32(8 << 20))
    file.bytes += [UInt8](repeating: 1, count: 2 << 20)
    let reading = try Reading(bytes: file.bytes)
    guard case .truncated(.block, _, _)? = reading.errors.first?.problem else {
      Issue.record("\(reading.errors)")
      return
    }
  }

  @Test(arguments: [(1, 1), (3, 0)] as [(UInt16, UInt16)])
  func unsupportedVersions(version: (UInt16, UInt16)) throws {
    var file = CaptureBytes()
    file.section(major: version.0, minor: version.1)
    #expect(
      try Reading(bytes: file.bytes).errors.map(\.problem) == [
        .unsupportedVersion(.pcapng, major: version.0, minor: version.1)
      ])
    #expect(
      try Reading(bytes: CaptureBytes.pcap(major: 1, minor: 0).bytes).errors.map(\.problem) == [
        .unsupportedVersion(.pcap, major: 1, minor: 0)
      ])
  }

  @Test func whatIsNoCaptureIsNamed() throws {
    let text = try Reading(bytes: Array("hello, world\n".utf8))
    #expect(text.errors.map(\.problem) == [.notACapture(Array("hello, w".utf8))])
    #expect(
      text.errors.first?.description.contains("begins with 68 65 6c 6c 6f 2c 20 77; pcap, pcapng and snoop are read")
        == true)
    #expect(try Reading(bytes: [1, 2]).errors.map(\.problem) == [.notACapture([1, 2])])
    #expect(try Reading(bytes: []).errors.map(\.problem) == [.empty])
    // The block type of a section header is also line ends of a text.
    #expect(
      try Reading(bytes: Array("\n\r\r\nhello, world".utf8)).errors.map(\.problem) == [
        .notACapture(Array("\n\r\r\nhello, w".utf8))
      ])
    #expect(try Reading(bytes: Array("GMBU\0\0\0\0".utf8)).errors.first?.description.contains("editcap") == true)
    #expect(try Reading("/nonexistent/file").errors.first?.problem == .cannotOpen("No such file or directory"))
  }

  /// Any damage is told or harmless: never a trap, never a frame unaccounted for, never a frame out of its file.
  @Test(arguments: SmallCapture.all)
  func mutationsNeverTrap(capture: SmallCapture) throws {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let interesting: [UInt8] = [0, 1, 4, 0x7f, 0x80, 0xff]
    for _ in 0..<1000 {
      var bytes = capture.bytes
      for _ in 0...next() % 4 {
        let at = Int(next() % UInt64(bytes.count))
        switch next() % 4 {
        case 0: bytes[at] ^= 1 << UInt8(next() % 8)
        case 1: bytes[at] = interesting[Int(next() % 6)]
        case 2: bytes.remove(at: at)
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + Int(next() % 40))], at: at)
        }
      }
      let reading = try Reading(bytes: bytes)
      try #require(reading.totals.frames == UInt64(reading.frames.count))
      try #require(reading.files.map(\.frames) == [UInt64(reading.frames.count)])
      try #require(reading.frames.map(\.number) == (0..<reading.frames.count).map { UInt64($0 + 1) })
      try #require(reading.frames.reduce(0) { $0 + $1.bytes.count } <= bytes.count)
    }
  }
}
