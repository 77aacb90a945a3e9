import FlowstateCapture
import FlowstateCore

extension FrameList {
  /// What a classic pcap file can hold of the frames: the direction is lost where the link type does not carry it.
  public var asPcapKeepsThem: FrameList {
    var result = self
    for index in result.frames.indices {
      result.frames[index].info.direction = .unknown
      result.frames[index].info.interface = 0
    }
    return result
  }

  /// The link types of the frames, each once.
  public var linkTypes: [UInt32] {
    var types: [UInt32] = []
    for frame in frames where !types.contains(frame.info.linkType) { types.append(frame.info.linkType) }
    return types
  }

  /// A classic pcap file, little-endian, with nanoseconds where a time has them; `nil` when the frames have several link
  /// types, or times before 1970 or after 2106, which it cannot hold.
  public var pcap: [UInt8]? {
    guard linkTypes.count <= 1 else { return nil }
    let isFine = frames.contains { $0.info.time % 1000 != 0 }
    var file: [UInt8] = []
    file.reserveCapacity(24 + frames.reduce(0) { $0 + 16 + Int($1.length) })
    func append(_ word: UInt32) { for shift: UInt32 in [0, 8, 16, 24] { file.append(UInt8(word >> shift & 0xff)) } }
    append(isFine ? 0xa1b2_3c4d : 0xa1b2_c3d4)
    file += [2, 0, 4, 0]
    for word in [0, 0, 262_144, linkTypes.first ?? 1] { append(word) }
    for (position, frame) in frames.enumerated() {
      guard let seconds = UInt32(exactly: frame.info.time / .second), frame.info.time >= 0 else { return nil }
      append(seconds)
      append(UInt32(frame.info.time % .second / (isFine ? 1 : 1000)))
      append(frame.length)
      append(max(frame.info.originalLength, frame.length))
      file += octets(of: position)
    }
    return file
  }
}
