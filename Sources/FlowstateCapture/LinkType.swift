#if Libpcap
  import CPcap
#endif

/// Link-layer header types: their names, and their numbers in libpcap.
public enum LinkType {
  /// The short name, as `tcpdump --list-data-link-types` prints it, or `LINKTYPE_n`.
  public static func name(_ linkType: UInt32) -> String {
    if let known = common[linkType] { return known.name }
    #if Libpcap
      if let name = unsafe pcap_datalink_val_to_name(libpcapNumber(linkType)) { return unsafe String(cString: name) }
    #endif
    return "LINKTYPE_\(linkType)"
  }

  /// A description in words; the name where there is none.
  public static func describe(_ linkType: UInt32) -> String {
    if let known = common[linkType] { return known.description }
    #if Libpcap
      if let text = unsafe pcap_datalink_val_to_description(libpcapNumber(linkType)) {
        return unsafe String(cString: text)
      }
    #endif
    return name(linkType)
  }

  /// The names that reports show most, the same with and without libpcap.
  private static let common: [UInt32: (name: String, description: String)] = [
    0: ("NULL", "BSD loopback"),
    1: ("EN10MB", "Ethernet"),
    6: ("IEEE802", "Token ring"),
    8: ("SLIP", "SLIP"),
    9: ("PPP", "PPP"),
    10: ("FDDI", "FDDI"),
    12: ("RAW", "Raw IP"),
    50: ("PPP_SERIAL", "PPP over serial"),
    51: ("PPP_ETHER", "PPPoE"),
    100: ("ATM_RFC1483", "RFC 1483 LLC-encapsulated ATM"),
    101: ("RAW", "Raw IP"),
    104: ("C_HDLC", "Cisco HDLC"),
    105: ("IEEE802_11", "802.11"),
    107: ("FRELAY", "Frame Relay"),
    108: ("LOOP", "OpenBSD loopback"),
    109: ("ENC", "OpenBSD encapsulated IP"),
    113: ("LINUX_SLL", "Linux cooked v1"),
    117: ("PFLOG", "OpenBSD pflog file"),
    119: ("PRISM_HEADER", "802.11 plus Prism header"),
    127: ("IEEE802_11_RADIO", "802.11 plus radiotap header"),
    163: ("IEEE802_11_RADIO_AVS", "802.11 plus AVS radio information header"),
    192: ("PPI", "Per-Packet Information"),
    228: ("IPV4", "Raw IPv4"),
    229: ("IPV6", "Raw IPv6"),
    239: ("NFLOG", "Linux netfilter log messages"),
    276: ("LINUX_SLL2", "Linux cooked v2"),
  ]

  /// libpcap's DLT_ number on Linux. Files and libpcap differ where systems had given one number two meanings.
  static func libpcapNumber(_ linkType: UInt32) -> Int32 {
    switch linkType {
    case 100: 11
    case 101: 12
    case 102: 13
    case 103: 14
    case 106: 19
    case 246: 18
    default: Int32(truncatingIfNeeded: linkType)
    }
  }

  /// The most octets that a frame can have: libpcap's bounds, beyond which a length is damage.
  static func longestFrame(_ linkType: UInt32) -> UInt32 {
    switch linkType {
    case 231, 220, 249: 128 << 20  // D-Bus; USB with Linux's and USBPcap's headers
    case 279: 8 << 20  // EBHSCR
    default: 256 << 10
    }
  }
  /// Octets of a frame that are lent; what a longer one has beyond is skipped.
  static let longestLent = 256 << 10
}
