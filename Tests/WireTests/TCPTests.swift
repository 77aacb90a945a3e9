import FlowstateCore
import Testing

@Suite struct TCPTests {
  private func options(_ octets: [UInt8], cutTo captured: Int? = nil) -> (
    TCPOptions, DecodeOutcome, [DecodeIssues.Count]
  ) {
    let padded = octets + [UInt8](repeating: 0, count: (4 - octets.count % 4) % 4)
    let frame = Packets.ethernet(Packets.ipv4(Packets.tcp(options: padded)))
    let result = decode(frame, cutTo: captured.map { 54 + $0 })
    return (result.segment.options, result.outcome, result.issues)
  }

  @Test func timestampsAlone() {
    let (options, outcome, _) = options([1, 1, 8, 10, 0, 0, 0, 7, 0, 0, 0, 9])
    #expect(outcome == .segment && options.kinds == .timestamps)
    #expect(options.timestampValue == 7 && options.timestampEcho == 9)
    #expect(options.mss == 0 && options.windowScale == 0 && options.blockCount == 0)
  }

  @Test func optionsOfASYN() {
    let (options, _, _) = options(
      [2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 15, 34, 2, 30, 12, 0x01]
        + [UInt8](repeating: 0, count: 9))
    #expect(options.kinds == [.mss, .sackPermitted, .timestamps, .windowScale, .fastOpen, .multipath])
    #expect(options.mss == 1460 && options.windowScale == 15 && options.fastOpenCookieLength == 0)
    #expect(options.multipathSubtype == 0)
  }

