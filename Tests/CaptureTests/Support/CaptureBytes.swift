/// Builds captures octet by octet, in either byte order.
struct CaptureBytes {
  var bytes: [UInt8] = []
  var bigEndian = false

  init(bigEndian: Bool = false) { self.bigEndian = bigEndian }

  mutating func add<I: FixedWidthInteger>(_ value: I) {
    let ordered = bigEndian ? value.bigEndian : value.littleEndian
    unsafe withUnsafeBytes(of: ordered) { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func pad() { while bytes.count % 4 != 0 { bytes.append(0) } }

  // MARK: pcap

  static func pcap(
    magic: UInt32 = 0xa1b2_c3d4, major: UInt16 = 2, minor: UInt16 = 4, snapLength: UInt32 = 65535,
    linkType: UInt32 = 1, bigEndian: Bool = false
  ) -> CaptureBytes {
    var file = CaptureBytes(bigEndian: bigEndian)
    file.add(magic)
    file.add(major)
    file.add(minor)
    file.add(UInt64(0))
    file.add(snapLength)
    file.add(linkType)
    return file
  }

  mutating func record(
    _ seconds: UInt32, _ fraction: UInt32, _ data: [UInt8], captured: UInt32? = nil, original: UInt32? = nil,
    extra: [UInt8] = []
  ) {
    add(seconds)
    add(fraction)
    add(captured ?? UInt32(data.count))
    add(original ?? UInt32(data.count))
    bytes += extra + data
  }

  // MARK: snoop

  static func snoop(version: UInt32 = 2, datalink: UInt32 = 4) -> CaptureBytes {
    var file = CaptureBytes(bigEndian: true)
    file.bytes = Array("snoop\0\0\0".utf8)
    file.add(version)
    file.add(datalink)
    return file
  }

  mutating func snoopRecord(
    _ seconds: UInt32, _ fraction: UInt32, _ data: [UInt8], original: UInt32? = nil, padding: Int = 0,
    drops: UInt32 = 0, length: UInt32? = nil
  ) {
    add(original ?? UInt32(data.count))
    add(UInt32(data.count))
    add(length ?? UInt32(24 + data.count + padding))
    add(drops)
    add(seconds)
    add(fraction)
    bytes += data + [UInt8](repeating: 0xee, count: padding)
  }

  // MARK: pcapng

  mutating func block(_ type: UInt32, _ body: (inout CaptureBytes) -> Void) {
    var content = CaptureBytes(bigEndian: bigEndian)
    body(&content)
    content.pad()
    let total = UInt32(content.bytes.count + 12)
    add(type)
    add(total)
    bytes += content.bytes
    add(total)
  }

  mutating func option(_ code: UInt16, _ value: [UInt8]) {
    add(code)
    add(UInt16(value.count))
    bytes += value
    pad()
  }

  mutating func section(major: UInt16 = 1, minor: UInt16 = 0) {
    block(0x0a0d_0d0a) {
      $0.add(UInt32(0x1a2b_3c4d))
      $0.add(major)
      $0.add(minor)
      $0.add(UInt64.max)
    }
  }

  mutating func interface(
    linkType: UInt16 = 1, snapLength: UInt32 = 0, name: String? = nil, resolution: UInt8? = nil, offset: Int64? = nil
  ) {
    block(1) {
      $0.add(linkType)
      $0.add(UInt16(0))
      $0.add(snapLength)
      if let name { $0.option(2, Array(name.utf8)) }
      if let resolution { $0.option(9, [resolution]) }
      if let offset {
        $0.add(UInt16(14))
        $0.add(UInt16(8))
        $0.add(offset)
      }
      $0.add(UInt32(0))
    }
  }

  /// An enhanced packet block, or with `drops` an obsolete packet block.
  mutating func packet(
    _ ticks: UInt64, _ data: [UInt8], interface: UInt32 = 0, original: UInt32? = nil, flags: UInt32? = nil,
    dropCount: UInt64? = nil, obsoleteDrops: UInt16? = nil
  ) {
    block(obsoleteDrops == nil ? 6 : 2) {
      if let obsoleteDrops {
        $0.add(UInt16(interface))
        $0.add(obsoleteDrops)
      } else {
        $0.add(interface)
      }
      $0.add(UInt32(ticks >> 32))
      $0.add(UInt32(truncatingIfNeeded: ticks))
      $0.add(UInt32(data.count))
      $0.add(original ?? UInt32(data.count))
      $0.bytes += data
      $0.pad()
      if let flags {
        $0.add(UInt16(2))
        $0.add(UInt16(4))
        $0.add(flags)
      }
      if let dropCount {
        $0.add(UInt16(4))
        $0.add(UInt16(8))
        $0.add(dropCount)
      }
      if flags != nil || dropCount != nil { $0.add(UInt32(0)) }
    }
  }

  mutating func simplePacket(_ data: [UInt8], original: UInt32? = nil) {
    block(3) {
      $0.add(original ?? UInt32(data.count))
      $0.bytes += data
    }
  }

  mutating func statistics(interface: UInt32 = 0, ifDrop: UInt64? = nil, osDrop: UInt64? = nil) {
    block(5) {
      $0.add(interface)
      $0.add(UInt64(0))
      for (code, value) in [(UInt16(5), ifDrop), (UInt16(7), osDrop)] {
        guard let value else { continue }
        $0.add(code)
        $0.add(UInt16(8))
        $0.add(value)
      }
      $0.add(UInt32(0))
    }
  }
}

/// Octets that differ from frame to frame.
func octets(_ count: Int, seed: UInt8 = 0) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) &+ seed }
}
