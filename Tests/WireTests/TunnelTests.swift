import FlowstateCore
import Testing

/// How a tunnel carries the plain segment.
struct TunnelCase: Sendable, CustomTestStringConvertible {
  var name: String
  var packet: [UInt8]
  var tunnels: [TunnelKind]
  var testDescription: String { name }
}

@Suite struct TunnelTests {
  private static let p = Packets.plain
  private static let p6 = Packets.plain6
  private static let frame = Packets.ethernet(Packets.plain)

  private static func outer(_ payload: [UInt8], proto: Int) -> [UInt8] {
    Packets.ipv4(payload, proto: proto, source: [192, 0, 2, 1], destination: [192, 0, 2, 2])
  }
  private static func outer6(_ payload: [UInt8], next: Int) -> [UInt8] {
    Packets.ipv6(payload, next: next, source: Packets.server6, destination: Packets.server6)
  }
  private static func gre(_ flags: Int, _ type: Int, _ rest: [UInt8]) -> [UInt8] {
    outer(Packets.be16(flags) + Packets.be16(type) + rest, proto: 47)
  }
  private static func udp(_ port: Int, _ payload: [UInt8], from: Int = 50000) -> [UInt8] {
    outer(Packets.udp(payload, port: port, from: from), proto: 17)
  }

  /// An IPv6 packet between Teredo addresses, and the ends that the plain segment then has.
  private static let teredoClient: [UInt8] = [0x20, 1, 0, 0] + [UInt8](repeating: 1, count: 12)
  private static let teredo = Packets.ipv6(
    Packets.tcp(source: teredoClient, destination: Packets.server6), source: teredoClient)

