import FlowstateCore
import Glibc

/// The files of a run in the order they are read.
struct CaptureInputs {
  /// A file to be read; `opened` when it was looked into and cannot be opened again from its beginning (a pipe,
  /// standard input).
  struct Input {
    var path: String
    var opened: CaptureFile?
    var failure: CaptureError?
    var firstTime: Nanoseconds?
  }
  private(set) var inputs: [Input] = []
  /// Files of directories that are no captures.
  private(set) var skipped: [String] = []

  /// Finds the files of directories, and orders several files by the time of their first frames.
  init(_ paths: [String]) throws(CaptureError) {
    // One file needs no look ahead, so that a pipe is read as it comes.
    if paths.count == 1, !Self.isDirectory(paths[0]) {
      inputs = [Input(path: paths[0])]
      return
    }
    for path in paths {
      if Self.isDirectory(path) {
        let looked = try Self.files(in: path).map { Self.look(into: $0) }
        let found = looked.filter { Self.isCapture($0) }
        skipped += looked.filter { !Self.isCapture($0) }.map(\.path)
        if found.isEmpty { throw CaptureError(file: path, problem: .noCaptures) }
        inputs += found
      } else {
        inputs.append(Self.look(into: path))
      }
    }
    inputs.sort { left, right in
      // Files without a frame come last.
      (left.firstTime ?? .max, left.path) < (right.firstTime ?? .max, right.path)
    }
  }

  private static func look(into path: String) -> Input {
    do throws(CaptureError) {
      let file = try CaptureFile(path: path)
      var input = Input(path: path, failure: file.summary.error, firstTime: file.peekFirstTime())
      if !file.isRegular || path == "-" { input.opened = file }
      return input
    } catch {
      return Input(path: path, failure: error)
    }
  }

  /// In a directory, what is no capture is none of ours; what cannot be read may be one.
  private static func isCapture(_ input: Input) -> Bool {
    switch input.failure?.problem {
    case .notACapture, .empty, .compressionDamaged, .compressionTruncated: false
    default: true
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe path.withCString { unsafe stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The regular files of a directory, without those below it and hidden ones.
  private static func files(in directory: String) throws(CaptureError) -> [String] {
    guard let stream = unsafe directory.withCString({ unsafe opendir($0) }) else {
      let reason = unsafe String(cString: strerror(errno))
      throw CaptureError(file: directory, problem: .cannotOpen(reason))
    }
    defer { unsafe closedir(stream) }
    var found: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      var status = stat()
      guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
        continue
      }
      found.append(path)
    }
    return found.sorted()
  }
}
