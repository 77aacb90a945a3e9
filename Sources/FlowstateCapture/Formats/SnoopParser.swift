import FlowstateCore

/// Reads the records of a snoop file (RFC 1761), as Solaris writes them. All its numbers are big-endian.
struct SnoopParser {
  /// Octets of the file header: identification, version, datalink type.
  static let headerLength = 16
  /// Octets before a frame: original length, captured length, length of the record, drops, seconds, microseconds.
  static let recordHeader = 24

  /// The LINKTYPE_ number.
  let linkType: UInt32
  /// Frames lost since the first one, by the newest record; 0 also from writers that do not count.
  private(set) var drops: UInt64 = 0
  /// Octets that are passed over: padding, and what a huge frame has beyond what is lent.
  private(set) var skip: UInt64 = 0

  private static let swapped = UInt32(1) != UInt32(1).bigEndian

  /// Whether the first 8 octets begin a snoop file.
  static func recognises(_ octets: [UInt8]) -> Bool { octets == Array("snoop\0\0\0".utf8) }

  /// Reads the file header. `bytes` must hold it whole.
  init(_ bytes: RawSpan) throws(CaptureError.Problem) {
    let version = bytes.u32(8, swapped: Self.swapped)
    guard version == 2 else {
      throw .unsupportedVersion(.snoop, major: UInt16(truncatingIfNeeded: version), minor: 0)
    }
    let datalink = bytes.u32(12, swapped: Self.swapped)
    switch datalink {
    case 0, 4: linkType = 1  // IEEE 802.3 and Ethernet
    case 2: linkType = 6  // IEEE 802.5
    case 8: linkType = 10  // FDDI
    default: throw .datalink(datalink)
    }
  }

  /// Puts frames into the batch until it is full or the octets end.
  mutating func parse(
    _ bytes: RawSpan, _ cursor: inout BatchCursor, into frames: inout MutableSpan<CapturedFrame>, interface: UInt16
  ) -> ParseStop {
    let end = bytes.byteCount
    while cursor.count < frames.count {
      guard cursor.pass(over: &skip, until: end) else { return .more(needed: 1, part: .frame) }
      let at = cursor.position
      guard end - at >= Self.recordHeader else { return .more(needed: Self.recordHeader, part: .recordHeader) }
      let captured = bytes.u32(at + 4, swapped: Self.swapped)
      let record = bytes.u32(at + 8, swapped: Self.swapped)
      let longest = LinkType.longestFrame(linkType)
      if captured > longest { return .damage(.frameTooLong(captured: captured, limit: longest)) }
      let room = record - min(record, UInt32(Self.recordHeader))
      if captured > room || record < UInt32(Self.recordHeader) {
        return .damage(.frameBeyondBlock(captured: captured, available: room))
      }
      let lent = min(Int(captured), LinkType.longestLent)
      guard end - at - Self.recordHeader >= lent else {
        return .more(needed: Self.recordHeader + lent, part: .frame)
      }
      cursor.number &+= 1
      drops = UInt64(bytes.u32(at + 12, swapped: Self.swapped))
      var frame = CapturedFrame()
      frame.info.number = cursor.number
      frame.info.time =
        Int64(bytes.u32(at + 16, swapped: Self.swapped)) * .second
        + Int64(bytes.u32(at + 20, swapped: Self.swapped)) * 1000
      frame.info.originalLength = bytes.u32(at, swapped: Self.swapped)
      frame.info.linkType = linkType
      frame.info.interface = interface
      frame.offset = UInt32(truncatingIfNeeded: at + Self.recordHeader)
      frame.length = UInt32(truncatingIfNeeded: lent)
      frames[cursor.count] = frame
      cursor.count += 1
      cursor.position = at + Self.recordHeader + lent
      skip = UInt64(record) - UInt64(Self.recordHeader + lent)
    }
    return .full
  }
}
