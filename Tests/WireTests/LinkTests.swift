import FlowstateCore
import Testing

/// A link type, how it wraps an IP packet, and what it tells besides.
struct LinkCase: Sendable, CustomTestStringConvertible {
  var name: String
  var link: UInt32
  var octets: [UInt8]
  var vlans: [UInt16] = []
  var marks: SegmentMarks = []
  var tunnels: [TunnelKind] = []
  var hasSource = true
  var testDescription: String { name }
}

@Suite struct LinkTests {
  private static let snap: [UInt8] = [0xaa, 0xaa, 3, 0, 0, 0, 8, 0]
  private static let p = Packets.plain
  private static let p6 = Packets.plain6

  private static func sll(_ type: Int, _ hardware: Int = 1, proto: Int = 0x0800) -> [UInt8] {
    Packets.be16(type) + Packets.be16(hardware) + Packets.be16(6) + [2, 0, 0, 0, 0, 1, 0, 0] + Packets.be16(proto)
  }
  private static func sll2(_ type: UInt8, proto: Int = 0x0800) -> [UInt8] {
    Packets.be16(proto) + [0, 0, 0, 0, 0, 2, 0, 1, type, 6, 2, 0, 0, 0, 0, 1, 0, 0]
  }
  private static func wlan(_ control: [UInt8], extra: [UInt8] = []) -> [UInt8] {
    control + [0, 0] + [UInt8](repeating: 2, count: 6) + [UInt8](repeating: 4, count: 6)
      + [UInt8](repeating: 6, count: 6) + [0x10, 0] + extra
  }

