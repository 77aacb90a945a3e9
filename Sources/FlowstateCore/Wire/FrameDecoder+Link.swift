extension FrameDecoder {
  /// The link layer that the capture file names.
  @inline(never) mutating func link(
    _ type: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch type {
    case LinkType.ethernet: return ethernet(bytes, at, end, &segment)
    case LinkType.raw, LinkType.rawBSD, LinkType.rawOpenBSD: return anyIP(.link, bytes, at, end, &segment)
    case LinkType.ipv4: return ipv4(bytes, at, end, &segment)
    case LinkType.ipv6: return ipv6(bytes, at, end, &segment)
    case LinkType.null, LinkType.loop: return loopback(bytes, at, end, &segment)
    case LinkType.cooked: return cooked(bytes, at, end, &segment)
    case LinkType.cooked2: return cooked2(bytes, at, end, &segment)
    case LinkType.ppp, LinkType.pppHDLC: return ppp(bytes, at, end, &segment)
    case LinkType.pppDirection, LinkType.pppdDirection, LinkType.ciscoHDLCDirection, LinkType.frameRelayDirection:
      return withDirection(type, bytes, at, end, &segment)
    case LinkType.pppEthernet: return pppoe(bytes, at, end, &segment)
    case LinkType.ciscoHDLC: return ciscoHDLC(bytes, at, end, &segment)
    case LinkType.frameRelay: return frameRelay(bytes, at, end, &segment)
    case LinkType.llcATM: return llc(bytes, at, end, &segment)
    case LinkType.wlan: return wlan(bytes, at, end, padded: false, &segment)
    case LinkType.wlanRadiotap: return radiotap(bytes, at, end, &segment)
    case LinkType.wlanPrism: return prism(bytes, at, end, &segment)
    case LinkType.wlanAVS: return avs(bytes, at, end, &segment)
    case LinkType.ppi: return packetInformation(bytes, at, end, &segment)
    case LinkType.pktap: return pktap(bytes, at, end, &segment)
    case LinkType.pflog: return pflog(bytes, at, end, &segment)
    case LinkType.enc: return enc(bytes, at, end, &segment)
    case LinkType.nflog: return nflog(bytes, at, end, &segment)
    case LinkType.juniperEthernet, LinkType.juniperPPP, LinkType.juniperFrameRelay, LinkType.juniperCiscoHDLC:
      return juniper(type, bytes, at, end, &segment)
    case LinkType.fddi, LinkType.tokenRing, LinkType.fibreChannelIP, LinkType.ipOverInfiniband,
      LinkType.ethernetPreamble:
      return otherLAN(type, bytes, at, end, &segment)
    case LinkType.arcnetBSD, LinkType.arcnetLinux: return arcnet(type, bytes, at, end, &segment)
    default: return .none(.unsupportedLinkType)
    }
  }

  /// BSD null and loopback: an address family in the capturing host's byte order, or in network order.
  private mutating func loopback(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(4, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 4, segment) }
    let word = bytes.littleEndianU32(at: at)
    return family(word > 0xffff ? word.byteSwapped : word, bytes, at + 4, end, &segment)
  }

  /// An address family as the BSDs, Darwin, Windows and Linux number it, or an EtherType.
  mutating func family(
    _ family: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch family {
    case 2: return ipv4(bytes, at, end, &segment)
    case 10, 23, 24, 26, 28, 30: return ipv6(bytes, at, end, &segment)
    case 1501...0xffff: return etherType(UInt16(truncatingIfNeeded: family), bytes, at, end, &segment)
    default: return .none(.notIP)
    }
  }

  /// Linux cooked capture, first version.
  private mutating func cooked(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(16, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 16, segment) }
    direction(packetType: bytes.u16(at: at), &segment)
    if bytes.u16(at: at + 4) > 0 { segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 6)) }
    return cooked(
      protocol: bytes.u16(at: at + 14), hardware: bytes.u16(at: at + 2), bytes, at + 16, end, &segment)
  }

  /// Linux cooked capture, second version.
  private mutating func cooked2(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(20, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 20, segment) }
    direction(packetType: UInt16(bytes.u8(at: at + 10)), &segment)
    if bytes.u8(at: at + 11) > 0 { segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 12)) }
    return cooked(protocol: bytes.u16(at: at), hardware: bytes.u16(at: at + 8), bytes, at + 20, end, &segment)
  }

  /// The payload of a cooked frame: what its protocol field means depends on the hardware type (ARPHRD_).
  private mutating func cooked(
    protocol type: UInt16, hardware: UInt16, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch hardware {
    case 801: return wlan(bytes, at, end, padded: false, &segment)
    case 802: return prism(bytes, at, end, &segment)
    case 803: return radiotap(bytes, at, end, &segment)
    case 824: return .none(.notIP)  // Netlink.
    default: break
    }
    if type == 4 { return llc(bytes, at, end, &segment) }
    return etherType(type, bytes, at, end, &segment)
  }

  /// The packet type of Linux cooked captures: 0 is addressed to the capturing host, 4 sent by it.
  private func direction(packetType: UInt16, _ segment: inout Segment) {
    if packetType == 0 { segment.marks.insert(.incoming) }
    if packetType == 4 { segment.marks.insert(.outgoing) }
  }

  /// Link types with one octet of direction before the frame: 0 is received.
  private mutating func withDirection(
    _ type: UInt32, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    guard has(2, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 2, segment) }
    segment.marks.insert(bytes.u8(at: at) == 0 ? .incoming : .outgoing)
    switch type {
    case LinkType.ciscoHDLCDirection: return ciscoHDLC(bytes, at + 1, end, &segment)
    case LinkType.frameRelayDirection: return frameRelay(bytes, at + 1, end, &segment)
    case LinkType.pppdDirection where bytes.u8(at: at + 1) == 0x03:
      // pppd's direction stands where the address was; the control octet is still there.
      return ppp(bytes, at + 2, end, &segment)
    default: return ppp(bytes, at + 1, end, &segment)
    }
  }

  /// Cisco's HDLC: address, control, EtherType.
  mutating func ciscoHDLC(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(4, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 4, segment) }
    return etherType(bytes.u16(at: at + 2), bytes, at + 4, end, &segment)
  }

  /// Frame relay: RFC 2427 encapsulation, or Cisco's with an EtherType.
  mutating func frameRelay(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    var control = at
    // The last octet of the address has its lowest bit set; addresses have two to four octets.
    repeat {
      guard control - at < 4, has(control - at + 1, bytes, at, end) else {
        return incomplete(.link, bytes, at, end, needed: control - at + 1, segment)
      }
      control += 1
    } while bytes.u8(at: control - 1) & 1 == 0
    guard has(2, bytes, control, end) else { return incomplete(.link, bytes, control, end, needed: 2, segment) }
    guard bytes.u8(at: control) == 0x03 else {
      return etherType(bytes.u16(at: control), bytes, control + 2, end, &segment)
    }
    var nlpid = control + 1
    if bytes.u8(at: nlpid) == 0, has(2, bytes, nlpid, end) { nlpid += 1 }
    switch bytes.u8(at: nlpid) {
    case 0xcc: return ipv4(bytes, nlpid + 1, end, &segment)
    case 0x8e: return ipv6(bytes, nlpid + 1, end, &segment)
    case 0x80: return snap(bytes, nlpid + 1, end, &segment)
    default: return .none(.notIP)
    }
  }
}