  static let cases: [TunnelCase] = [
    TunnelCase(name: "IP in IP", packet: outer(p, proto: 4), tunnels: [.ipInIP]),
    TunnelCase(name: "6in4", packet: outer(p6, proto: 41), tunnels: [.sixInFour]),
    TunnelCase(name: "4in6", packet: outer6(p, next: 4), tunnels: [.ipInIP]),
    TunnelCase(name: "6in6", packet: outer6(p6, next: 41), tunnels: [.ipInIP]),
    TunnelCase(name: "GRE", packet: gre(0, 0x0800, p), tunnels: [.gre]),
    TunnelCase(name: "GRE, IPv6", packet: gre(0, 0x86dd, p6), tunnels: [.gre]),
    TunnelCase(
      name: "GRE with all options", packet: gre(0xb000, 0x0800, [1, 2, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1] + p),
      tunnels: [.gre]),
    TunnelCase(
      name: "GRE with a route", packet: gre(0x4000, 0x0800, [0, 0, 0, 0, 8, 0, 0, 4, 1, 2, 3, 4, 0, 0, 0, 0] + p),
      tunnels: [.gre]),
    TunnelCase(name: "GRE, Ethernet", packet: gre(0, 0x6558, frame), tunnels: [.gre]),
    TunnelCase(name: "NVGRE", packet: gre(0x2000, 0x6558, [0, 0, 5, 1] + frame), tunnels: [.gre]),
    TunnelCase(name: "GRE, MPLS", packet: gre(0, 0x8847, [0, 0, 0x21, 9] + p), tunnels: [.gre, .mpls]),
    TunnelCase(
      name: "PPTP",
      packet: gre(0x3081, 0x880b, Packets.be16(p.count + 4) + [0, 7, 0, 0, 0, 1, 0, 0, 0, 1, 0xff, 3, 0, 0x21] + p),
      tunnels: [.pptp]),
    TunnelCase(name: "WCCP", packet: gre(0, 0x883e, [0, 0, 0, 0] + p), tunnels: [.gre]),
    TunnelCase(name: "ERSPAN I", packet: gre(0, 0x88be, frame), tunnels: [.erspan]),
    TunnelCase(
      name: "ERSPAN II", packet: gre(0x1000, 0x88be, [0, 0, 0, 1, 0x10, 0, 0, 5, 0, 0, 0, 0] + frame),
      tunnels: [.erspan]),
    TunnelCase(
      name: "ERSPAN III", packet: gre(0x1000, 0x22eb, [0, 0, 0, 1, 0x20, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0] + frame),
      tunnels: [.erspan]),
    TunnelCase(
      name: "ERSPAN III with a subheader",
      packet: gre(
        0x1000, 0x22eb, [0, 0, 0, 1, 0x20, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 8) + frame),
      tunnels: [.erspan]),
    TunnelCase(name: "EtherIP", packet: outer([0x30, 0] + frame, proto: 97), tunnels: [.other]),
    TunnelCase(name: "Ethernet in IP", packet: outer(frame, proto: 143), tunnels: [.other]),
    TunnelCase(name: "MPLS in IP", packet: outer([0, 0, 0x21, 9] + p, proto: 137), tunnels: [.mpls]),
    TunnelCase(name: "MPLS in UDP", packet: udp(6635, [0, 0, 0x21, 9] + p), tunnels: [.mpls]),
    TunnelCase(name: "VXLAN", packet: udp(4789, [8, 0, 0, 0, 0, 0, 5, 0] + frame), tunnels: [.vxlan]),
    TunnelCase(name: "VXLAN, old port", packet: udp(8472, [8, 0, 0, 0, 0, 0, 5, 0] + frame), tunnels: [.vxlan]),
    TunnelCase(name: "VXLAN-GPE", packet: udp(4790, [0x0c, 0, 0, 1, 0, 0, 5, 0] + p), tunnels: [.vxlan]),
    TunnelCase(
      name: "VXLAN-GPE, NSH", packet: udp(4790, [0x0c, 0, 0, 4, 0, 0, 5, 0] + [0, 2, 1, 2, 0, 0, 0, 1] + p6),
      tunnels: [.vxlan]),
    TunnelCase(
      name: "Geneve with options", packet: udp(6081, [1, 0, 0x65, 0x58, 0, 0, 5, 0, 9, 9, 9, 9] + frame),
      tunnels: [.geneve]),
    TunnelCase(
      name: "GTP-U", packet: udp(2152, [0x30, 0xff] + Packets.be16(p.count) + [0, 0, 0, 9] + p), tunnels: [.gtpU]),
    TunnelCase(
      name: "GTP-U with sequence", packet: udp(2152, [0x32, 0xff, 0, 0, 0, 0, 0, 9, 0, 1, 0, 0] + p6), tunnels: [.gtpU]),
    TunnelCase(
      name: "GTP-U with extensions",
      packet: udp(2152, [0x34, 0xff, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0x85, 1, 0, 0, 0xc0, 2, 0, 0, 0, 0, 0, 0, 0] + p),
      tunnels: [.gtpU]),
    TunnelCase(
      name: "GTP, first version", packet: udp(3386, [0x1e, 0xff] + [UInt8](repeating: 0, count: 18) + p),
      tunnels: [.gtpU]),
    TunnelCase(name: "Teredo", packet: udp(50001, p6, from: 3544), tunnels: [.teredo]),
    TunnelCase(
      name: "Teredo with headers",
      packet: udp(3544, [0, 1, 0, 0] + [UInt8](repeating: 0, count: 9) + [0, 0, 1, 2, 3, 4, 5, 6] + p6),
      tunnels: [.teredo]),
    TunnelCase(name: "GRE in UDP", packet: udp(4754, [0, 0, 8, 0] + p), tunnels: [.gre]),
    TunnelCase(
      name: "L2TP",
      packet: udp(
        1701, [0x42, 2] + Packets.be16(p.count + 14) + [0, 1, 0, 2, 0, 2, 0, 0, 0xff, 3, 0, 0x21] + p, from: 1701),
      tunnels: [.l2tp]),
    TunnelCase(
      name: "AYIYA", packet: udp(5072, [0x44, 0x52, 0x11, 41, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 36) + p6),
      tunnels: [.other]),
    TunnelCase(name: "LISP", packet: udp(4341, [8, 0, 0, 0, 0, 0, 0, 0] + p), tunnels: [.other]),
    TunnelCase(
      name: "two deep",
      packet: outer(udp(4789, [8, 0, 0, 0, 0, 0, 5, 0] + Packets.ethernet(gre(0, 0x0800, p))), proto: 4),
      tunnels: [.ipInIP, .vxlan, .gre]),
  ]

  @Test(arguments: cases) func innermostSegmentIsFound(_ test: TunnelCase) {
    let result = decode(Packets.ethernet(test.packet, type: test.packet[0] >> 4 == 6 ? 0x86dd : 0x0800))
    expectPlain(result)
    #expect((0..<Int(result.segment.tunnels.count)).map { result.segment.tunnels[$0] } == test.tunnels)
    #expect(result.segment.space == 0)
  }