  static let cases: [LinkCase] = [
    LinkCase(name: "Ethernet", link: 1, octets: Packets.ethernet(p)),
    LinkCase(name: "Ethernet, padded", link: 1, octets: Packets.ethernet(p) + [0, 0, 0, 0, 0, 0]),
    LinkCase(name: "Ethernet, IPv6", link: 1, octets: Packets.ethernet(p6, type: 0x86dd)),
    LinkCase(name: "802.1Q", link: 1, octets: Packets.ethernet(Packets.vlan(0x6005) + p, type: 0x8100), vlans: [5]),
    LinkCase(
      name: "802.1ad", link: 1,
      octets: Packets.ethernet(Packets.vlan(7, then: 0x8100) + Packets.vlan(8, then: 0x86dd) + p6, type: 0x88a8),
      vlans: [7, 8]),
    LinkCase(
      name: "old QinQ, three tags", link: 1,
      octets: Packets.ethernet(
        Packets.vlan(1, then: 0x9200) + Packets.vlan(2, then: 0x8100) + Packets.vlan(3) + p, type: 0x9100),
      vlans: [1, 2, 3]),
    LinkCase(name: "802.3 with SNAP", link: 1, octets: Packets.ethernet(snap + p, type: 8 + p.count) + [0, 0]),
    LinkCase(
      name: "802.1Q with SNAP", link: 1,
      octets: Packets.ethernet(Packets.vlan(5, then: 8 + p.count) + snap + p, type: 0x8100), vlans: [5]),
    LinkCase(name: "802.3, LLC's IP", link: 1, octets: Packets.ethernet([6, 6, 3] + p, type: 3 + p.count)),
    LinkCase(name: "VN-tag", link: 1, octets: Packets.ethernet([0, 0, 0, 0, 8, 0] + p, type: 0x8926)),
    LinkCase(name: "E-tag", link: 1, octets: Packets.ethernet([0, 0, 0, 0, 0, 0, 8, 0] + p, type: 0x893f)),
    LinkCase(name: "Cisco MetaData", link: 1, octets: Packets.ethernet([1, 1, 0, 1, 0, 5, 8, 0] + p, type: 0x8909)),
    LinkCase(
      name: "FabricPath", link: 1, octets: Packets.ethernet([0, 1] + Packets.ethernet(p), type: 0x8903)),
    LinkCase(
      name: "802.1ah", link: 1, octets: Packets.ethernet([0, 0, 0, 1] + Packets.ethernet(p), type: 0x88e7)),
    LinkCase(
      name: "TRILL with options", link: 1,
      octets: Packets.ethernet([0, 0x40, 0, 1, 0, 2, 9, 9, 9, 9] + Packets.ethernet(p), type: 0x22f3)),
    LinkCase(
      name: "NSH", link: 1, octets: Packets.ethernet([0, 2, 1, 1, 0, 0, 0, 1] + p, type: 0x894f)),
    LinkCase(name: "Linux cooked, to us", link: 113, octets: sll(0) + p, marks: .incoming),
    LinkCase(name: "Linux cooked, from us", link: 113, octets: sll(4, proto: 0x86dd) + p6, marks: .outgoing),
    LinkCase(
      name: "Linux cooked, tagged", link: 113, octets: sll(3, proto: 0x8100) + Packets.vlan(5) + p, vlans: [5]),
    LinkCase(name: "Linux cooked, LLC", link: 113, octets: sll(0, proto: 4) + snap + p, marks: .incoming),
    LinkCase(name: "Linux cooked 2, to us", link: 276, octets: sll2(0) + p, marks: .incoming),
    LinkCase(name: "Linux cooked 2, from us", link: 276, octets: sll2(4, proto: 0x86dd) + p6, marks: .outgoing),
    LinkCase(name: "null, little-endian", link: 0, octets: [2, 0, 0, 0] + p, hasSource: false),
    LinkCase(name: "null, big-endian", link: 0, octets: [0, 0, 0, 2] + p, hasSource: false),
    LinkCase(name: "null, IPv6 of NetBSD", link: 0, octets: [24, 0, 0, 0] + p6, hasSource: false),
    LinkCase(name: "null, IPv6 of FreeBSD", link: 0, octets: [28, 0, 0, 0] + p6, hasSource: false),
    LinkCase(name: "null, IPv6 of Darwin", link: 0, octets: [0, 0, 0, 30] + p6, hasSource: false),
    LinkCase(name: "null, IPv6 of Windows", link: 0, octets: [23, 0, 0, 0] + p6, hasSource: false),
    LinkCase(name: "loop", link: 108, octets: [0, 0, 0, 24] + p6, hasSource: false),
    LinkCase(name: "raw 12", link: 12, octets: p, hasSource: false),
    LinkCase(name: "raw 14", link: 14, octets: p6, hasSource: false),
    LinkCase(name: "raw 101", link: 101, octets: p6, hasSource: false),
    LinkCase(name: "raw IPv4", link: 228, octets: p, hasSource: false),
    LinkCase(name: "raw IPv6", link: 229, octets: p6, hasSource: false),
    LinkCase(name: "PPP", link: 9, octets: [0, 0x21] + p, hasSource: false),
    LinkCase(name: "PPP, framed", link: 9, octets: [0xff, 3, 0, 0x57] + p6, hasSource: false),
    LinkCase(name: "PPP, compressed", link: 50, octets: [0xff, 3, 0x21] + p, hasSource: false),
    LinkCase(name: "PPP, Cisco HDLC", link: 50, octets: [0x0f, 0, 8, 0] + p, hasSource: false),
    LinkCase(name: "PPP, multilink", link: 9, octets: [0, 0x3d, 0xc0, 0, 0, 1, 0, 0x21] + p, hasSource: false),
    LinkCase(name: "PPP, bridged", link: 9, octets: [0, 0x31, 0, 1] + Packets.ethernet(p)),
    LinkCase(
      name: "PPP with direction", link: 204, octets: [1, 0xff, 3, 0, 0x21] + p, marks: .outgoing, hasSource: false),
    LinkCase(name: "pppd with direction", link: 166, octets: [0, 3, 0, 0x21] + p, marks: .incoming, hasSource: false),
    LinkCase(
      name: "PPPoE link type", link: 51, octets: [0x11, 0, 0, 7] + Packets.be16(p.count + 2) + [0, 0x21] + p,
      tunnels: [.pppoe], hasSource: false),
    LinkCase(
      name: "PPPoE", link: 1,
      octets: Packets.ethernet([0x11, 0, 0, 7] + Packets.be16(p.count + 2) + [0, 0x21] + p + [0, 0], type: 0x8864),
      tunnels: [.pppoe]),
    LinkCase(name: "Cisco HDLC", link: 104, octets: [0x0f, 0, 0x86, 0xdd] + p6, hasSource: false),
    LinkCase(name: "frame relay", link: 107, octets: [0x18, 0x41, 3, 0xcc] + p, hasSource: false),
    LinkCase(
      name: "frame relay, SNAP", link: 107, octets: [0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 8, 0] + p, hasSource: false),
    LinkCase(name: "frame relay, Cisco", link: 107, octets: [0x18, 0x41, 8, 0] + p, hasSource: false),
    LinkCase(
      name: "frame relay with direction", link: 206, octets: [0, 0x18, 0x41, 3, 0x8e] + p6, marks: .incoming,
      hasSource: false),
    LinkCase(name: "ATM LLC", link: 100, octets: snap + p, hasSource: false),
    LinkCase(
      name: "MPLS", link: 1, octets: Packets.ethernet([0, 0, 0x10, 64, 0, 0, 0x21, 64] + p, type: 0x8847),
      tunnels: [.mpls]),
    LinkCase(
      name: "MPLS, IPv6, PPP", link: 9, octets: [2, 0x81, 0, 0, 0x21, 64] + p6, tunnels: [.mpls], hasSource: false),
    LinkCase(
      name: "pseudowire with control word", link: 1,
      octets: Packets.ethernet([0, 0, 0x21, 64, 0, 0, 0, 0] + Packets.ethernet(p), type: 0x8847), tunnels: [.mpls]),
    LinkCase(
      name: "pseudowire", link: 1, octets: Packets.ethernet([0, 0, 0x21, 64] + Packets.ethernet(p), type: 0x8848),
      tunnels: [.mpls]),
    LinkCase(name: "802.11", link: 105, octets: wlan([8, 2]) + snap + p),
    LinkCase(name: "802.11, QoS", link: 105, octets: wlan([0x88, 1], extra: [0, 0]) + snap + p),
    LinkCase(
      name: "802.11, QoS, HT control", link: 105, octets: wlan([0x88, 0x81], extra: [0, 0, 1, 2, 3, 4]) + snap + p),
    LinkCase(
      name: "802.11, four addresses", link: 105, octets: wlan([8, 3], extra: [1, 2, 3, 4, 5, 6]) + snap + p),
    LinkCase(
      name: "802.11, A-MSDU, TCP second", link: 105,
      octets: wlan([0x88, 2], extra: [0x80, 0]) + [UInt8](repeating: 2, count: 12) + [0, 9]
        + [0xaa, 0xaa, 3, 0, 0, 0, 8, 6, 0] + [0] + [UInt8](repeating: 2, count: 12) + Packets.be16(8 + p.count) + snap
        + p),
    LinkCase(
      name: "radiotap with padding", link: 127,
      octets: [0, 0, 18, 0, 3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x20, 0] + wlan([0x88, 1], extra: [0, 0, 0xee, 0xee])
        + snap + p),
    LinkCase(
      name: "radiotap, two presence words", link: 127,
      octets: [0, 0, 25, 0, 3, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0] + [1, 2, 3, 4, 5, 6, 7, 8, 0x00] + wlan([8, 1])
        + snap
        + p),
    LinkCase(
      name: "Prism", link: 119,
      octets: Packets.le32(0x44) + Packets.le32(144) + [UInt8](repeating: 0, count: 136) + wlan([8, 1]) + snap + p),
    LinkCase(
      name: "AVS", link: 163,
      octets: Packets.be32(0x8021_1001) + Packets.be32(64) + [UInt8](repeating: 0, count: 56) + wlan([8, 1]) + snap + p),
    LinkCase(
      name: "PPI", link: 192, octets: [0, 0] + Packets.le16(8) + Packets.le32(105) + wlan([8, 1]) + snap + p),
    LinkCase(
      name: "pktap", link: 258,
      octets: Packets.le32(44) + Packets.le32(1) + Packets.le32(1) + [UInt8](repeating: 0, count: 24) + Packets.le32(2)
        + Packets.le32(0) + Packets.ethernet(p), marks: .outgoing),
    LinkCase(
      name: "pflog", link: 117, octets: [61, 2] + [UInt8](repeating: 0, count: 58) + [1, 0, 0, 0] + p,
      marks: .incoming, hasSource: false),
    LinkCase(name: "enc", link: 109, octets: [2, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0] + p, hasSource: false),
    LinkCase(
      name: "nflog", link: 239,
      octets: [2, 0, 0, 1] + Packets.le16(5) + Packets.le16(10) + [0, 0, 0, 0] + Packets.le16(4 + p.count)
        + Packets.le16(9)
        + p, hasSource: false),
    LinkCase(
      name: "nflog, big-endian", link: 239,
      octets: [2, 0, 0, 1] + Packets.be16(8) + Packets.be16(1) + [0, 0, 0, 0] + Packets.be16(4 + p.count)
        + Packets.be16(9) + p, hasSource: false),
    LinkCase(
      name: "Juniper Ethernet", link: 178, octets: [0x4d, 0x47, 0x43, 0x81, 0, 3, 9, 9, 9] + Packets.ethernet(p),
      marks: .incoming),
    LinkCase(
      name: "FDDI", link: 10, octets: [0x50] + [UInt8](repeating: 2, count: 12) + snap + p),
    LinkCase(
      name: "token ring, source-routed", link: 6,
      octets: [0x10, 0x40] + [UInt8](repeating: 2, count: 6) + [0x82, 2, 2, 2, 2, 2] + [4, 0, 0, 0] + snap + p),
    LinkCase(
      name: "IP over Fibre Channel", link: 122, octets: [UInt8](repeating: 2, count: 16) + snap + p, hasSource: false),
    LinkCase(
      name: "IP over InfiniBand", link: 242, octets: [UInt8](repeating: 2, count: 40) + [8, 0, 0, 0] + p,
      hasSource: false),
    LinkCase(
      name: "Ethernet with preamble", link: 274,
      octets: [UInt8](repeating: 0x55, count: 7) + [0xd5] + Packets.ethernet(p) + [1, 2, 3, 4]),
    LinkCase(name: "ARCNET, RFC 1051", link: 129, octets: [1, 2, 0, 0, 240] + p),
    LinkCase(name: "ARCNET, RFC 1201", link: 129, octets: [1, 2, 0, 0, 212, 0, 0, 1] + p),
    LinkCase(name: "ARCNET of the BSDs", link: 7, octets: [1, 2, 212, 0, 0, 1] + p),
  ]

