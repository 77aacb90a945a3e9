import FlowstateReports
import Glibc

/// Writes a report to standard output or to a file, and keeps the first failure.
final class DescriptorOutput: ReportOutput {
  private let descriptor: Int32
  private let name: String
  /// The first error number; `nil` while all went well. Nothing is written after it.
  private(set) var failure: Int32?

  /// Standard output for `nil`, else a file that is made or replaced.
  init(path: String?) throws(Failure) {
    guard let path, path != "-" else {
      descriptor = STDOUT_FILENO
      name = "standard output"
      return
    }
    name = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw Failure(
        message: "\(path): cannot be written: \(Descriptor.reason(errno)); check the path and its permissions",
        status: .unreadable)
    }
  }

  func write(_ bytes: Span<UInt8>) {
    guard failure == nil, !bytes.isEmpty else { return }
    failure = Descriptor.write(bytes, to: descriptor)
  }

  /// Whether whoever read the output has gone: there is nobody to complain to.
  var readerIsGone: Bool { failure == EPIPE }

  /// Closes a file; throws when anything could not be written.
  func finish() throws(Failure) {
    if failure == nil, descriptor != STDOUT_FILENO, close(descriptor) != 0 { failure = errno }
    guard let failure, failure != EPIPE else { return }
    throw Failure(
      message: "\(name): the report could not be written: \(Descriptor.reason(failure))", status: .unreadable)
  }
}

/// Room for a report's records: in memory while they are few, in an unlinked temporary file beyond.
final class FileSpool: ReportSpool {
  /// Octets that stay in memory.
  static let memoryLimit = 8 << 20
  private var memory: [UInt8] = []
  private var descriptor: Int32 = -1
  /// What went wrong with the temporary file.
  private(set) var failure: String?

  func append(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    memory.append(contentsOf: bytes)
    if memory.count > Self.memoryLimit { spill() }
  }

  private var spilled = 0

  private func spill() {
    if descriptor < 0 { open() }
    guard descriptor >= 0 else { return }
    if let number = Descriptor.write(memory, to: descriptor) {
      failure = "the temporary file cannot be written: \(Descriptor.reason(number)); set TMPDIR to a place with room"
    }
    spilled += memory.count
    memory.removeAll(keepingCapacity: true)
  }

  private func open() {
    let folder = Terminal.variable("TMPDIR") ?? "/tmp"
    var template = Array((folder + "/flowstate.XXXXXX").utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      // `utf8CString` ends with a zero octet, and mkstemp changes only the six X before it.
      guard let start = buffer.baseAddress else { return -1 }
      let opened = unsafe mkstemp(start)
      if opened >= 0 { unsafe unlink(start) }
      return opened
    }
    if descriptor < 0 {
      failure = "\(folder): no temporary file can be made: \(Descriptor.reason(errno)); set TMPDIR to another place"
    }
  }

  func read(offset: Int, count: Int) -> [UInt8] {
    guard count > 0, offset >= 0 else { return [] }
    if offset >= spilled {
      let start = offset - spilled
      guard start < memory.count else { return [] }
      return Array(memory[start..<min(start + count, memory.count)])
    }
    // A record is appended whole, so it lies on one side of what was spilled.
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          failure = "the temporary file cannot be read back: \(got < 0 ? Descriptor.reason(errno) : "it is shorter")"
          return
        }
        filled += got
      }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
