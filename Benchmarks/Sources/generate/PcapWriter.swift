import Glibc

/// Writes a little-endian pcap file of Ethernet frames, microseconds, through a buffer.
struct PcapWriter: ~Copyable {
  private let descriptor: Int32
  private let snapLength: Int
  private var buffer: [UInt8] = []
  private(set) var frames = 0
  private(set) var octets = 0

  init?(path: String, snapLength: Int) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { return nil }
    self.snapLength = snapLength
    buffer.reserveCapacity(1 << 20)
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, UInt32(snapLength), 1] as [UInt32] { put(word) }
  }

  private mutating func put(_ word: UInt32) {
    for shift in [0, 8, 16, 24] as [UInt32] { buffer.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  /// Writes a frame that was `length` octets long on the wire; as many of its octets as were made, the snap length at most.
  mutating func write(_ frame: [UInt8], length: Int, microseconds: UInt64) {
    let kept = min(frame.count, snapLength)
    put(UInt32(microseconds / 1_000_000))
    put(UInt32(microseconds % 1_000_000))
    put(UInt32(kept))
    put(UInt32(length))
    buffer.append(contentsOf: frame[..<kept])
    frames += 1
    octets += kept + 16
    if buffer.count > 1 << 19 { flush() }
  }

  mutating func flush() {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { write(descriptor: descriptor, $0[start...]) }
      guard written > 0 else { break }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(descriptor: Int32, _ octets: Slice<UnsafeRawBufferPointer>) -> Int {
    Glibc.write(descriptor, octets.base.baseAddress.map { $0 + octets.startIndex }, octets.count)
  }

  deinit { close(descriptor) }
}
