import FlowstateCore

/// An interface of a pcapng section, as its description block says.
struct PcapngInterface {
  var linkType: UInt32
  /// 0: no limit.
  var snapLength: UInt32
  var resolution = TimeResolution(exponent: 6)
  var clock: PcapngClock
  /// Its number over the run.
  var number: UInt16
  /// The most octets that a frame of it can have.
  var longest: UInt32
  /// Lost frames by the newest statistics block; they count from the beginning of the capture.
  var dropsByStatistics: UInt64?
  /// Lost frames by the frames' own counts.
  var dropsByFrames: UInt64?

  /// Frames reported as lost; the statistics include what the frames say.
  var drops: UInt64? { dropsByStatistics ?? dropsByFrames }

  /// Reads a block whose octets are `block`, without the trailing length.
  init(
    _ bytes: RawSpan, _ block: Range<Int>, swapped: Bool, ordinal: Int, registry: inout InterfaceRegistry
  ) throws(CaptureError.Problem) {
    guard block.count >= 16 else { throw .blockLength(UInt32(truncatingIfNeeded: block.count + 4)) }
    let at = block.lowerBound
    linkType = UInt32(bytes.u16(at + 8, swapped: swapped))
    snapLength = bytes.u32(at + 12, swapped: swapped)
    longest = LinkType.longestFrame(linkType)
    var name: [UInt8] = []
    var offset: Int64 = 0
    var options = PcapngOptions(at + 16, end: block.upperBound, swapped: swapped)
    while let option = options.next(bytes) {
      switch (option.code, option.length) {
      case (2, _):
        // A name for people: its beginning tells interfaces apart.
        for index in 0..<min(option.length, 64) { name.append(bytes.u8(option.offset + index)) }
      case (9, 1):
        let value = bytes.u8(option.offset)
        resolution = TimeResolution(isBinary: value & 0x80 != 0, exponent: value & 0x7f)
      case (14, 8):
        offset = Int64(bitPattern: bytes.u64(option.offset, swapped: swapped))
      case (9, _), (14, _):
        throw .interfaceOption(code: option.code)
      default: break
      }
    }
    guard let clock = PcapngClock(resolution, offsetSeconds: offset) else { throw .interfaceOption(code: 9) }
    self.clock = clock
    number = registry.number(.init(name: name, ordinal: name.isEmpty ? ordinal : 0, linkType: linkType))
  }

  /// Reads a statistics block's options.
  mutating func takeStatistics(_ bytes: RawSpan, _ options: consuming PcapngOptions) {
    var total: UInt64?
    while let option = options.next(bytes) {
      // isb_ifdrop and isb_osdrop
      guard option.code == 5 || option.code == 7, option.length == 8 else { continue }
      let value = bytes.u64(option.offset, swapped: options.swapped)
      total = (total ?? 0).addingClamped(value)
    }
    if let total { dropsByStatistics = total }
  }
}

extension UInt64 {
  /// The sum, or the largest number when it does not fit.
  func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
