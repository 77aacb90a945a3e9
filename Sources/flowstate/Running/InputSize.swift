import Glibc

/// Sizes of input files, for the progress line.
enum InputSize {
  /// Octets of all inputs; `nil` when one of them has no size of its own (a pipe, a directory).
  static func total(of paths: [String]) -> UInt64? {
    var total: UInt64 = 0
    for path in paths {
      var status = stat()
      guard path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      total &+= UInt64(clamping: status.st_size)
    }
    return total
  }
}
