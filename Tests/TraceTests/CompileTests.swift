import FlowstateCore
import Testing

@testable import TraceScript

/// The frames of a script, decoded again; each holds a segment.
func decoded(_ trace: CompiledTrace) -> [Segment] {
  decoded(trace) { outcome, _ in #expect(outcome == .segment) }
}

/// The segments of a script, decoded again, those that ICMP errors quote among them; `note` is told of each frame.
func decoded(_ trace: CompiledTrace, note: (DecodeOutcome, FrameInfo) -> Void) -> [Segment] {
  var decoder = FrameDecoder()
  var result: [Segment] = []
  for (index, frame) in trace.frames.enumerated() {
    var info = FrameInfo()
    info.number = UInt64(index + 1)
    info.time = frame.time
    info.originalLength = UInt32(frame.originalLength)
    var segment = Segment()
    let outcome = unsafe frame.octets.withUnsafeBytes { octets in
      let span = unsafe RawSpan(_unsafeBytes: octets)
      return decoder.decode(span, info, into: &segment)
    }
    note(outcome, info)
    if case .none = outcome { continue }
    result.append(segment)
  }
  return result
}

private func compile(_ lines: String) throws -> CompiledTrace {
  try CompiledTrace(Script(parsing: "peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 4294967280\n" + lines))
}

@Suite struct CompileTests {
  @Test(arguments: ["10.0.0.1:40000", "[2001:db8::1]:40000"], ["10.0.0.2:80", "[2001:db8::2]:80"])
  func whatIsWrittenIsDecoded(_ a: String, _ b: String) throws {
    guard a.first == b.first else { return }
    let script = try Script(
      parsing: """
        peer A \(a) ttl 9 B \(b) iss 1000 4294967280
        0 --> SEW 0:0 win 5 mss 1400 sackOK TS val 7 ecr 0 ws 3 fastopen 0102030405060708 mptcp 0 id 300 -->
        +0.000001 <-- PU. 1:101 ack 1 urg 4 sack 11:21 31:41 51:61 tos 4 ttl 3 vlan 5,6 may-fragment <--
        +0.5 --> none 1:1 bad-checksum -->
        +0.5 --> F. 1:1001 ack 101 partial-checksum snap 80 -->
        """)
    let segments = decoded(try CompiledTrace(script))
    try #require(segments.count == 4)
    let isIPv4 = a.first != "["
    let first = segments[0]
    #expect(first.source.text == a && first.destination.text == b)
    #expect(first.flags == [.syn, .ece, .cwr] && first.sequence.rawValue == 1000 && first.window == 5)
    #expect(first.options.mss == 1400 && first.options.windowScale == 3 && first.options.timestampValue == 7)
    #expect(
      first.options.kinds == [.mss, .sackPermitted, .timestamps, .windowScale, .fastOpen, .multipath])
    #expect(first.options.fastOpenCookieLength == 8 && first.hopLimit == 9)
    #expect(!isIPv4 || first.identification == 300)
    #expect(first.marks == (isIPv4 ? [.ipv4, .dontFragment, .checksumGood] : .checksumGood))
    let second = segments[1]
    #expect(second.time - first.time == 1000 && second.trafficClass == 4 && second.hopLimit == 3)
    #expect(second.payloadLength == 100 && second.urgentPointer == 4 && second.acknowledgment.rawValue == 1001)
    #expect(second.options.blockCount == 3)
    #expect(second.options.blocks[1] == TCPOptions.Block(left: SequenceNumber(1031), right: SequenceNumber(1041)))
    #expect(second.vlans[0] == 5 && second.vlans[1] == 6 && second.marks.contains(.checksumGood))
    #expect(!second.marks.contains(.dontFragment))
    #expect(segments[2].flags == [] && segments[2].marks.contains(.checksumBad))
    #expect(segments[3].payloadLength == 1000 && segments[3].marks.contains(.payloadCut))
    #expect(!isIPv4 || segments[3].identification == 302)
  }

  @Test(arguments: [
    ["10.0.0.1:40000", "10.0.0.2:80", "10.0.0.9"], ["[2001:db8::1]:40000", "[2001:db8::2]:80", "2001:db8::9"],
  ])
  func anICMPErrorQuotesWhatItsReceiverSent(_ addresses: [String]) throws {
    let script = try Script(
      parsing: """
        peer A \(addresses[0]) B \(addresses[1])
        0.0 --> S 0:0 mss 1400 --> @syn
        0.1 <-- icmp 3 1 from \(addresses[2]) quoting copy @syn <--
        0.2 --> icmp 1 4 quoting P. 5:15 ack 1 ttl 7 -->
        """)
    var outcomes: [DecodeOutcome] = []
    let segments = decoded(try CompiledTrace(script)) { outcome, _ in outcomes.append(outcome) }
    if addresses[0].first == "[" {
      #expect(outcomes == [.segment, .quoted(.notTCP), .quoted(.notTCP)])
      #expect(segments[2].source == script.peers[1].socket && segments[2].sequence.rawValue == 1005)
      #expect(segments[2].hopLimit == 7 && segments[2].icmpSource == script.peers[0].socket.address)
    } else {
      #expect(outcomes == [.segment, .quoted(.notTCP), .none(.notTCP)])
    }
    #expect(segments[1].source == script.peers[0].socket && segments[1].sequence == segments[0].sequence)
    #expect((segments[1].icmpType, segments[1].icmpCode) == (3, 1))
    #expect(segments[1].icmpSource != script.peers[1].socket.address)
  }

  @Test(arguments: ["10.0.0.1:1 B 10.0.0.2:2", "[::1]:1 B [::2]:2"])
  func fragmentsBecomeTheSegment(_ peers: String) throws {
    let trace = try CompiledTrace(
      Script(parsing: "peer A \(peers)\n0 --> P. 1:101 ack 1 fragment 48 --> @a\n1 --> P. 1:101 ack 1 -->"))
    #expect(trace.frames.map(\.isPart) == [true, true, false, false])
    #expect(trace.frameOfMark["a"] == 3)
    var outcomes: [DecodeOutcome] = []
    let segments = decoded(trace) { outcome, _ in outcomes.append(outcome) }
    #expect(outcomes == [.none(.fragment), .none(.fragment), .segment, .segment])
    #expect(segments[0].marks.contains(.reassembled) && segments[0].marks.contains(.checksumGood))
    #expect(segments[0].payloadLength == 100 && segments[0].payloadHash == segments[1].payloadHash)
  }

  @Test func whatIsSentAgainHasTheSameOctets() throws {
    let segments = decoded(
      try compile(
        """
        0 --> P. 1:101 ack 1 -->
        1 --> P. 1:101 ack 1 -->
        2 --> P. 1:101 ack 1 fill 3 -->
        3 --> P. 1:6 ack 1 payload "hello" -->
        """))
    #expect(segments[0].payloadHash == segments[1].payloadHash)
    #expect(segments[0].payloadHash != segments[2].payloadHash)
  }

  @Test func theOfferAndTheClocks() throws {
    let segments = decoded(
      try compile(
        """
        offer mss 1460 sackOK TS ws 7
        0.000 --> S 0:0 -->
        +0.020 X-- S. 0:0 ack 1 <--
        +1.000 <-- S. 0:0 ack 1 <--
        +0.010 --> . 1:1 ack 1 -->
        +0.010 --> R 1:1 -->
        +0.010 --> . 1:1 ack 1 bare -->
        """))
    let start = segments[0].options.timestampValue
    #expect(segments[2].options.timestampEcho == start)
    #expect(segments[3].options.timestampValue == start + 1030)
    #expect(segments[3].options.timestampEcho == segments[2].options.timestampValue)
    #expect(segments[2].options.timestampValue == segments[1].options.timestampValue + 1000)
    #expect(segments.map { $0.options.has(.timestamps) } == [true, true, true, true, false, false])
    #expect(segments.map(\.window) == [64_240, 64_240, 64_240, 502, 0, 502])
    #expect(segments.map(\.identification) == [1000, 2000, 2001, 1001, 1002, 1003])
  }

  @Test(arguments: [("middle", [1, 2]), ("near-client", [1, 2]), ("near-server", [3, 2])])
  func theCapturePointDecidesWhenADelayedSegmentIsCaptured(_ place: String, _ sources: [Int]) throws {
    let trace = try compile(
      """
      capture \(place)
      0 --> S 0:0 ...
      1 --X . 1:1 ack 1
      2 ... S 0:0 -->
      3 <-- S. 0:0 ack 1 uncaptured <--
      """)
    #expect(trace.frames.count == 1)
    #expect(trace.frames.first?.step == (place == "near-server" ? 2 : 0))
    #expect(trace.receivedAtStep == [2, nil, nil, 3])
  }

  @Test func whatTheNetworkHeldFromBeforeIsCapturedWhenItComesOut() throws {
    let trace = try compile("0 --> S 0:0 ...\n1 ... S -9:-9 --> @old\n2 ... S 0:0 -->\n3 ... copy @old -->")
    #expect(trace.frames.map(\.step) == [0, 1, 3])
    #expect(trace.frames[1].octets == trace.frames[2].octets)
  }

  @Test func capturedTwice() throws {
    let trace = try compile("0 --> S 0:0 twice +0.001 --> @a\n1 <-- R. =0 ack 1 <-- @b\nfinding x at @b")
    #expect(trace.frames.count == 3 && trace.frameOfMark == ["a": 1, "b": 3])
    #expect(trace.frames[0].octets == trace.frames[1].octets)
    #expect(trace.frames[1].time - trace.frames[0].time == 1_000_000)
  }

  @Test func evidenceMustBeInTheCapture() throws {
    let error = try #require(throws: ScriptError.self) { _ = try compile("0 --X S 0:0 @a\nfinding x at @a") }
    #expect(error.line == 3 && error.found == "@a")
  }

  @Test func optionsThatDoNotFitAreAnError() throws {
    let error = try #require(throws: ScriptError.self) {
      _ = try compile("0 --> S 0:0 option 99 \(String(repeating: "00", count: 40)) -->")
    }
    #expect(error.line == 2)
  }

  @Test func theTruthOfAFrameHoldsUntilTheNextAndUntilItIsReceived() throws {
    let script = try Script(
      parsing: """
        peer A 10.0.0.1:1 B 10.0.0.2:2
        0 SYN-SENT --> S 0:0 ... CLOSED
        1 SYN-RECEIVED <-- S 0:0 <-- SYN-SENT
        2 ... S 0:0 --> SYN-RECEIVED
        3 - SYN-RECEIVED
        4 ESTABLISHED <-- S. 0:0 ack 1 <-- - believed SYN-RECEIVED?
        """)
    let truth = FrameTruth.all(of: script, try CompiledTrace(script))
    #expect(truth.map(\.states.left) == [[.synSent], [.synReceived], [.established]])
    #expect(
      truth.map(\.states.right) == [[.closed, .synSent, .synReceived], [.synSent, .synReceived], [.synReceived]])
    #expect(truth[2].believed.left == Script.Belief(state: .synReceived, isPresumed: true))
  }

  @Test func pcapFilesOfBothResolutions() throws {
    let trace = try compile("0.000001234 --> S 0:0 -->")
    let micro = PcapWriter.file(of: trace)
    let nano = PcapWriter.file(of: trace, resolution: .nanoseconds)
    #expect(Array(micro[0..<4]) == [0xd4, 0xc3, 0xb2, 0xa1] && Array(nano[0..<4]) == [0x4d, 0x3c, 0xb2, 0xa1])
    #expect(micro.count == 24 + 16 + 54 && micro[28] == 1 && nano[28] == 0xd2 && nano[29] == 0x04)
    #expect(micro[20] == 1 && micro[32] == 54 && micro[36] == 54)
  }
}
