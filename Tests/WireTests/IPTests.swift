import FlowstateCore
import Testing

@Suite struct IPTests {
  private static let good: [UInt8] = Packets.tcp(flags: 0x18, payload: Array("hello".utf8))
  private static let good6: [UInt8] = Packets.tcp(
    flags: 0x18, payload: Array("hello".utf8), source: Packets.client6, destination: Packets.server6)

  private func four(_ packet: [UInt8], cutTo captured: Int? = nil) -> (
    outcome: DecodeOutcome, segment: Segment, issues: [DecodeIssues.Count]
  ) { decode(packet, link: 101, cutTo: captured) }

  @Test func fieldsOfIPv4() {
    let segment = four(Packets.plain).segment
    #expect(segment.identification == 0x1234 && segment.hopLimit == 63 && segment.trafficClass == 8)
    #expect(segment.marks.isSuperset(of: [.ipv4, .dontFragment]))
    #expect(!four(Packets.ipv4(Self.good, fragment: 0)).segment.marks.contains(.dontFragment))
  }

  @Test func fieldsOfIPv6() {
    let segment = four(Packets.plain6).segment
    #expect(segment.identification == 0 && segment.hopLimit == 61 && segment.trafficClass == 8)
    #expect(segment.marks.isDisjoint(with: [.ipv4, .dontFragment]))
  }

  @Test func optionsAndSourceRoutes() {
    expectPlain(four(Packets.ipv4(Self.good, options: [7, 7, 4, 0, 0, 0, 0, 0])))
    // The route leads to the server by way of 192.0.2.1: TCP counts the server.
    expectPlain(
      four(Packets.ipv4(Self.good, destination: [192, 0, 2, 1], options: [0x83, 7, 4] + Packets.server4 + [0])))
  }

  @Test func offloadedLengthIsTheFrames() {
    let result = four(Packets.ipv4(Self.good, total: 0))
    #expect(result.outcome == .segment && result.segment.payloadLength == 5)
    #expect(result.segment.marks.contains(.segmentationOffload))
    let six = four(Packets.ipv6(Self.good6, length: 0))
    #expect(six.outcome == .segment && six.segment.payloadLength == 5)
    #expect(six.segment.marks.contains(.segmentationOffload))
  }

  @Test func addressesThatNoEndHasDoNotPassForIPv4() {
    for address in [8, 24] {
      var packet = Packets.plain6
      for position in address..<address + 12 { packet[position] = 0xff }
      #expect(four(packet).outcome == .none(.malformed))
      #expect(decode([UInt8](repeating: 2, count: 12) + [0x86, 0xdd] + packet).outcome == .none(.malformed))
      packet[address + 11] = 0xfe
      #expect(four(packet).outcome == .segment)
    }
  }

  @Test func lengthsThatCannotBe() {
    #expect(four(Packets.ipv4(Self.good, total: 19)).outcome == .none(.malformed))
    var short = Packets.plain
    short[0] = 0x44
    #expect(four(short).outcome == .none(.malformed))
    #expect(decode(Packets.plain6, link: 228).outcome == .none(.malformed))
    // Longer than the frame: the octets are missing, not wrong; the segment keeps its place in the stream.
    let long = four(Packets.ipv4(Self.good, total: 100))
    #expect(long.outcome == .segment && long.segment.payloadLength == 60 && long.segment.marks.contains(.payloadCut))
  }

  @Test func extensionHeaders() {
    let hop: [UInt8] = [60, 0, 1, 4, 0, 0, 0, 0]
    let destination: [UInt8] = [43, 0, 1, 4, 0, 0, 0, 0]
    let usedUp: [UInt8] = [51, 2, 0, 0, 0, 0, 0, 0] + Packets.client6
    let authentication: [UInt8] = [135, 4] + [UInt8](repeating: 0, count: 22)
    let mobility: [UInt8] = [6, 0, 0, 0, 0, 0, 0, 0]
    expectPlain(four(Packets.ipv6(hop + destination + usedUp + authentication + mobility + Self.good6, next: 0)))
    #expect(four(Packets.ipv6([0, 0, 0, 0], next: 59)).outcome == .none(.notTCP))
    #expect(four(Packets.ipv6([6, 9, 0, 0, 0, 0, 0, 0], next: 0)).outcome == .none(.malformed))
  }

