/// Walks the options at the end of a block. A list that runs over its block ends there.
struct PcapngOptions {
  struct Option {
    var code: UInt16
    /// Offset of the value.
    var offset: Int
    /// Octets of the value, without padding.
    var length: Int
  }
  private var at: Int
  private let end: Int
  let swapped: Bool

  init(_ start: Int, end: Int, swapped: Bool) {
    at = start
    self.end = end
    self.swapped = swapped
  }

  /// The next option; `nil` at the end of the list.
  mutating func next(_ bytes: RawSpan) -> Option? {
    guard end - at >= 4 else { return nil }
    let code = bytes.u16(at, swapped: swapped)
    let length = Int(bytes.u16(at + 2, swapped: swapped))
    let offset = at + 4
    guard code != 0, end - offset >= length else { return nil }
    at = offset + (length + 3) & ~3
    return Option(code: code, offset: offset, length: length)
  }
}
