import FlowstateCore
import Testing

@Suite struct FragmentTests {
  private static let payload = (0..<100).map { UInt8($0) }
  private static let tcp = Packets.tcp(payload: payload)

  private static func piece(_ range: Range<Int>, more: Bool, identification: Int = 1, of octets: [UInt8] = tcp)
    -> [UInt8]
  {
    Packets.ipv4(
      Array(octets[range]), fragment: range.lowerBound / 8 | (more ? 0x2000 : 0), identification: identification)
  }

  private func outcomes(_ frames: [[UInt8]], settings: DecoderSettings = DecoderSettings(), step: Nanoseconds = 1) -> (
    [DecodeOutcome], Segment, overlaps: UInt64, abandoned: UInt64
  ) {
    var decoder = FrameDecoder(settings: settings)
    var outcomes: [DecodeOutcome] = []
    var segment = Segment()
    for (index, frame) in frames.enumerated() {
      let result = decode(frame, with: &decoder, link: 101, time: Nanoseconds(index) * step)
      outcomes.append(result.outcome)
      segment = result.segment
    }
    return (outcomes, segment, decoder.overlappingFragments, decoder.abandonedDatagrams)
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 0, 2, 2, 1]])
  func anyOrderCompletes(_ order: [Int]) {
    let pieces = [
      Self.piece(0..<8, more: true), Self.piece(8..<64, more: true), Self.piece(64..<120, more: false),
    ]
    let (outcomes, segment, overlaps, _) = outcomes(order.map { pieces[$0] })
    #expect(outcomes.dropLast().allSatisfy { $0 == .none(.fragment) } && outcomes.last == .segment)
    #expect(segment.payloadLength == 100 && segment.marks.isSuperset(of: [.reassembled, .checksumGood, .ipv4]))
    #expect(overlaps == 0)
  }

  @Test func firstOctetsWin() {
    var forged = Self.tcp
    forged[70] ^= 0xff
    let (outcomes, segment, overlaps, _) = outcomes([
      Self.piece(64..<80, more: true), Self.piece(0..<72, more: true, of: forged), Self.piece(72..<120, more: false),
    ])
    #expect(outcomes.last == .segment && segment.marks.contains(.checksumGood))
    #expect(overlaps == 1)
  }

  @Test func datagramsAreKeptApart() {
    let (outcomes, _, _, _) = outcomes([
      Self.piece(0..<64, more: true), Self.piece(64..<120, more: false, identification: 2),
    ])
    #expect(outcomes == [.none(.fragment), .none(.fragment)])
  }

  @Test func lateFragmentsBeginAnew() {
    let frames = [Self.piece(0..<64, more: true), Self.piece(64..<120, more: false)]
    let (outcomes, _, _, abandoned) = outcomes(frames, step: 31 * .second)
    #expect(outcomes == [.none(.fragment), .none(.fragment)] && abandoned == 1)
    #expect(self.outcomes(frames, step: 29 * .second).0.last == .segment)
  }

  @Test func boundsHold() {
    var settings = DecoderSettings()
    settings.fragments.datagrams = 2
    let first = (1...3).map { Self.piece(0..<64, more: true, identification: $0) }
    let last = (1...3).map { Self.piece(64..<120, more: false, identification: $0) }
    let (outcomes, _, _, abandoned) = outcomes(first + [last[0], last[1]], settings: settings)
    // The third datagram pushes out the first; the first's end, begun anew, pushes out the second.
    #expect(outcomes == [DecodeOutcome](repeating: .none(.fragment), count: 5))
    #expect(abandoned >= 2)
    #expect(self.outcomes(first + [last[2], last[1]], settings: settings).0.suffix(2) == [.segment, .segment])
    settings.fragments.octets = 100
    #expect(self.outcomes([first[0], first[1], last[0]], settings: settings).0.last == .none(.fragment))
    settings.fragments.octets = 1 << 20
    settings.fragments.pieces = 2
    let holes = stride(from: 0, to: 96, by: 16).map { Self.piece($0..<$0 + 8, more: true) }
    #expect(self.outcomes(holes, settings: settings).abandoned > 0)
  }

  @Test func cutFragmentsCountWithTheirLength() {
    var decoder = FrameDecoder()
    let first = decode(Self.piece(0..<64, more: true), with: &decoder, link: 101, cutTo: 20 + 40)
    #expect(first.outcome == .none(.fragment))
    let last = decode(Self.piece(64..<120, more: false), with: &decoder, link: 101)
    #expect(last.outcome == .segment && last.segment.payloadLength == 100)
    #expect(last.segment.marks.isSuperset(of: [.payloadCut, .reassembled]))
    #expect(last.segment.marks.isDisjoint(with: [.checksumGood, .checksumBad]))
  }

  @Test func fragmentsThatCannotBe() {
    let odd = Packets.ipv4(Array(Self.tcp[0..<13]), fragment: 0x2000)
    let far = Packets.ipv4(Array(Self.tcp[0..<64]), fragment: 0x1fff)
    #expect(outcomes([odd]).0 == [.none(.malformed)])
    #expect(outcomes([far]).0 == [.none(.malformed)])
    #expect(outcomes([Packets.ipv4([8, 0, 0, 0, 0, 0, 0, 0], proto: 1, fragment: 0x2000)]).0 == [.none(.notTCP)])
  }

  @Test func fragmentsOfIPv6() {
    let tcp = Packets.tcp(payload: Self.payload, source: Packets.client6, destination: Packets.server6)
    func piece(_ range: Range<Int>, more: Bool) -> [UInt8] {
      Packets.ipv6(
        [6, 0] + Packets.be16(range.lowerBound | (more ? 1 : 0)) + Packets.be32(77) + Array(tcp[range]), next: 44)
    }
    let (outcomes, segment, _, _) = outcomes([piece(64..<120, more: false), piece(0..<64, more: true)])
    #expect(outcomes == [.none(.fragment), .segment])
    #expect(segment.payloadLength == 100 && segment.marks.contains(.checksumGood))
    let (alone, atomic, _, _) = self.outcomes([piece(0..<120, more: false)])
    #expect(alone == [.segment] && !atomic.marks.contains(.reassembled))
  }

  @Test func tunnelsInFragments() {
    let whole = [0x30, 0xff] + Packets.be16(Packets.plain.count) + Packets.be32(9) + Packets.plain
    let udp = Packets.udp(whole, port: 2152)
    let frames = [
      Packets.ipv4(Array(udp[0..<32]), proto: 17, fragment: 0x2000),
      Packets.ipv4(Array(udp[32...]), proto: 17, fragment: 4),
    ]
    let (outcomes, segment, _, _) = outcomes(frames)
    #expect(outcomes == [.none(.notTCP), .segment])
    #expect(segment.tunnels[0] == .gtpU && segment.payloadLength == 5 && segment.marks.contains(.checksumGood))
  }
}
