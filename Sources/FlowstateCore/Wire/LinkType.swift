/// Link-layer header types as capture files number them (LINKTYPE_ of www.tcpdump.org/linktypes.html), as far as decoded.
enum LinkType {
  static let null: UInt32 = 0
  static let ethernet: UInt32 = 1
  static let tokenRing: UInt32 = 6
  static let arcnetBSD: UInt32 = 7
  static let ppp: UInt32 = 9
  static let fddi: UInt32 = 10
  static let rawBSD: UInt32 = 12
  static let rawOpenBSD: UInt32 = 14
  static let pppHDLC: UInt32 = 50
  static let pppEthernet: UInt32 = 51
  static let llcATM: UInt32 = 100
  static let raw: UInt32 = 101
  static let ciscoHDLC: UInt32 = 104
  static let wlan: UInt32 = 105
  static let frameRelay: UInt32 = 107
  static let loop: UInt32 = 108
  static let enc: UInt32 = 109
  static let cooked: UInt32 = 113
  static let pflog: UInt32 = 117
  static let wlanPrism: UInt32 = 119
  static let fibreChannelIP: UInt32 = 122
  static let wlanRadiotap: UInt32 = 127
  static let arcnetLinux: UInt32 = 129
  static let wlanAVS: UInt32 = 163
  static let pppdDirection: UInt32 = 166
  static let juniperEthernet: UInt32 = 178
  static let juniperPPP: UInt32 = 179
  static let juniperFrameRelay: UInt32 = 180
  static let juniperCiscoHDLC: UInt32 = 181
  static let ppi: UInt32 = 192
  static let pppDirection: UInt32 = 204
  static let ciscoHDLCDirection: UInt32 = 205
  static let frameRelayDirection: UInt32 = 206
  static let ipv4: UInt32 = 228
  static let ipv6: UInt32 = 229
  static let nflog: UInt32 = 239
  static let ipOverInfiniband: UInt32 = 242
  static let pktap: UInt32 = 258
  static let ethernetPreamble: UInt32 = 274
  static let cooked2: UInt32 = 276
}

/// EtherTypes (IEEE 802 numbers), as far as decoded.
enum EtherType {
  static let ipv4: UInt16 = 0x0800
  static let ipv6: UInt16 = 0x86dd
  static let vlan: UInt16 = 0x8100
  static let providerVLAN: UInt16 = 0x88a8
  static let oldProviderVLAN1: UInt16 = 0x9100
  static let oldProviderVLAN2: UInt16 = 0x9200
  static let mpls: UInt16 = 0x8847
  static let mplsMulticast: UInt16 = 0x8848
  static let pppoe: UInt16 = 0x8864
  static let ppp: UInt16 = 0x880b
  static let ethernet: UInt16 = 0x6558
  static let fabricPath: UInt16 = 0x8903
  static let ciscoMetaData: UInt16 = 0x8909
  static let vntag: UInt16 = 0x8926
  static let highAvailabilityRing: UInt16 = 0x892f
  static let etag: UInt16 = 0x893f
  static let networkService: UInt16 = 0x894f
  static let backbone: UInt16 = 0x88e7
  static let trill: UInt16 = 0x22f3
  static let erspan2: UInt16 = 0x88be
  static let erspan3: UInt16 = 0x22eb
  static let jumboLLC: UInt16 = 0x8870
  static let cacheRedirect: UInt16 = 0x883e
}