  @Test(arguments: cases) func cutIsNotMalformed(_ test: TunnelCase) {
    let frame = Packets.ethernet(test.packet, type: test.packet[0] >> 4 == 6 ? 0x86dd : 0x0800)
    for captured in 14..<frame.count {
      let result = decode(frame, cutTo: captured)
      #expect(result.outcome != .none(.malformed) && result.outcome != .none(.limit), "cut to \(captured)")
      #expect(result.issues.allSatisfy { $0.first.limit == .capturedLength })
    }
  }

  @Test func authenticationHeadersAreSkipped() {
    let header: [UInt8] = [6, 4, 0, 0] + [UInt8](repeating: 0, count: 20)
    let tcp = Packets.tcp(flags: 0x18, payload: Array("hello".utf8))
    expectPlain(decode(Packets.ipv4(header + tcp, proto: 51), link: 101))
  }

  @Test func teredoBetweenClientsIsSeenOnAnyPort() {
    let result = decode(Self.udp(40001, Self.teredo), link: 101)
    #expect(result.outcome == .segment && result.segment.tunnels[0] == .teredo)
    #expect(decode(Self.udp(40001, Self.p6), link: 101).outcome == .none(.notTCP))
    #expect(decode(Self.udp(40001, Self.teredo + [0]), link: 101).outcome == .none(.notTCP))
  }

  @Test func otherUsersOfThePortsAreNotTCP() {
    let text = Array("this is no tunnel at all, only text".utf8)
    for port in [4789, 8472, 6081, 2152, 3386, 3544, 1701, 5072, 4341, 4790] {
      let result = decode(Self.udp(port, text), link: 101)
      #expect(result.outcome == .none(.notTCP) || port == 6081, "port \(port)")
      #expect(result.issues.isEmpty, "port \(port)")
    }
  }

  @Test func nothingIsDecodedInsideTCP() {
    let segment = decode(Packets.ipv4(Packets.tcp(payload: Self.p)), link: 101).segment
    #expect(segment.payloadLength == UInt32(Self.p.count) && segment.tunnels.count == 0)
  }

  @Test func depthIsBounded() {
    var packet = Self.p
    for _ in 0..<15 { packet = Self.outer(packet, proto: 4) }
    #expect(decode(packet, link: 101).outcome == .segment)
    packet = Self.outer(packet, proto: 4)
    let result = decode(packet, link: 101)
    #expect(result.outcome == .none(.limit))
    #expect(result.issues.map(\.first.layer) == [.nesting] && result.issues.map(\.first.limit) == [.settings])
  }

  @Test func spacesTellNetworksApart() {
    var settings = DecoderSettings()
    func space(_ packet: [UInt8]) -> UInt32 { decode(packet, settings: settings).segment.space }
    func tagged(_ identifier: Int) -> [UInt8] {
      Packets.ethernet(Packets.vlan(identifier) + Self.p, type: 0x8100)
    }
    func network(_ identifier: UInt8) -> [UInt8] {
      Packets.ethernet(Self.udp(4789, [8, 0, 0, 0, 0, 0, identifier, 0] + Self.frame))
    }
    func session(_ identifier: UInt8, from: [UInt8], to: [UInt8]) -> [UInt8] {
      let datagram = Packets.udp([0x30, 0xff, 0, 0, 0, 0, 0, identifier] + Self.p, port: 2152)
      return Packets.ethernet(Packets.ipv4(datagram, proto: 17, source: from, destination: to))
    }
    #expect(space(tagged(5)) == 0 && space(network(5)) == 0)
    settings.separateVLANs = true
    #expect(space(tagged(5)) != space(tagged(6)) && space(tagged(5)) != 0 && space(network(5)) == 0)
    #expect(space(tagged(0x6005)) == space(tagged(5)), "priority is no address space")
    settings.separateVLANs = false
    settings.separateTunnels = true
    #expect(space(network(5)) != space(network(6)) && space(tagged(5)) == 0)
    // Each direction of a GTP session has its own identifier: the outer ends name the space.
    let (a, b, c): ([UInt8], [UInt8], [UInt8]) = ([192, 0, 2, 1], [192, 0, 2, 2], [192, 0, 2, 3])
    #expect(space(session(1, from: a, to: b)) == space(session(2, from: b, to: a)))
    #expect(space(session(1, from: a, to: b)) != space(session(1, from: a, to: c)))
  }
}
