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
    let isCapturedFirst = header.lengthOrder == .capturedFirst
    while cursor.count < frames.count {
      guard cursor.pass(over: &skip, until: end) else { return .more(needed: 1, part: .frame) }
      let at = cursor.position
      guard end - at >= headerLength else { return .more(needed: headerLength, part: .recordHeader) }
      var (captured, original) = bytes.pair(at + 8, swapped: swapped)
      if !isCapturedFirst, header.lengthOrder == .originalFirst || captured > original { swap(&captured, &original) }
      // Frames longer than the snap length are delivered whole: the octets are there, and some writers say it wrong.
      if captured > longest { return .damage(.frameTooLong(captured: captured, limit: longest)) }
      let lent = min(Int(captured), LinkType.longestLent)
      guard end - at - headerLength >= lent else { return .more(needed: headerLength + lent, part: .frame) }
      let (seconds, units) = bytes.pair(at, swapped: swapped)
      cursor.number &+= 1
      var frame = CapturedFrame()
      frame.info.number = cursor.number
      frame.info.time = Int64(seconds) &* .second &+ Int64(units) &* fraction  // at most 2^32 of each: no overflow
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
