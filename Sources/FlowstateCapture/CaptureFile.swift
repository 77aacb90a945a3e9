import FlowstateCore
import Glibc

/// One open file of a run: its source, its buffer, its parser, and what became of it. One object a file; all work is
/// done a batch at a time.
final class CaptureFile {
  private(set) var summary: CaptureFileSummary
  private let file: FileSource
  private var source: ByteSource
  private var buffer = ReadBuffer()
  private var pcap: PcapParser?
  private var pcapng = PcapngParser()
  private var snoop: SnoopParser?
  /// What the parser waits for; `nil` while there is something to parse.
  private var waiting: (needed: Int, part: CaptureError.Part)?
  private(set) var isFinished = false

  /// Opens and recognises a file. What is no capture is finished, with the error in its summary.
  init(path: String) throws(CaptureError) {
    summary = CaptureFileSummary(path: path)
    do throws(SourceError) {
      file = try FileSource(path: path)
    } catch {
      throw CaptureError(file: path, problem: Self.problem(error, opening: true))
    }
    source = .file(file)
    do throws(CaptureError.Problem) {
      try recognise()
    } catch {
      fail(error, offset: buffer.offset, frame: nil)
    }
  }

  /// Only regular files can be opened again to be read from the beginning.
  var isRegular: Bool { file.size != nil }
  /// Octets of the file that were read, compressed if it is.
  var bytesRead: UInt64 { file.bytesRead }
  /// Frames without a time.
  var withoutTime: UInt64 { pcap == nil ? pcapng.withoutTime : 0 }
  /// The finest resolution of the interfaces so far.
  var resolution: TimeResolution? { summary.format == .pcapng ? pcapng.resolution : summary.resolution }
  /// The octets that a batch's offsets count in, until the next batch.
  var contents: UnsafeRawBufferPointer { unsafe buffer.contents }

  // MARK: Recognition

  private func recognise() throws(CaptureError.Problem) {
    try fill(atLeast: 4)
    if buffer.unread == 0 { throw .empty }
    var first = firstOctets(4)
    if let compression = Compression(magic: first) {
      summary.compression = compression
      let begun = firstOctets(buffer.unread)
      guard let decompressing = ByteSource(compression, of: file, begun: begun) else {
        throw .compressionNotBuilt(compression)
      }
      source = decompressing
      buffer = ReadBuffer()
      try fill(atLeast: 4)
      if buffer.unread == 0 { throw .empty }
      first = firstOctets(4)
    }
    guard first.count == 4 else { throw .notACapture(first) }
    let magic = unsafe first.withUnsafeBytes { unsafe $0.loadUnaligned(as: UInt32.self) }
    if PcapHeader.recognises(magic) {
      summary.format = .pcap
      try readPcapHeader(PcapHeader.length(magic: magic))
    } else if PcapngParser.recognises(magic) {
      try fill(atLeast: 12)
      let section = firstOctets(12).suffix(4)
      // The block type is also the beginning of some text files.
      guard section == [0x4d, 0x3c, 0x2b, 0x1a] || section == [0x1a, 0x2b, 0x3c, 0x4d] else {
        throw .notACapture(firstOctets(12))
      }
      summary.format = .pcapng
    } else if first == Array("snoo".utf8) {
      try readSnoopHeader()
    } else {
      throw .notACapture(firstOctets(8))
    }
  }

  private func readPcapHeader(_ length: Int) throws(CaptureError.Problem) {
    try fill(atLeast: length)
    guard buffer.unread >= length else {
      throw .truncated(.fileHeader, needed: length, available: buffer.unread)
    }
    let raw = unsafe buffer.contents
    let header = try PcapHeader(unsafe raw.bytes)
    buffer.advance(to: length)
    pcapHeader = header
    summary.linkTypes = [header.linkType]
    summary.resolution = TimeResolution(exponent: header.fraction == 1 ? 9 : 6)
    summary.snapLength = header.snapLength == 0 ? nil : header.snapLength
  }
  private var pcapHeader: PcapHeader?

  private func readSnoopHeader() throws(CaptureError.Problem) {
    try fill(atLeast: SnoopParser.headerLength)
    guard SnoopParser.recognises(firstOctets(8)) else { throw .notACapture(firstOctets(8)) }
    summary.format = .snoop
    guard buffer.unread >= SnoopParser.headerLength else {
      throw .truncated(.fileHeader, needed: SnoopParser.headerLength, available: buffer.unread)
    }
    let raw = unsafe buffer.contents
    let parser = try SnoopParser(unsafe raw.bytes)
    buffer.advance(to: SnoopParser.headerLength)
    snoop = parser
    summary.linkTypes = [parser.linkType]
    summary.resolution = TimeResolution(exponent: 6)
  }

  private func firstOctets(_ count: Int) -> [UInt8] {
    let raw = unsafe buffer.contents
    return unsafe Array(raw[buffer.start..<min(buffer.end, buffer.start + count)])
  }

  private func fill(atLeast count: Int) throws(CaptureError.Problem) {
    do throws(SourceError) {
      while buffer.unread < count {
        if try buffer.fill(from: source, keepingParsed: true) == 0 { return }
      }
    } catch {
      throw Self.problem(error, opening: false)
    }
  }