  @Test(arguments: cases) func segmentIsFound(_ test: LinkCase) {
    let result = decode(test.octets, link: test.link)
    expectPlain(result)
    let segment = result.segment
    #expect((0..<Int(segment.vlans.count)).map { segment.vlans[$0] } == test.vlans)
    #expect((0..<Int(segment.tunnels.count)).map { segment.tunnels[$0] } == test.tunnels)
    #expect(segment.marks.intersection([.incoming, .outgoing]) == test.marks)
    #expect((segment.linkSourceHash != 0) == test.hasSource)
    #expect(segment.space == 0)
  }

  /// Cut anywhere before the end of the TCP header, a frame is truncated and not malformed; after it, it is a segment.
  @Test(arguments: cases) func cutIsNotMalformed(_ test: LinkCase) {
    for captured in 0..<test.octets.count {
      let result = decode(test.octets, link: test.link, cutTo: captured)
      switch result.outcome {
      case .segment: #expect(captured >= 40 && result.segment.sequence == SequenceNumber(1000))
      case .none(.malformed), .none(.limit), .quoted: Issue.record("cut to \(captured): \(result.outcome)")
      case .none: break
      }
      #expect(result.issues.allSatisfy { $0.first.limit == .capturedLength && $0.first.frame == 42 })
    }
  }

