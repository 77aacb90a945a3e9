import FlowstateCore

/// Reads the blocks of a pcapng file (draft-ietf-opsawg-pcapng).
struct PcapngParser {
  /// A longer block is damage.
  static let longestBlock: UInt32 = 16 << 20
  /// Interfaces of a section that are accepted.
  static let mostInterfaces = 65_536
  private static let byteOrderMagic: UInt32 = 0x1a2b_3c4d

  /// Block types.
  private enum Block {
    /// The same in both byte orders.
    static let sectionHeader: UInt32 = 0x0a0d_0d0a
    static let interfaceDescription: UInt32 = 1
    static let obsoletePacket: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let interfaceStatistics: UInt32 = 5
    static let enhancedPacket: UInt32 = 6
  }

  /// The section's byte order is not the host's.
  private var swapped = false
  /// Interfaces of the section.
  private var interfaces: [PcapngInterface] = []
  /// Octets that are passed over: the rest of a block too long to be held.
  private(set) var skip: UInt64 = 0
  /// Drops of the sections before this one.
  private var dropsBefore: UInt64?
  /// Time of the frame before, which frames without a time take.
  private var lastTime: Nanoseconds = 0
  /// Frames that carry no time.
  private(set) var withoutTime: UInt64 = 0
  /// What the interfaces of all sections have in common.
  private(set) var linkTypes: [UInt32] = []
  private(set) var resolution: TimeResolution?
  private(set) var largestSnapLength: UInt32 = 0
  private(set) var hasUnlimitedInterface = false

  /// Whether the first 4 octets begin a pcapng file.
  static func recognises(_ magic: UInt32) -> Bool { magic == Block.sectionHeader }

  /// Frames that the file reports as lost so far.
  var drops: UInt64? {
    var total = dropsBefore
    for interface in interfaces {
      if let drops = interface.drops { total = (total ?? 0).addingClamped(drops) }
    }
    return total
  }

  /// Puts frames into the batch until it is full or the octets end.
  mutating func parse(
    _ bytes: RawSpan, _ cursor: inout BatchCursor, into frames: inout MutableSpan<CapturedFrame>,
    registry: inout InterfaceRegistry
  ) -> ParseStop {
    let end = bytes.byteCount
    while cursor.count < frames.count {
      guard cursor.pass(over: &skip, until: end) else { return .more(needed: 1, part: .block) }
      let at = cursor.position
      guard end - at >= 12 else { return .more(needed: 12, part: .blockHeader) }
      if bytes.u32(at, swapped: false) == Block.sectionHeader {
        let magic = bytes.u32(at + 8, swapped: false)
        if magic != Self.byteOrderMagic && magic.byteSwapped != Self.byteOrderMagic {
          return .damage(.byteOrderMagic(magic))
        }
        swapped = magic != Self.byteOrderMagic
      }
      let type = bytes.u32(at, swapped: swapped)
      let total = bytes.u32(at + 4, swapped: swapped)
      guard total >= 12, total & 3 == 0, total <= Self.longestBlock else { return .damage(.blockLength(total)) }
      // A block too long to be held is looked at in part, without its options and its trailing length.
      let isWhole = Int(total) <= ReadBuffer.largestBlock
      let held = min(Int(total), ReadBuffer.largestBlock)
      guard end - at >= held else { return .more(needed: held, part: .block) }
      if isWhole {
        let trailing = bytes.u32(at + held - 4, swapped: swapped)
        if trailing != total { return .damage(.blockTrailer(leading: total, trailing: trailing)) }
      }
      let block = at..<at + (isWhole ? held - 4 : held)
      switch type {
      case Block.enhancedPacket:
        if let problem = packet(bytes, block, total, isObsolete: false, &cursor, &frames) { return .damage(problem) }
      case Block.obsoletePacket:
        if let problem = packet(bytes, block, total, isObsolete: true, &cursor, &frames) { return .damage(problem) }
      case Block.simplePacket:
        if let problem = simplePacket(bytes, block, total, &cursor, &frames) { return .damage(problem) }
      case Block.sectionHeader, Block.interfaceDescription, Block.interfaceStatistics:
        do throws(CaptureError.Problem) {
          try describe(type, bytes, block, total, &registry)
        } catch {
          return .damage(error)
        }
      default: break
      }
      cursor.position = at + held
      skip = UInt64(total) - UInt64(held)
    }
    return .full
  }

