import FlowstateCapture
import Glibc
import Testing

@Suite struct InputTests {
  static func pcap(_ seconds: UInt32..., linkType: UInt32 = 1) -> [UInt8] {
    var file = CaptureBytes.pcap(linkType: linkType)
    for second in seconds { file.record(second, 0, octets(Int(second % 100), seed: 3)) }
    return file.bytes
  }
  static func pcapng(_ seconds: UInt64..., name: String) -> [UInt8] {
    var file = CaptureBytes()
    file.section()
    file.interface(name: name)
    for second in seconds { file.packet(second * 1_000_000, octets(8)) }
    return file.bytes
  }

  @Test func severalFilesAreOneCapture() throws {
    let directory = try TemporaryDirectory()
    let files = [
      try TemporaryFile(Self.pcap(30, 31), name: "a", in: directory),
      try TemporaryFile(Self.pcapng(10, 35, name: "eth0"), name: "b", in: directory),
      try TemporaryFile(Self.pcap(20, 19), name: "c", in: directory),
      try TemporaryFile(Self.pcap(), name: "d", in: directory),
      try TemporaryFile(Self.pcap(20), name: "bb", in: directory),
    ]
    let reading = try Reading(files.map(\.path))
    #expect(reading.errors == [])
    #expect(reading.files.map { $0.path.split(separator: "/").last ?? "" } == ["b", "bb", "c", "a", "d"])
    #expect(reading.frames.map { $0.time / 1_000_000_000 } == [10, 35, 20, 20, 19, 30, 31])
    #expect(reading.frames.map(\.number) == Array(1...7))
    // The pcap files share one interface.
    #expect(reading.frames.map(\.interface) == [0, 0, 1, 1, 1, 1, 1])
    #expect(reading.totals.timeWentBack == 2)
    #expect(reading.totals.firstTime == 10_000_000_000)
    #expect(reading.totals.latestTime == 35_000_000_000)
  }

  @Test func directoriesGiveTheirCaptures() throws {
    let directory = try TemporaryDirectory()
    let files = [
      try TemporaryFile(Self.pcap(30), name: "x.pcap1", in: directory),
      try TemporaryFile(Self.pcap(20), name: "x.pcap2", in: directory),
      try TemporaryFile(Array("notes".utf8), name: "notes.txt", in: directory),
      try TemporaryFile([], name: "empty", in: directory),
      try TemporaryFile(Self.pcap(10), name: ".hidden", in: directory),
    ]
    let reading = try Reading(directory.path)
    #expect(reading.errors == [])
    #expect(reading.frames.map { $0.time / 1_000_000_000 } == [20, 30])
    #expect(try CaptureReader([directory.path]).skipped == ["\(directory.path)/empty", "\(directory.path)/notes.txt"])
    #expect(files.count == 5)
  }

  @Test func directoriesWithoutCapturesAreAnError() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: CaptureError(file: directory.path, problem: .noCaptures)) { _ = try Reading(directory.path) }
  }

  @Test func oneBadFileDoesNotStopTheOthers() throws {
    var cut = Self.pcap(20, 21)
    cut.removeLast(1)
    let files = [try TemporaryFile(Self.pcap(30)), try TemporaryFile(cut), try TemporaryFile(Array("text".utf8))]
    let reading = try Reading(files.map(\.path) + ["/nonexistent"])
    #expect(reading.frames.map { $0.time / 1_000_000_000 } == [20, 30])
    #expect(reading.frames.map(\.number) == [1, 2])
    #expect(Set(reading.errors.map(\.file)) == Set([files[1].path, files[2].path, "/nonexistent"]))
    #expect(reading.files.count == 4)
  }

  @Test func pipesReadLikeFiles() throws {
    for capture in SmallCapture.all {
      let pipe = try FilledPipe(capture.bytes)
      let reading = try Reading(pipe.path)
      #expect(reading.errors == [])
      #expect(reading.frames == (try Reading(bytes: capture.bytes)).frames)
      #expect(reading.files.first?.bytes == UInt64(capture.bytes.count))
    }
  }

  @Test func compressedPipes() throws {
    for compression in Compression.built {
      let pipe = try FilledPipe(compression.compress(Self.pcap(1, 2, 3)))
      #expect(try Reading(pipe.path).frames.count == 3)
    }
  }

  @Test func severalPipesAreReadOnce() throws {
    let later = try FilledPipe(Self.pcap(30, 31))
    let earlier = try FilledPipe(Self.pcapng(10, 11, name: "eth0"))
    let file = try TemporaryFile(Self.pcap(20))
    let reading = try Reading([later.path, earlier.path, file.path])
    #expect(reading.errors == [])
    #expect(reading.frames.map { $0.time / 1_000_000_000 } == [10, 11, 20, 30, 31])
  }

  /// Standard input from a file is read from where it stands, once, alone and among others.
  @Test func standardInput() throws {
    let saved = dup(0)
    defer {
      dup2(saved, 0)
      close(saved)
    }
    let input = try TemporaryFile(Self.pcap(30, 31))
    let other = try TemporaryFile(Self.pcap(40))
    for paths in [["-"], [other.path, "-"]] {
      let descriptor = unsafe open(input.path, O_RDONLY)
      dup2(descriptor, 0)
      close(descriptor)
      let reading = try Reading(paths)
      #expect(reading.errors == [])
      #expect(reading.frames.map { $0.time / 1_000_000_000 }.prefix(2) == [30, 31])
      #expect(reading.files.first?.path == "-")
      #expect(reading.frames.count == (paths.count == 1 ? 2 : 3))
    }
    let descriptor = unsafe open("/dev/null", O_RDONLY)
    dup2(descriptor, 0)
    close(descriptor)
    #expect(try Reading("-").errors.first?.description.hasPrefix("standard input: the file is empty") == true)
  }

  /// Frames of a live pipe are lent before more of it is there.
  @Test func framesOfAPipeComeAsTheyAreWritten() throws {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    defer { close(ends[0]) }
    #expect(writeAll(Self.pcap(1, 2), to: ends[1]))
    var reader = try CaptureReader(["/dev/fd/\(ends[0])"])
    var counts: [Int] = []
    #expect(reader.nextBatch { _, frames in counts.append(frames.count) })
    #expect(counts == [2])
    #expect(reader.resolution?.name == "us")
    var more = CaptureBytes()
    more.record(3, 0, octets(4))
    // A record in two writes is one frame.
    #expect(writeAll(Array(more.bytes.prefix(9)), to: ends[1]))
    #expect(writeAll(Array(more.bytes.dropFirst(9)), to: ends[1]))
    #expect(reader.nextBatch { _, frames in counts.append(frames.count) })
    close(ends[1])
    #expect(!reader.nextBatch { _, frames in counts.append(frames.count) })
    #expect(counts == [2, 1])
    #expect(reader.totals.frames == 3)
    #expect(reader.errors == [])
  }
}
