import FlowstateCapture
import Testing

@Suite struct SnoopTests {
  @Test func recordsWithPadding() throws {
    var file = CaptureBytes.snoop()
    file.snoopRecord(4_000_000_000, 123_456, octets(61), original: 1500, padding: 3)
    file.snoopRecord(4_000_000_001, 5, octets(64, seed: 9))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.errors == [])
    #expect(reading.frames.map(\.time) == [4_000_000_000_123_456_000, 4_000_000_001_000_005_000])
    #expect(reading.frames.map(\.original) == [1500, 64])
    #expect(reading.frames.map(\.number) == [1, 2])
    #expect(reading.frames.map(\.bytes) == [octets(61), octets(64, seed: 9)])
    let summary = try #require(reading.files.first)
    #expect(summary.format == .snoop && summary.resolution?.name == "us")
    #expect(summary.linkTypes == [1] && summary.snapLength == nil)
    #expect(summary.frames == 2 && summary.bytes == UInt64(file.bytes.count))
    #expect(summary.drops == nil)
  }

  @Test func theNewestRecordCountsTheDrops() throws {
    var file = CaptureBytes.snoop()
    file.snoopRecord(1, 0, octets(20), drops: 2)
    file.snoopRecord(2, 0, octets(20), drops: 7)
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.files.first?.drops == 7 && reading.totals.dropsReported == 7)
  }

  @Test(arguments: [(0, 1), (2, 6), (4, 1), (8, 10)] as [(UInt32, UInt32)])
  func media(_ datalink: UInt32, _ linkType: UInt32) throws {
    var file = CaptureBytes.snoop(datalink: datalink)
    file.snoopRecord(1, 0, octets(20))
    let reading = try Reading(bytes: file.bytes)
    #expect(reading.files.first?.linkTypes == [linkType] && reading.frames.map(\.linkType) == [linkType])
  }

  @Test func whatIsNotReadIsNamed() throws {
    let version = try Reading(bytes: CaptureBytes.snoop(version: 3).bytes)
    #expect(version.errors.first?.problem == .unsupportedVersion(.snoop, major: 3, minor: 0))
    let medium = try Reading(bytes: CaptureBytes.snoop(datalink: 5).bytes)
    #expect(medium.errors.first?.problem == .datalink(5))
    let other = try Reading(bytes: Array("snooping around in the files".utf8))
    #expect(other.errors.first?.problem == .notACapture(Array("snooping".utf8)))
  }

  @Test(arguments: [0, 23, 43, 44] as [UInt32])
  func aRecordHoldsItsFrame(_ length: UInt32) throws {
    var file = CaptureBytes.snoop()
    file.snoopRecord(1, 0, octets(20), length: length)
    let reading = try Reading(bytes: file.bytes)
    let room = length < 24 ? 0 : length - 24
    #expect(
      reading.errors.map(\.problem) == (length < 44 ? [.frameBeyondBlock(captured: 20, available: room)] : []))
  }
}
