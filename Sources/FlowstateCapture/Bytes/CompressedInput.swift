/// The compressed octets in front of a decompressor: those of `start..<end` wait for it.
@safe
final class CompressedInput {
  /// Room for all that one read can have begun with.
  private static let capacity = ReadBuffer.chunk

  private let file: FileSource
  private let base: UnsafeMutablePointer<UInt8>
  private var start = 0
  private var end = 0

  /// Begins with octets that were read when the file was recognised.
  init(_ file: FileSource, begun: [UInt8]) {
    self.file = file
    unsafe base = .allocate(capacity: Self.capacity)
    precondition(begun.count <= Self.capacity, "more was begun than the input holds")
    unsafe base.initialize(repeating: 0, count: Self.capacity)
    for byte in begun {
      unsafe base[end] = byte
      end += 1
    }
  }

  deinit { unsafe base.deallocate() }

  /// Octets that wait.
  var count: Int { end - start }

  /// The first of them. Valid until the next refill.
  var pointer: UnsafeMutablePointer<UInt8> { unsafe base + start }

  /// The first of them, if any.
  var first: UInt8? { start < end ? unsafe base[start] : nil }

  /// Takes octets that were decompressed away.
  func consume(_ count: Int) { start = min(end, start + count) }

  /// Reads more once all were taken; `false` at the end of the file.
  func refill() throws(SourceError) -> Bool {
    guard start == end else { return true }
    start = 0
    end = 0
    end = try unsafe file.read(into: UnsafeMutableRawBufferPointer(start: base, count: Self.capacity))
    return end > 0
  }
}