  /// An enhanced or obsolete packet block: interface, drops (obsolete only), time, lengths, octets, options.
  @inline(__always)
  private mutating func packet(
    _ bytes: RawSpan, _ block: Range<Int>, _ total: UInt32, isObsolete: Bool,
    _ cursor: inout BatchCursor, _ frames: inout MutableSpan<CapturedFrame>
  ) -> CaptureError.Problem? {
    guard total >= 32 else { return .blockLength(total) }
    let at = block.lowerBound
    let index = isObsolete ? UInt32(bytes.u16(at + 8, swapped: swapped)) : bytes.u32(at + 8, swapped: swapped)
    guard index < UInt32(interfaces.count) else { return .unknownInterface(index, described: interfaces.count) }
    let interface = Int(index)
    let captured = bytes.u32(at + 20, swapped: swapped)
    let longest = interfaces[interface].longest
    if captured > longest { return .frameTooLong(captured: captured, limit: longest) }
    if captured > total - 32 { return .frameBeyondBlock(captured: captured, available: total - 32) }
    let ticks = UInt64(bytes.u32(at + 12, swapped: swapped)) << 32 | UInt64(bytes.u32(at + 16, swapped: swapped))
    cursor.number &+= 1
    var frame = CapturedFrame()
    frame.info.number = cursor.number
    frame.info.time = interfaces[interface].clock.nanoseconds(ticks)
    frame.info.originalLength = bytes.u32(at + 24, swapped: swapped)
    frame.info.linkType = interfaces[interface].linkType
    frame.info.interface = interfaces[interface].number
    frame.offset = UInt32(truncatingIfNeeded: at + 28)
    frame.length = UInt32(truncatingIfNeeded: min(Int(captured), LinkType.longestLent))
    lastTime = frame.info.time
    let options = at + 28 + (Int(captured) + 3) & ~3
    if options < block.upperBound {
      takeOptions(bytes, PcapngOptions(options, end: block.upperBound, swapped: swapped), interface, &frame.info)
    }
    if isObsolete {
      let drops = bytes.u16(at + 10, swapped: swapped)
      if drops != 0xffff { addDrops(UInt64(drops), interface) }
    }
    frames[cursor.count] = frame
    cursor.count += 1
    return nil
  }

  /// epb_flags (the direction) and epb_dropcount.
  private mutating func takeOptions(
    _ bytes: RawSpan, _ list: PcapngOptions, _ interface: Int, _ info: inout FrameInfo
  ) {
    var options = list
    while let option = options.next(bytes) {
      switch (option.code, option.length) {
      case (2, 4):
        switch bytes.u32(option.offset, swapped: swapped) & 3 {
        case 1: info.direction = .incoming
        case 2: info.direction = .outgoing
        default: break
        }
      case (4, 8): addDrops(bytes.u64(option.offset, swapped: swapped), interface)
      default: break
      }
    }
  }

  private mutating func addDrops(_ drops: UInt64, _ interface: Int) {
    interfaces[interface].dropsByFrames = (interfaces[interface].dropsByFrames ?? 0).addingClamped(drops)
  }

  /// A simple packet block: original length and octets, on the first interface, without a time.
  private mutating func simplePacket(
    _ bytes: RawSpan, _ block: Range<Int>, _ total: UInt32,
    _ cursor: inout BatchCursor, _ frames: inout MutableSpan<CapturedFrame>
  ) -> CaptureError.Problem? {
    guard total >= 16 else { return .blockLength(total) }
    guard let interface = interfaces.first else { return .unknownInterface(0, described: 0) }
    let at = block.lowerBound
    let original = bytes.u32(at + 8, swapped: swapped)
    let captured = interface.snapLength == 0 ? original : min(original, interface.snapLength)
    if captured > interface.longest { return .frameTooLong(captured: captured, limit: interface.longest) }
    if captured > total - 16 { return .frameBeyondBlock(captured: captured, available: total - 16) }
    cursor.number &+= 1
    withoutTime &+= 1
    var frame = CapturedFrame()
    frame.info.number = cursor.number
    frame.info.time = lastTime
    frame.info.originalLength = original
    frame.info.linkType = interface.linkType
    frame.info.interface = interface.number
    frame.offset = UInt32(truncatingIfNeeded: at + 12)
    frame.length = UInt32(truncatingIfNeeded: min(Int(captured), LinkType.longestLent))
    frames[cursor.count] = frame
    cursor.count += 1
    return nil
  }

  /// The blocks that say how to read the others.
  private mutating func describe(
    _ type: UInt32, _ bytes: RawSpan, _ block: Range<Int>, _ total: UInt32, _ registry: inout InterfaceRegistry
  ) throws(CaptureError.Problem) {
    let at = block.lowerBound
    switch type {
    case Block.sectionHeader:
      guard total >= 28 else { throw .blockLength(total) }
      let major = bytes.u16(at + 12, swapped: swapped)
      let minor = bytes.u16(at + 14, swapped: swapped)
      // 1.2 is written by some programs and is the same format.
      guard major == 1, minor == 0 || minor == 2 else {
        throw .unsupportedVersion(.pcapng, major: major, minor: minor)
      }
      dropsBefore = drops
      interfaces.removeAll(keepingCapacity: true)
    case Block.interfaceDescription:
      guard interfaces.count < Self.mostInterfaces else { throw .tooManyInterfaces(Self.mostInterfaces) }
      let interface = try PcapngInterface(
        bytes, block, swapped: swapped, ordinal: interfaces.count, registry: &registry)
      interfaces.append(interface)
      summarise(interface)
    default:
      guard total >= 24 else { throw .blockLength(total) }
      let index = bytes.u32(at + 8, swapped: swapped)
      // Statistics of an interface that was not described say nothing about frames: passed over.
      guard index < UInt32(interfaces.count) else { return }
      interfaces[Int(index)].takeStatistics(
        bytes, PcapngOptions(at + 20, end: block.upperBound, swapped: swapped))
    }
  }

  private mutating func summarise(_ interface: PcapngInterface) {
    if linkTypes.count < 256, !linkTypes.contains(interface.linkType) { linkTypes.append(interface.linkType) }
    if resolution.map({ $0.digits < interface.resolution.digits }) ?? true { resolution = interface.resolution }
    largestSnapLength = max(largestSnapLength, interface.snapLength)
    if interface.snapLength == 0 { hasUnlimitedInterface = true }
  }
}
