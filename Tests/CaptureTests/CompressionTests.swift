import FlowstateCapture
import Testing

@Suite struct CompressionTests {
  /// Frames that compress badly, so that cuts fall everywhere.
  static func capture(frames: Int) -> [UInt8] {
    var file = CaptureBytes.pcap()
    var state: UInt32 = 1
    for index in 0..<frames {
      let data = (0..<1000).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(truncatingIfNeeded: state >> 24)
      }
      file.record(UInt32(index), 0, data)
    }
    return file.bytes
  }

  @Test(arguments: Compression.built)
  func readsLikeThePlainFile(compression: Compression) throws {
    let plain = Self.capture(frames: 900)
    let compressed = try compression.compress(plain)
    let expected = try Reading(bytes: plain)
    let reading = try Reading(bytes: compressed)
    #expect(reading.errors == [])
    let same = reading.frames == expected.frames
    #expect(same)
    #expect(reading.files.first?.compression == compression)
    #expect(reading.files.first?.bytes == UInt64(compressed.count))
    #expect(expected.files.first?.compression == nil)
  }

  @Test(arguments: Compression.built)
  func membersOneAfterTheOther(compression: Compression) throws {
    let plain = Self.capture(frames: 300)
    // Cut inside records, and an empty member between.
    let parts = [plain[..<10], plain[10..<70_001], plain[0..<0], plain[70_001...]]
    let compressed = try parts.flatMap { try compression.compress(Array($0)) }
    let reading = try Reading(bytes: compressed)
    #expect(reading.errors == [])
    let same = try reading.frames == Reading(bytes: plain).frames
    #expect(same)
  }

  @Test(arguments: Compression.built)
  func cutStreamsDeliverWhatIsBefore(compression: Compression) throws {
    let plain = Self.capture(frames: 40)
    let whole = try Reading(bytes: plain).frames
    let compressed = try compression.compress(plain)
    for length in stride(from: 4, to: compressed.count, by: 977) {
      let reading = try Reading(bytes: Array(compressed.prefix(length)))
      let same = reading.frames == Array(whole.prefix(reading.frames.count))
      try #require(same)
      try #require(reading.errors.map(\.problem) == [.compressionTruncated(compression)], "cut at \(length)")
      try #require(reading.files.first?.error?.decompressed == true)
    }
    let almost = try Reading(bytes: Array(compressed.dropLast(1)))
    #expect(almost.frames.count >= 39)
    #expect(almost.errors.map(\.problem) == [.compressionTruncated(compression)])
  }

  @Test(arguments: Compression.built)
  func damagedStreamsDeliverWhatIsBefore(compression: Compression) throws {
    let plain = Self.capture(frames: 600)
    let whole = try Reading(bytes: plain).frames
    let compressed = try compression.compress(plain)
    for at in stride(from: 20, to: compressed.count, by: 60_013) {
      var bytes = compressed
      bytes[at] ^= 0x55
      let reading = try Reading(bytes: bytes)
      // Without a checksum of its own, a stream's literal octets can change unseen.
      try #require(reading.frames.count <= whole.count)
      try #require(reading.frames.count == whole.count || reading.errors.count == 1)
    }
  }

  @Test func paddingBehindGzipIsPassedOver() throws {
    guard Compression.built.contains(.gzip) else { return }
    let compressed = try Compression.gzip.compress(Self.capture(frames: 3))
    let padded = try Reading(bytes: compressed + [UInt8](repeating: 0, count: 1000))
    #expect(padded.errors == [])
    #expect(padded.frames.count == 3)
    let followed = try Reading(bytes: compressed + Array("garbage".utf8))
    #expect(followed.frames.count == 3)
    #expect(followed.errors.map(\.problem) == [.compressionDamaged(.gzip, "incorrect header check")])
  }

  @Test(arguments: Compression.built)
  func compressedNonCaptures(compression: Compression) throws {
    let reading = try Reading(bytes: compression.compress(Array("hello, world".utf8)))
    #expect(reading.errors.map(\.problem) == [.notACapture(Array("hello, w".utf8))])
    #expect(try Reading(bytes: compression.compress([])).errors.map(\.problem) == [.empty])
  }

  @Test(arguments: Compression.notBuilt)
  func whatIsNotBuiltIsSaid(compression: Compression) throws {
    let reading = try Reading(bytes: compression.magic + [0, 0, 0, 0])
    #expect(reading.errors.map(\.problem) == [.compressionNotBuilt(compression)])
  }
}
