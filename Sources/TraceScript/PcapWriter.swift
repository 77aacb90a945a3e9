import FlowstateCore

/// Writes Ethernet frames as a classic pcap file, little-endian.
public enum PcapWriter {
  /// Digits of capture times.
  public enum Resolution: Sendable {
    case microseconds, nanoseconds
  }

  /// The file that holds the frames of a compiled script.
  public static func file(
    of trace: CompiledTrace, resolution: Resolution = .microseconds
  ) -> [UInt8] {
    var file: [UInt8] = []
    file.reserveCapacity(24 + trace.frames.reduce(0) { $0 + 16 + $1.octets.count })
    append(resolution == .microseconds ? 0xa1b2_c3d4 : 0xa1b2_3c4d, to: &file)
    file += [2, 0, 4, 0]
    for word: UInt32 in [0, 0, 262_144, 1] { append(word, to: &file) }
    for frame in trace.frames {
      let unit: Nanoseconds = resolution == .microseconds ? 1000 : 1
      append(UInt32(truncatingIfNeeded: frame.time / .second), to: &file)
      append(UInt32(truncatingIfNeeded: frame.time % .second / unit), to: &file)
      append(UInt32(frame.octets.count), to: &file)
      append(UInt32(frame.originalLength), to: &file)
      file += frame.octets
    }
    return file
  }

  private static func append(_ word: UInt32, to file: inout [UInt8]) {
    for shift: UInt32 in [0, 8, 16, 24] { file.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}
