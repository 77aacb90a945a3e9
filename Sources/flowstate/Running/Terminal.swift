import FlowstateFindings
import Glibc

/// What the program may ask of the terminal and the environment.
enum Terminal {
  /// Whether a file descriptor is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// A variable of the environment.
  static func variable(_ name: String) -> String? {
    // The program never changes its environment, so the pointer stays valid while it is copied.
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Columns of the terminal on standard output, within what a report can use.
  static var width: Int {
    var size = winsize()
    let known = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return min(max(known ? Int(size.ws_col) : 100, 60), 400)
  }

  /// The language of the locale, by the order of POSIX.
  static var language: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = variable(name), !value.isEmpty else { continue }
      return value.hasPrefix("zh") ? .chinese : .english
    }
    return .english
  }

  /// Whether NO_COLOR asks for no colours (no-color.org).
  static var refusesColor: Bool { !(variable("NO_COLOR") ?? "").isEmpty || variable("TERM") == "dumb" }

  /// Writes a sentence to standard error.
  static func say(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    _ = Descriptor.write(bytes, to: STDERR_FILENO)
  }
}

/// Plain writing and reading of file descriptors.
enum Descriptor {
  /// Writes all octets of an array.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? { write(bytes.span, to: descriptor) }

  /// Writes all octets, however many calls it takes; the system's reason when that fails.
  static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // `done` is below `bytes.count`, so the pointer and the length stay within the octets.
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += count
    }
    return nil
  }

  /// The system's words for an error number.
  static func reason(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
