import FlowstateCore

/// Reads one or several captures as one, in batches of frames.
///
/// ```swift
/// var reader = try CaptureReader(["trace.pcap.gz"])
/// while reader.nextBatch({ bytes, frames in
///   for index in frames.indices {
///     let frame = frames[index]
///     decode(bytes.extracting(frame.range), frame.info)
///   }
/// }) {}
/// ```
///
/// The octets are lent from the reader's buffer and are gone with the batch. A file that is damaged or cut is read up to
/// there; `errors` says what was wrong, and the next file goes on.
public struct CaptureReader: ~Copyable {
  /// Frames of a full batch.
  public static let batchSize = 256

  /// Errors beyond so many, of link types that a filter does not fit, are left out.
  private static let mostErrors = 1000

  /// Counts so far.
  public private(set) var totals = CaptureTotals()
  /// The files read to their end or to their damage, in order.
  public private(set) var files: [CaptureFileSummary] = []
  /// What was wrong with the input, in order.
  public private(set) var errors: [CaptureError] = []

  /// Files of the given directories that are no captures and were left out, by name.
  public let skipped: [String]

  private let inputs: [CaptureInputs.Input]
  private let decompressesAhead: Bool
  private var nextInput = 0
  private var current: CaptureFile?
  private var filter: CaptureFilter?
  private var frames = [CapturedFrame](repeating: CapturedFrame(), count: batchSize)
  private var registry = InterfaceRegistry()
  private var number: UInt64 = 0
  private var lastTime: Nanoseconds = .min
  private var bytesBefore: UInt64 = 0

  /// Takes files, directories (their capture files) and `-` (standard input), and a pcap-filter(7) expression.
  ///
  /// With `decompressingAhead`, compressed files are decompressed by a thread of their own while frames are parsed.
  /// - Throws: when a directory holds no capture, or when the filter does not compile. What is wrong with a file is
  ///   told when its turn comes.
  public init(
    _ paths: [String], filter: String? = nil, decompressingAhead: Bool = false
  ) throws(CaptureError) {
    decompressesAhead = decompressingAhead
    if let filter { self.filter = try CaptureFilter(filter) }
    let found = try CaptureInputs(paths)
    inputs = found.inputs
    skipped = found.skipped
  }

  /// Octets read of the files so far, compressed where they are: for a progress line.
  public var bytesRead: UInt64 { bytesBefore &+ (current?.bytesRead ?? 0) }

  /// The finest resolution of the files so far, with the one being read; `nil` before the first interface.
  public var resolution: TimeResolution? {
    var finest = current?.resolution
    for file in files {
      guard let resolution = file.resolution, resolution.digits > finest?.digits ?? -1 else { continue }
      finest = resolution
    }
    return finest
  }

  /// Lends the next batch: the octets, and at least one frame among them.
  ///
  /// A batch is what can be had without waiting; frames of a pipe are lent as they come.
  /// - Returns: `false` when all files were read.
  public mutating func nextBatch<E: Error>(
    _ body: (_ bytes: RawSpan, _ frames: Span<CapturedFrame>) throws(E) -> Void
  ) throws(E) -> Bool {
    while let file = openFile() {
      let count = file.fillBatch(&frames, number: &number, registry: &registry)
      if count == 0 {
        close(file)
        continue
      }
      totals.add(frames, count: count, after: &lastTime)
      let raw = unsafe file.contents
      let kept = unsafe select(raw, count)
      if kept == 0 { continue }
      // The file is kept alive by `current`, and its buffer unchanged until the next call, which needs this borrow to end.
      let bytes = unsafe raw.bytes
      try body(bytes, frames.span.extracting(first: kept))
      return true
    }
    return false
  }

  private mutating func openFile() -> CaptureFile? {
    if let current { return current }
    while nextInput < inputs.count {
      let input = inputs[nextInput]
      nextInput += 1
      if let opened = input.opened {
        if decompressesAhead { opened.decompressAhead() }
        current = opened
        return opened
      }
      do throws(CaptureError) {
        let file = try CaptureFile(path: input.path)
        if decompressesAhead { file.decompressAhead() }
        current = file
        return file
      } catch {
        var summary = CaptureFileSummary(path: input.path)
        summary.error = error
        files.append(summary)
        errors.append(error)
      }
    }
    return nil
  }

  private mutating func close(_ file: CaptureFile) {
    files.append(file.summary)
    if let error = file.summary.error { errors.append(error) }
    totals.dropsReported = totals.dropsReported.addingClamped(file.summary.drops ?? 0)
    totals.withoutTime &+= file.withoutTime
    bytesBefore &+= file.bytesRead
    current = nil
  }

  private mutating func select(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> Int {
    guard filter != nil else { return count }
    let (kept, failures) = unsafe filter?.select(bytes, &frames, count: count) ?? (count, [])
    totals.filtered &+= UInt64(count - kept)
    // A hostile file can have thousands of link types.
    for var failure in failures where errors.count < Self.mostErrors {
      failure.file = current?.summary.path ?? ""
      errors.append(failure)
    }
    return kept
  }
}

extension CaptureTotals {
  /// Counts the first frames of a batch. `lastTime` is that of the frame before them.
  package mutating func add(_ batch: [CapturedFrame], count: Int, after lastTime: inout Nanoseconds) {
    guard count > 0 else { return }
    let frames = batch.span.extracting(first: count)
    self.frames &+= UInt64(count)
    var last = lastTime
    var latest = latestTime ?? .min
    var back: UInt64 = 0
    for index in frames.indices {
      let time = frames[index].info.time
      // A difference that does not fit is hostile; it wraps, which does no harm.
      if time < last && last &- time > .millisecond {
        back &+= 1
        noteBack(frames[index].info)
      }
      if time > latest { latest = time }
      last = time
    }
    if firstTime == nil { firstTime = frames[0].info.time }
    latestTime = latest
    timeWentBack &+= back
    lastTime = last
  }

  /// Takes note of a frame that is earlier than the one before.
  @inline(never) private mutating func noteBack(_ frame: FrameInfo) {
    if firstTimeBack == nil { firstTimeBack = frame.time }
    if framesBack.count < 64 { framesBack.append(frame.number) }
  }
}
