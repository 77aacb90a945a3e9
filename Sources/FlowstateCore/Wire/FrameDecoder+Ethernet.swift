extension FrameDecoder {
  /// Ethernet II and IEEE 802.3.
  mutating func ethernet(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(14, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 14, segment) }
    segment.linkSourceHash = Self.linkHash(bytes.u64(at: at + 4) & 0xffff_ffff_ffff)
    return typeOrLength(bytes.u16(at: at + 12), bytes, at + 14, end, &segment)
  }

  /// The field that is an EtherType from 1536 on, and up to 1500 the length of an LLC frame.
  private mutating func typeOrLength(
    _ field: UInt16, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    if field > 1500 { return etherType(field, bytes, at, end, &segment) }
    let length = Int(field)
    return llc(bytes, at, length >= 3 && at + length < end ? at + length : end, &segment)
  }

  /// What an EtherType leads to. Tags are peeled off in a loop.
  mutating func etherType(
    _ first: UInt16, _ bytes: RawSpan, _ start: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    var type = first
    var at = start
    while true {
      /// Octets of a tag before the EtherType that follows it.
      let tag: Int
      switch type {
      case EtherType.ipv4: return ipv4(bytes, at, end, &segment)
      case EtherType.ipv6: return ipv6(bytes, at, end, &segment)
      case EtherType.vlan, EtherType.providerVLAN, EtherType.oldProviderVLAN1, EtherType.oldProviderVLAN2:
        guard has(4, bytes, at, end) else { return incomplete(.vlan, bytes, at, end, needed: 4, segment) }
        let identifier = bytes.u16(at: at) & 0x0fff
        segment.vlans.append(identifier)
        if settings.separateVLANs { segment.space = OctetHash.mix(segment.space, 1 << 32 | UInt64(identifier)) }
        tag = 2
      case EtherType.vntag, EtherType.highAvailabilityRing: tag = 4
      case EtherType.etag: tag = 6
      case EtherType.ciscoMetaData:
        // Version, length, then options: one word with the security group where it was seen.
        guard has(2, bytes, at, end) else { return incomplete(.vlan, bytes, at, end, needed: 2, segment) }
        tag = 2 + 4 * max(1, Int(bytes.u8(at: at + 1)))
      case EtherType.mpls, EtherType.mplsMulticast: return mpls(bytes, at, end, &segment)
      case EtherType.pppoe: return pppoe(bytes, at, end, &segment)
      case EtherType.ppp: return ppp(bytes, at, end, &segment)
      case EtherType.ethernet: return ethernet(bytes, at, end, &segment)
      case EtherType.fabricPath: return ethernet(bytes, at + 2, end, &segment)
      case EtherType.backbone: return ethernet(bytes, at + 4, end, &segment)
      case EtherType.trill: return trill(bytes, at, end, &segment)
      case EtherType.networkService: return networkService(bytes, at, end, &segment)
      case EtherType.jumboLLC: return llc(bytes, at, end, &segment)
      default: return .none(.notIP)
      }
      guard has(tag + 2, bytes, at, end) else { return incomplete(.vlan, bytes, at, end, needed: tag + 2, segment) }
      type = bytes.u16(at: at + tag)
      at += tag + 2
      if type <= 1500 { return typeOrLength(type, bytes, at, end, &segment) }
    }
  }

  /// IEEE 802.2 LLC.
  mutating func llc(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(3, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 3, segment) }
    let accessPoints = bytes.u16(at: at)
    guard bytes.u8(at: at + 2) == 0x03 else { return .none(.notIP) }
    if accessPoints == 0xaaaa || accessPoints == 0xabab || accessPoints == 0xaaab {
      return snap(bytes, at + 3, end, &segment)
    }
    return accessPoints == 0x0606 ? ipv4(bytes, at + 3, end, &segment) : .none(.notIP)
  }

  /// SNAP: an organization and its protocol number.
  mutating func snap(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(5, bytes, at, end) else { return incomplete(.link, bytes, at, end, needed: 5, segment) }
    let type = bytes.u16(at: at + 3)
    switch bytes.u24(at: at) {
    case 0x000000, 0x0000f8: return etherType(type, bytes, at + 5, end, &segment)
    case 0x0080c2 where type == 1 || type == 7: return ethernet(bytes, at + 5, end, &segment)
    default: return .none(.notIP)
    }
  }

  /// MPLS (RFC 3032): a stack of labels, and then what only its first bits can tell.
  mutating func mpls(_ bytes: RawSpan, _ start: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(start, segment) }
    enter(.mpls, space: 0, &segment)
    var at = start
    while true {
      guard has(4, bytes, at, end) else { return incomplete(.mpls, bytes, at, end, needed: 4, segment) }
      let bottom = bytes.u8(at: at + 2) & 1 != 0
      at += 4
      if bottom { break }
    }
    guard has(4, bytes, at, end) else { return incomplete(.mpls, bytes, at, end, needed: 4, segment) }
    switch bytes.u8(at: at) >> 4 {
    case 4, 6:
      // A customer's address may begin with these bits too.
      if !looksLikeIP(bytes, at, end), looksLikeEthernet(bytes, at, end) { return ethernet(bytes, at, end, &segment) }
      return anyIP(.mpls, bytes, at, end, &segment)
    case 0:
      // A pseudowire's control word (RFC 4385), unless an Ethernet frame begins here.
      if looksLikeEthernet(bytes, at + 4, end) { return ethernet(bytes, at + 4, end, &segment) }
      return looksLikeEthernet(bytes, at, end) ? ethernet(bytes, at, end, &segment) : .none(.notIP)
    case 1: return .none(.notIP)  // A channel beside the data (RFC 5586).
    default: return looksLikeEthernet(bytes, at, end) ? ethernet(bytes, at, end, &segment) : .none(.notIP)
    }
  }

  /// Whether an EtherType that leads somewhere stands where Ethernet has it.
  func looksLikeEthernet(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
    guard has(34, bytes, at, end) else { return false }
    switch bytes.u16(at: at + 12) {
    case EtherType.ipv4: return bytes.u8(at: at + 14) >> 4 == 4
    case EtherType.ipv6: return bytes.u8(at: at + 14) >> 4 == 6
    case EtherType.vlan, EtherType.providerVLAN, EtherType.mpls, EtherType.pppoe: return true
    default: return false
    }
  }

  /// TRILL (RFC 6325): a header with options, and an Ethernet frame.
  private mutating func trill(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard has(6, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: 6, segment) }
    let options = Int(bytes.u16(at: at) >> 6 & 0x1f) * 4
    return ethernet(bytes, at + 6 + options, end, &segment)
  }

  /// Network service header (RFC 8300).
  mutating func networkService(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) -> DecodeOutcome {
    guard descend() else { return tooDeep(at, segment) }
    guard has(8, bytes, at, end) else { return incomplete(.tunnel, bytes, at, end, needed: 8, segment) }
    let length = Int(bytes.u8(at: at + 1) & 0x3f) * 4
    guard length >= 8 else { return badLength(.tunnel, at, needed: 8, available: length, segment) }
    return nextProtocol(bytes.u8(at: at + 3), bytes, at + length, end, &segment)
  }

  /// The protocol numbers that NSH and VXLAN-GPE share.
  mutating func nextProtocol(
    _ next: UInt8, _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    switch next {
    case 1: return ipv4(bytes, at, end, &segment)
    case 2: return ipv6(bytes, at, end, &segment)
    case 3: return ethernet(bytes, at, end, &segment)
    case 4: return networkService(bytes, at, end, &segment)
    case 5: return mpls(bytes, at, end, &segment)
    default: return .none(.notIP)
    }
  }
}