  /// Decompresses from here on by a thread of its own, if there is something to decompress.
  func decompressAhead() {
    guard summary.compression != nil, !isFinished, let ahead = ReadAheadSource(source) else { return }
    source = .ahead(ahead)
  }

  // MARK: Frames

  /// Fills a batch with what is there, and waits for octets only when there is nothing.
  ///
  /// - Returns: the number of frames; 0 when the file is finished.
  func fillBatch(_ frames: inout [CapturedFrame], number: inout UInt64, registry: inout InterfaceRegistry) -> Int {
    while !isFinished {
      if let waiting {
        guard refill(waiting, number) else { break }
      }
      var cursor = BatchCursor(position: buffer.start, number: number)
      let stop = parse(&frames, &cursor, &registry)
      buffer.advance(to: cursor.position)
      number = cursor.number
      summary.frames &+= UInt64(cursor.count)
      switch stop {
      case .full: waiting = nil
      case .more(let needed, let part): waiting = (needed, part)
      case .damage(let problem): fail(problem, offset: buffer.offset, frame: number &+ 1)
      }
      if cursor.count > 0 { return cursor.count }
    }
    return 0
  }

  /// Time of the first frame, without taking it; `nil` when there is none in what the buffer can hold.
  func peekFirstTime() -> Nanoseconds? {
    let saved = (pcap, pcapng, snoop)
    defer { (pcap, pcapng, snoop) = saved }
    var scratch = [CapturedFrame()]
    while !isFinished {
      (pcap, pcapng, snoop) = saved
      var cursor = BatchCursor(position: buffer.start, number: 0)
      var registry = InterfaceRegistry()
      _ = parse(&scratch, &cursor, &registry)
      if cursor.count > 0 { return scratch[0].info.time }
      guard let read = try? buffer.fill(from: source, keepingParsed: true), read > 0 else { return nil }
    }
    return nil
  }

  private func parse(
    _ frames: inout [CapturedFrame], _ cursor: inout BatchCursor, _ registry: inout InterfaceRegistry
  ) -> ParseStop {
    if pcap == nil, let pcapHeader {
      let interface = registry.number(.init(name: [], ordinal: 0, linkType: pcapHeader.linkType))
      pcap = PcapParser(pcapHeader, interface: interface)
    }
    let raw = unsafe buffer.contents
    let bytes = unsafe raw.bytes
    var span = frames.mutableSpan
    if var parser = pcap {
      defer { pcap = parser }
      return parser.parse(bytes, &cursor, into: &span)
    }
    if var parser = snoop {
      defer { snoop = parser }
      let interface = registry.number(.init(name: [], ordinal: 0, linkType: parser.linkType))
      return parser.parse(bytes, &cursor, into: &span, interface: interface)
    }
    return pcapng.parse(bytes, &cursor, into: &span, registry: &registry)
  }

  /// Reads on; `false` when the file ended or failed, which finishes it.
  private func refill(_ waiting: (needed: Int, part: CaptureError.Part), _ number: UInt64) -> Bool {
    do throws(SourceError) {
      if try buffer.fill(from: source) > 0 { return true }
    } catch {
      fail(Self.problem(error, opening: false), offset: buffer.offset, frame: number &+ 1)
      return false
    }
    let skipping = pcap?.skip ?? snoop?.skip ?? pcapng.skip
    if buffer.unread > 0 || skipping > 0 {
      let problem = CaptureError.Problem.truncated(
        waiting.part, needed: waiting.needed, available: buffer.unread)
      fail(problem, offset: buffer.offset, frame: number &+ 1)
    } else {
      finish()
    }
    return false
  }

  // MARK: End

  private func fail(_ problem: CaptureError.Problem, offset: UInt64, frame: UInt64?) {
    var error = CaptureError(file: summary.path, frame: frame, offset: offset, problem: problem)
    error.decompressed = summary.compression != nil
    switch problem {
    case .empty, .notACapture, .compressionNotBuilt: error.offset = nil
    default: break
    }
    summary.error = error
    finish()
  }

  private func finish() {
    isFinished = true
    summary.bytes = file.size ?? file.bytesRead
    if let snoop, snoop.drops > 0 { summary.drops = snoop.drops }
    guard summary.format == .pcapng else { return }
    summary.linkTypes = pcapng.linkTypes
    summary.resolution = pcapng.resolution
    summary.snapLength =
      pcapng.hasUnlimitedInterface || pcapng.largestSnapLength == 0 ? nil : pcapng.largestSnapLength
    summary.drops = pcapng.drops
  }

  private static func problem(_ error: SourceError, opening: Bool) -> CaptureError.Problem {
    switch error {
    case .system(let code):
      let reason = unsafe String(cString: strerror(code))
      return opening ? .cannotOpen(reason) : .cannotRead(reason)
    case .truncated(let compression): return .compressionTruncated(compression)
    case .damaged(let compression, let reason): return .compressionDamaged(compression, reason)
    }
  }
}