  @Test func directionOfTheFileCounts() {
    #expect(decode(Packets.ethernet(Packets.plain), direction: .outgoing).segment.marks.contains(.outgoing))
    #expect(decode(Packets.ethernet(Packets.plain), direction: .incoming).segment.marks.contains(.incoming))
  }

  @Test func senderAddressesDiffer() {
    let one = decode(Packets.ethernet(Packets.plain, source: 1)).segment.linkSourceHash
    let two = decode(Packets.ethernet(Packets.plain, source: 2)).segment.linkSourceHash
    #expect(one != two)
    let tagged = decode(Packets.ethernet(Packets.vlan(5) + Packets.plain, type: 0x8100, source: 1)).segment
      .linkSourceHash
    #expect(one == tagged)
  }

  @Test func othersAreCounted() {
    #expect(decode(Packets.ethernet([UInt8](repeating: 0, count: 46), type: 0x0806)).outcome == .none(.notIP))
    #expect(decode(Packets.ethernet([0x42, 0x42, 3, 0, 0], type: 5)).outcome == .none(.notIP))
    #expect(decode(Packets.plain, link: 147).outcome == .none(.unsupportedLinkType))
    #expect(
      decode(Packets.ethernet(Packets.ipv4(Packets.udp([1, 2, 3], port: 53), proto: 17))).outcome == .none(.notTCP))
    #expect(decode(Packets.ethernet(Packets.ipv4([8, 0, 0, 0, 0, 0, 0, 0], proto: 1))).outcome == .none(.notTCP))
    #expect(decode([]).outcome == .none(.malformed))
    let encrypted = Self.wlan([8, 0x41]) + Self.snap + Packets.plain
    #expect(decode(encrypted, link: 105).outcome == .none(.notIP))
  }
}
