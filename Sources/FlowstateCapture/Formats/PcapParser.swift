import FlowstateCore

/// Reads the records of a pcap file.
struct PcapParser {
  private let header: PcapHeader
  private let interface: UInt16
  private let longest: UInt32
  /// Octets of a record that are passed over: what a huge frame has beyond what is lent.
  private(set) var skip: UInt64 = 0

  init(_ header: PcapHeader, interface: UInt16) {
    self.header = header
    self.interface = interface
    longest = LinkType.longestFrame(header.linkType)
  }

  /// Puts frames into the batch until it is full or the octets end.
  mutating func parse(
    _ bytes: RawSpan, _ cursor: inout BatchCursor, into frames: inout MutableSpan<CapturedFrame>
  ) -> ParseStop {
    let end = bytes.byteCount
    let headerLength = header.recordHeader
    let swapped = header.swapped
    let fraction = header.fraction
    while cursor.count < frames.count {
      guard cursor.pass(over: &skip, until: end) else { return .more(needed: 1, part: .frame) }
      let at = cursor.position
      guard end - at >= headerLength else { return .more(needed: headerLength, part: .recordHeader) }
      var captured = bytes.u32(at + 8, swapped: swapped)
      var original = bytes.u32(at + 12, swapped: swapped)
      if header.lengthOrder != .capturedFirst, header.lengthOrder == .originalFirst || captured > original {
        swap(&captured, &original)
      }
      // Frames longer than the snap length are delivered whole: the octets are there, and some writers say it wrong.
      if captured > longest { return .damage(.frameTooLong(captured: captured, limit: longest)) }
      let lent = min(Int(captured), LinkType.longestLent)
      guard end - at - headerLength >= lent else { return .more(needed: headerLength + lent, part: .frame) }
      let seconds = Int64(bytes.u32(at, swapped: swapped))
      let units = Int64(bytes.u32(at + 4, swapped: swapped))
      cursor.number &+= 1
      var frame = CapturedFrame()
      frame.info.number = cursor.number
      frame.info.time = seconds * .second + units * fraction  // at most 2^32 of each: no overflow
      frame.info.originalLength = original
      frame.info.linkType = header.linkType
      frame.info.interface = interface
      frame.offset = UInt32(truncatingIfNeeded: at + headerLength)
      frame.length = UInt32(truncatingIfNeeded: lent)
      frames[cursor.count] = frame
      cursor.count += 1
      cursor.position = at + headerLength + lent
      skip = UInt64(captured) - UInt64(lent)
    }
    return .full
  }
}
