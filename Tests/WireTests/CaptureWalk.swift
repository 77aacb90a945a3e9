/// A frame of a capture file, as the corpus comparison needs it.
struct WalkedFrame {
  var octets: ArraySlice<UInt8>
  var originalLength: Int
  var linkType: UInt32
  var time: Int64
}

/// A small reader of pcap and pcapng for tests, so that the decoder is tested without the capture module.
struct CaptureWalk {
  private let bytes: [UInt8]
  private var at = 0
  private var swapped = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func u32(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset + 4 <= bytes.count else { return 0 }
    let value =
      UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
      | UInt32(bytes[offset + 3]) << 24
    return swapped ? value.byteSwapped : value
  }
  private func u16(_ offset: Int) -> UInt16 {
    guard offset >= 0, offset + 2 <= bytes.count else { return 0 }
    let value = UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    return swapped ? value.byteSwapped : value
  }

  /// Calls `body` for every frame up to the first damage; `false` when the format is not known.
  mutating func forEach(_ body: (WalkedFrame) -> Void) -> Bool {
    switch u32(0) {
    case 0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34: classic(body)
    case 0xd4c3_b2a1, 0x4d3c_b2a1, 0x34cd_b2a1:
      swapped = true
      classic(body)
    case 0x0a0d_0d0a: blocks(body)
    default: return false
    }
    return true
  }

  private mutating func classic(_ body: (WalkedFrame) -> Void) {
    let link = u32(20) & 0x03ff_ffff
    let unit: Int64 = u32(0) == 0xa1b2_3c4d ? 1 : 1000
    let header = u32(0) == 0xa1b2_cd34 ? 24 : 16
    at = 24
    while at + header <= bytes.count {
      let captured = Int(u32(at + 8))
      guard at + header + captured <= bytes.count else { return }
      body(
        WalkedFrame(
          octets: bytes[(at + header)..<(at + header + captured)], originalLength: Int(u32(at + 12)), linkType: link,
          time: Int64(u32(at)) * 1_000_000_000 + Int64(u32(at + 4)) * unit))
      at += header + captured
    }
  }

  private mutating func blocks(_ body: (WalkedFrame) -> Void) {
    var links: [UInt32] = []
    var snaps: [Int] = []
    while at + 12 <= bytes.count {
      if u32(at) == 0x0a0d_0d0a || u32(at) == 0x0a0d_0d0a {
        swapped = false
        swapped = u32(at + 8) != 0x1a2b_3c4d
        links = []
        snaps = []
      }
      let length = Int(u32(at + 4))
      guard length >= 12, at + length <= bytes.count else { return }
      switch u32(at) {
      case 1:
        links.append(UInt32(u16(at + 8)))
        snaps.append(Int(u32(at + 12)))
      case 6, 2:
        let interface = u32(at) == 6 ? Int(u32(at + 8)) : Int(u16(at + 8))
        let captured = Int(u32(at + 20))
        guard interface < links.count, 28 + captured <= length else { return }
        let ticks = UInt64(u32(at + 12)) << 32 | UInt64(u32(at + 16))
        body(
          WalkedFrame(
            octets: bytes[(at + 28)..<(at + 28 + captured)], originalLength: Int(u32(at + 24)),
            linkType: links[interface], time: Int64(truncatingIfNeeded: ticks &* 1000)))
      case 3:
        guard let link = links.first, let snap = snaps.first else { return }
        let original = Int(u32(at + 8))
        let captured = min(original, snap == 0 ? original : snap, length - 16)
        body(
          WalkedFrame(
            octets: bytes[(at + 12)..<(at + 12 + captured)], originalLength: original, linkType: link, time: 0))
      default: break
      }
      at += length
    }
  }
}