  @Test func routesAndHomesAreInTheChecksum() {
    let waypoint: [UInt8] = [0x20, 1] + [UInt8](repeating: 0, count: 13) + [9]
    let route: [UInt8] = [6, 2, 0, 1, 0, 0, 0, 0] + Packets.server6
    let routed = four(Packets.ipv6(route + Self.good6, next: 43, destination: waypoint)).segment
    #expect(routed.marks.contains(.checksumGood) && routed.destination.address.low == 9)
    let home: [UInt8] = [6, 2, 1, 2, 0, 0, 201, 16] + Packets.client6
    let mobile = four(Packets.ipv6(home + Self.good6, next: 60, source: waypoint)).segment
    #expect(mobile.marks.contains(.checksumGood) && mobile.source.address.low == 9)
  }

  @Test func jumbograms() {
    let payload = [UInt8](repeating: 1, count: 70000)
    let tcp = Packets.tcp(payload: payload, source: Packets.client6, destination: Packets.server6)
    let hop: [UInt8] = [6, 0, 194, 4] + Packets.be32(tcp.count + 8)
    let result = four(Packets.ipv6(hop + tcp, next: 0, length: 0) + [0, 0, 0])
    #expect(result.outcome == .segment && result.segment.payloadLength == 70000)
    #expect(result.segment.marks.contains(.checksumGood))
  }

  @Test func errorsQuoteTheirSegment() {
    let quote = Array(Packets.ipv4(Packets.tcp(flags: 2, payload: [1, 2, 3])).prefix(28))
    let error = Packets.ipv4(
      [3, 1, 0, 0, 0, 0, 0, 0] + quote, proto: 1, source: [192, 0, 2, 9], destination: Packets.client4)
    let result = four(error)
    #expect(result.outcome == .quoted(.notTCP))
    let segment = result.segment
    #expect(segment.source.port == 40000 && segment.destination.port == 80 && segment.sequence == SequenceNumber(1000))
    #expect(segment.source.address == IPAddress(v4: 0x0a00_0001) && segment.icmpSource == IPAddress(v4: 0xc000_0209))
    #expect(segment.icmpType == 3 && segment.icmpCode == 1 && segment.marks.contains(.quotedByICMP))
    #expect(segment.flags == [] && segment.payloadLength == 0 && segment.window == 0 && segment.payloadHash == 0)
    #expect(segment.marks.isDisjoint(with: [.checksumGood, .checksumBad]))
    // A longer quote gives the whole header.
    let long = Packets.ipv4(
      [11, 0, 0, 0, 0, 0, 0, 0] + Packets.ipv4(Packets.tcp(flags: 2, options: [2, 4, 5, 0xb4], payload: [1, 2, 3])),
      proto: 1)
    let whole = four(long).segment
    #expect(whole.flags == .syn && whole.options.mss == 1460 && whole.payloadLength == 3 && whole.icmpType == 11)
  }

  @Test func errorsOfIPv6QuoteTheirSegment() {
    let quote = Packets.ipv6([6, 0, 1, 4, 0, 0, 0, 0] + Self.good6, next: 60)
    let result = four(Packets.ipv6([1, 4, 0, 0, 0, 0, 0, 0] + quote, next: 58))
    #expect(result.outcome == .quoted(.notTCP))
    #expect(result.segment.icmpType == 1 && result.segment.icmpCode == 4 && result.segment.payloadLength == 5)
    #expect(!result.segment.marks.contains(.ipv4))
  }

  @Test func otherQuotesAreNoSegments() {
    let udp = Packets.ipv4(
      [3, 3, 0, 0, 0, 0, 0, 0] + Packets.ipv4(Packets.udp([1, 2, 3, 4], port: 53), proto: 17), proto: 1)
    #expect(four(udp).outcome == .none(.notTCP))
    let later = Packets.ipv4([3, 3, 0, 0, 0, 0, 0, 0] + Packets.ipv4(Self.good, fragment: 7), proto: 1)
    #expect(four(later).outcome == .none(.notTCP))
  }
}