  @Test func selectiveAcknowledgments() {
    let block: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 3]
    let (options, _, _) = options([1, 1, 5, 18] + block)
    #expect(options.kinds == .sack && options.blockCount == 2)
    #expect(options.blocks[1] == TCPOptions.Block(left: SequenceNumber(0xffff_ffff), right: SequenceNumber(3)))
  }

  @Test func experimentalFastOpen() {
    let (options, _, _) = options([254, 8, 0xf9, 0x89, 1, 2, 3, 4])
    #expect(options.kinds == .fastOpen && options.fastOpenCookieLength == 4)
    #expect(self.options([254, 4, 1, 2]).0.kinds == .other)
  }

  @Test func authenticationAndSubtypes() {
    #expect(options([19, 18] + [UInt8](repeating: 0, count: 16)).0.kinds == .authentication)
    #expect(options([29, 4, 1, 1]).0.kinds == .authentication)
    #expect(options([30, 3, 0x21]).0.multipathSubtype == 2)
    #expect(options([77, 3, 0]).0.kinds == .other)
  }

  @Test(
    arguments: [
      [2, 3, 0, 0], [3, 1, 0, 0], [8, 9, 0, 0, 0, 0, 0, 0, 0], [5, 9, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 8], [2, 40],
    ] as [[UInt8]])
  func brokenListsAreMarked(_ octets: [UInt8]) {
    let (options, outcome, issues) = options([3, 3, 7, 1] + octets)
    #expect(outcome == .segment)
    #expect(options.has(.malformed) && options.windowScale == 7)
    #expect(issues.count == 1 && issues[0].first.layer == .tcpOptions && issues[0].first.limit == .tcpDataOffset)
  }

  @Test func fillersAreMarkedThatAreAsLongAsWhatIsMissing() {
    let timestamps: [UInt8] = [8, 10, 0, 0, 0, 1, 0, 0, 0, 0]
    let netBSD: [UInt8] = [2, 4, 5, 0xb4, 1, 3, 3, 6, 4, 2, 1, 1, 1, 1] + timestamps
    #expect(!options(netBSD).0.has(.fillerRun) && options(netBSD).0.has([.windowScale, .sackPermitted, .timestamps]))
    #expect(options([2, 4, 5, 0xb4, 1, 1, 1, 1] + [1, 1] + timestamps).0.has(.fillerRun))
    #expect(options([2, 4, 5, 0xb4, 4, 2] + [UInt8](repeating: 1, count: 14)).0.has(.fillerRun))
    // The others were moved together.
    #expect(options([2, 4, 5, 0xb4, 4, 2, 3, 3, 6, 1, 1, 1]).0.has(.fillerRun))
    // Nothing of that length is missing, or nothing at all; or the fillers align.
    #expect(!options([2, 4, 5, 0xb4, 4, 2, 1, 1, 1, 1, 1, 3, 3, 6, 1, 1]).0.has(.fillerRun))
    #expect(!options([2, 4, 5, 0xb4, 4, 2, 1, 1, 1, 3, 3, 6, 1, 1] + timestamps).0.has(.fillerRun))
    #expect(!options([4, 2] + timestamps + [3, 3, 6, 2, 4, 5, 0xb4, 30, 2, 1, 1, 1]).0.has(.fillerRun))
    #expect(!options([2, 4, 5, 0xb4, 1, 3, 3, 6, 1, 1, 4, 2]).0.has(.fillerRun))
  }

  @Test func cutOptionsKeepWhatWasDecoded() {
    let list: [UInt8] = [2, 4, 5, 0xb4, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 1, 1]
    let (options, outcome, issues) = options(list, cutTo: 9)
    #expect(outcome == .segment && options.kinds == [.mss, .cut] && options.mss == 1460)
    #expect(issues.map(\.first.limit) == [.capturedLength] && issues.map(\.first.layer) == [.tcpOptions])
    #expect(
      issues.map(\.first.offset) == [54] && issues.map(\.first.needed) == [16] && issues.map(\.first.available) == [9])
  }

  @Test func dataOffsetsThatCannotBe() {
    for offset in [0, 4, 15] {
      var tcp = Packets.tcp()
      tcp[12] = UInt8(offset << 4)
      let result = decode(Packets.ethernet(Packets.ipv4(tcp)))
      #expect(result.outcome == .none(.malformed))
      #expect(result.issues.map(\.first.layer) == [.tcp] && result.issues.map(\.first.limit) == [.tcpDataOffset])
    }
  }

  @Test func shortHeadersAreMalformed() {
    let result = decode(Packets.ethernet(Packets.ipv4(Array(Packets.tcp().prefix(12)))))
    #expect(result.outcome == .none(.malformed))
    #expect(result.issues.map(\.first.limit) == [.ipv4TotalLength] && result.issues.map(\.first.available) == [12])
  }

  @Test func oddFlagsAreFacts() {
    let segment = decode(Packets.ethernet(Packets.ipv4(Packets.tcp(flags: 0xfff)))).segment
    #expect(segment.flags.rawValue == 0x1ff)
  }

  @Test func cutPayloadIsMarkedAndHashedAsCaptured() {
    let whole = Packets.ethernet(Packets.ipv4(Packets.tcp(payload: [UInt8](repeating: 7, count: 100))))
    let cut = decode(whole, cutTo: 84).segment
    #expect(cut.payloadLength == 100 && cut.marks.contains(.payloadCut) && cut.payloadHash != 0)
    #expect(cut.marks.isDisjoint(with: [.checksumGood, .checksumBad, .checksumPartial]))
    #expect(decode(whole, cutTo: 54).segment.payloadHash == 0)
    #expect(decode(Packets.ethernet(Packets.ipv4(Packets.tcp()))).segment.payloadHash == 0)
  }

  @Test(arguments: Array(0...40) + [63, 64, 65, 255, 256, 257, 511, 1460])
  func checksumsOfEveryLength(_ length: Int) {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 250) }
    let four = Packets.ethernet(Packets.ipv4(Packets.tcp(payload: payload)))
    #expect(decode(four).segment.marks.contains(.checksumGood))
    let six = Packets.tcp(payload: payload, source: Packets.client6, destination: Packets.server6)
    #expect(decode(Packets.ethernet(Packets.ipv6(six), type: 0x86dd)).segment.marks.contains(.checksumGood))
    guard length > 0 else { return }
    var broken = four
    broken[broken.count - 1] ^= 0x10
    let bad = decode(broken).segment
    #expect(bad.marks.contains(.checksumBad) && !bad.marks.contains(.checksumGood))
    if length <= 256 { #expect(bad.payloadHash != decode(four).segment.payloadHash) }
  }

  @Test func partialChecksums() {
    let length = 20 + 5
    for field in [
      Packets.sum(Packets.pseudo(Packets.client4, Packets.server4, length)),
      ~Packets.sum(Packets.pseudo(Packets.client4, Packets.server4, length)) & 0xffff,
      Packets.sum(Packets.pseudo(Packets.client4, Packets.server4, 0)),
    ] {
      let frame = Packets.ethernet(Packets.ipv4(Packets.tcp(payload: [1, 2, 3, 4, 5], checksum: field)))
      #expect(
        decode(frame).segment.marks.intersection([.checksumGood, .checksumBad, .checksumPartial]) == .checksumPartial)
    }
    let blank = decode(Packets.ethernet(Packets.ipv4(Packets.tcp(payload: [1, 2, 3], checksum: 0)))).segment
    #expect(blank.marks.isDisjoint(with: [.checksumGood, .checksumBad, .checksumPartial]))
  }

  @Test("A wrong IPv4 header checksum counts only while the TCP checksum cannot be verified")
  func headerChecksums() {
    let bad = decode(Packets.ethernet(Packets.ipv4(Packets.tcp(), checksum: 0x1111))).segment
    #expect(bad.marks.contains(.checksumGood) && !bad.marks.contains(.checksumBad))
    let whole = Packets.ethernet(Packets.ipv4(Packets.tcp(payload: [1, 2, 3, 4, 5]), checksum: 0x1111))
    let cut = decode(whole, cutTo: whole.count - 2).segment
    #expect(cut.marks.contains(.checksumBad) && !cut.marks.contains(.checksumGood))
    let blank = decode(Packets.ethernet(Packets.ipv4(Packets.tcp(), checksum: 0))).segment
    #expect(blank.marks.contains(.checksumGood) && !blank.marks.contains(.checksumBad))
  }

  @Test func hashesOfLongPayloadsSeeTheirEnds() {
    func hash(_ change: Int?) -> UInt32 {
      var payload = [UInt8](repeating: 3, count: 1000)
      if let change { payload[change] = 4 }
      return decode(Packets.ethernet(Packets.ipv4(Packets.tcp(payload: payload)))).segment.payloadHash
    }
    let plain = hash(nil)
    #expect(plain == hash(nil))
    #expect([0, 127, 936, 999].allSatisfy { hash($0) != plain })
    #expect(hash(500) == plain)  // The documented limit.
  }

  /// The hot path copies this value; it must not grow unnoticed.
  @Test func segmentStaysSmall() { #expect(MemoryLayout<Segment>.stride <= 224) }
}
