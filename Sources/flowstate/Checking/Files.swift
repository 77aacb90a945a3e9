import Glibc

/// Whole files, and what lies in directories.
enum Files {
  /// The octets of a file.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(message: "\(path): cannot be read: \(Descriptor.reason(errno))", status: .unreadable)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // The length is the buffer's own.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(message: "\(path): cannot be read: \(Descriptor.reason(errno))", status: .unreadable)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Makes or replaces a file; readers see the old one or the new one, whole.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let temporary = "\(path).\(getpid()).tmp"
    let output = try DescriptorOutput(path: temporary)
    output.write(bytes.span)
    do throws(Failure) {
      try output.finish()
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    guard unsafe rename(temporary, path) == 0 else {
      let reason = Descriptor.reason(errno)
      unsafe unlink(temporary)
      throw Failure(message: "\(path): cannot be written: \(reason)", status: .unreadable)
    }
  }

  /// What a path leads to.
  enum Kind { case file, directory, nothing }

  /// What a path leads to, through symbolic links.
  static func kind(_ path: String) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .nothing }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  /// Whether something is there.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The files in a directory and below it, without hidden ones, in order of their paths. Links to directories are not
  /// followed.
  static func list(_ directory: String) throws(Failure) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      throw Failure(message: "\(directory): cannot be read: \(Descriptor.reason(errno))", status: .unreadable)
    }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // The system ends every name with a zero octet within the field.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    unsafe closedir(stream)
    var files: [String] = []
    for name in names.sorted() {
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: files += try list(path)
      case S_IFREG, S_IFLNK: files.append(path)
      default: break
      }
    }
    return files
  }
}
