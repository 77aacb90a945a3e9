import FlowstateCapture
import FlowstateCore
import Glibc

/// A frame as it was lent, kept.
struct Seen: Equatable {
  var number: UInt64
  var time: Int64
  var original: UInt32
  var linkType: UInt32
  var interface: UInt16
  var direction: FrameInfo.Direction
  var bytes: [UInt8]
}

/// All that a reader gave.
struct Reading {
  var frames: [Seen] = []
  var totals: CaptureTotals
  var files: [CaptureFileSummary]
  var errors: [CaptureError]

  init(_ paths: [String], filter: String? = nil) throws {
    var reader = try CaptureReader(paths, filter: filter)
    var frames: [Seen] = []
    while reader.nextBatch({ bytes, batch in
      for index in batch.indices {
        let frame = batch[index]
        let data = bytes.extracting(frame.range)
        frames.append(
          Seen(
            number: frame.info.number, time: frame.info.time, original: frame.info.originalLength,
            linkType: frame.info.linkType, interface: frame.info.interface, direction: frame.info.direction,
            bytes: unsafe data.withUnsafeBytes { unsafe Array($0) }))
      }
    }) {}
    self.frames = frames
    totals = reader.totals
    files = reader.files
    errors = reader.errors
  }

  init(_ path: String) throws { try self.init([path]) }

  /// Reads octets through a temporary file.
  init(bytes: [UInt8], filter: String? = nil) throws {
    let file = try TemporaryFile(bytes)
    try self.init([file.path], filter: filter)
  }
}

struct SetupFailure: Error {}

/// A file that goes with the value.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8], name: String? = nil, in directory: TemporaryDirectory? = nil) throws {
    if let directory, let name {
      path = "\(directory.path)/\(name)"
    } else {
      path = "/tmp/flowstate-capture-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    }
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw SetupFailure() }
    defer { close(descriptor) }
    guard writeAll(bytes, to: descriptor) else { throw SetupFailure() }
  }

  deinit { unsafe unlink(path) }
}

/// A directory that goes with the value; its files must go before.
final class TemporaryDirectory {
  let path = "/tmp/flowstate-captures-\(getpid())-\(UInt64.random(in: 0 ... .max))"
  init() throws {
    guard unsafe mkdir(path, 0o700) == 0 else { throw SetupFailure() }
  }
  deinit { unsafe rmdir(path) }
}

func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
    }
    if count <= 0 { return false }
    done += count
  }
  return true
}

/// A pipe whose whole content was written; it must fit in the pipe.
final class FilledPipe {
  private let descriptor: Int32
  var path: String { "/dev/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) throws {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw SetupFailure() }
    descriptor = ends[0]
    defer { close(ends[1]) }
    guard bytes.count <= 60_000, writeAll(bytes, to: ends[1]) else { throw SetupFailure() }
  }

  deinit { close(descriptor) }
}
