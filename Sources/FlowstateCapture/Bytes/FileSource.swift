import Glibc
import Synchronization

/// A file descriptor that is read in order: a file, a pipe, standard input.
final class FileSource {
  private let descriptor: Int32
  private let closes: Bool
  /// Octets read so far. One thread may read while another one shows how far that is.
  private let readSoFar = Atomic<UInt64>(0)
  var bytesRead: UInt64 { readSoFar.load(ordering: .relaxed) }
  /// Size of a regular file; `nil` for pipes and devices.
  let size: UInt64?

  /// Opens a path, or standard input for `-`.
  init(path: String) throws(SourceError) {
    if path == "-" {
      descriptor = STDIN_FILENO
      closes = false
    } else {
      descriptor = unsafe path.withCString { unsafe open($0, O_RDONLY | O_CLOEXEC) }
      closes = true
      if descriptor < 0 { throw .system(errno) }
    }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // What stands before the current offset of an inherited descriptor is not ours to read.
      let offset = max(0, lseek(descriptor, 0, SEEK_CUR))
      size = UInt64(max(0, status.st_size - offset))
    } else {
      size = nil
    }
  }

  deinit {
    if closes { close(descriptor) }
  }

  func read(into destination: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, destination.baseAddress, destination.count)
      if count >= 0 {
        readSoFar.wrappingAdd(UInt64(count), ordering: .relaxed)
        return count
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody made the pipe nonblocking: wait for octets as read would have.
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&wait, 1, -1) < 0 && errno != EINTR { throw .system(errno) }
      case let code: throw .system(code)
      }
    }
  }
}
