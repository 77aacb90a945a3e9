import FlowstateCore
import Testing

@testable import TraceScript

/// A script around some lines.
private func parse(_ lines: String) throws -> Script {
  try Script(parsing: "peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 4294967280\n" + lines)
}

@Suite struct ParserTests {
  @Test func theFigureOfTheNotationPage() throws {
    let script = try Script(
      parsing: """
        # Third ACK lost behind the capture point; the client's data proves ESTABLISHED at B.
        # RFC 9293 §3.10.7.4, fifth check
        capture  middle
        peer     A 10.0.0.1:40000   B 10.0.0.2:80   iss 1000 4294967280      # B wraps

                    A                                                  B
         0.000  SYN-SENT     -->  S  0:0   win 65535 mss 1460     -->  SYN-RECEIVED
        +0.020  ESTABLISHED  <--  S. 0:0   ack 1 win 65535        <--  SYN-RECEIVED
        +0.001  ESTABLISHED  -->  .  1:1   ack 1                  --X  SYN-RECEIVED  believed ESTABLISHED?   @a
        +0.300  ESTABLISHED  -->  P. 1:101 ack 1                  -->  ESTABLISHED                           @b

        finding third-ack-lost-behind-capture at @a proved @b
        """)
    #expect(script.story.hasSuffix("RFC 9293 §3.10.7.4, fifth check"))
    #expect(script.steps.map(\.time) == [0, 20_000_000, 21_000_000, 321_000_000])
    #expect(script.steps.map(\.path) == [.delivered, .delivered, .lostAfterCapture, .delivered])
    #expect(script.steps[0].segment?.options == [.mss(1460)])
    #expect(script.steps[1].segment?.acknowledgment == SequenceNumber(1001))
    #expect(script.steps[3].segment?.acknowledgment == SequenceNumber(4_294_967_281))
    #expect(script.steps[3].segment?.payloadLength == 100)
    #expect(script.steps[2].believed.right == Script.Belief(state: .established, isPresumed: true))
    #expect(
      script.expectations.map(\.claim) == [
        .finding(id: "third-ack-lost-behind-capture", kind: nil, marks: ["a", "b"])
      ])
  }

  @Test(arguments: [
    ("0 - --> S 0:0 --> -", Column.left, Script.Path.delivered),
    ("0 - <-- S 0:0 <-- -", .right, .delivered),
    ("0 - --X S 0:0", .left, .lostBeforeCapture),
    ("0 SYN-SENT --X S 0:0 LISTEN", .left, .lostBeforeCapture),
    ("0 S 0:0 X-- SYN-SENT", .right, .lostBeforeCapture),
    ("0 --> S 0:0 --X", .left, .lostAfterCapture),
    ("0 X-- S 0:0 <--", .right, .lostAfterCapture),
    ("0 --> S 0:0 ...", .left, .entersNetwork),
    ("0 ... S 0:0 <--", .right, .entersNetwork),
    ("0 ... S 0:0 -->", .left, .leavesNetwork),
    ("0 <-- S 0:0 ...", .right, .leavesNetwork),
    ("0 ... S 0:0 --X", .left, .lostInNetwork),
    ("0 X-- S 0:0 ...", .right, .lostInNetwork),
  ])
  func bothHalvesOfThePath(_ line: String, _ sender: Column, _ path: Script.Path) throws {
    let step = try #require(try parse(line).steps.first)
    #expect(step.sender == sender)
    #expect(step.path == path)
  }

  private static let cases: [(String, TCPFlags, UInt32, Int, UInt32)] = [
    ("S 0:0", .syn, 1000, 0, 0),
    ("S. 0 ack 1", [.syn, .ack], 1000, 0, 4_294_967_281),
    (". 1:1461 ack 17", .ack, 1001, 1460, 1),
    ("PUEW. -1:0 ack =7", [.psh, .urg, .ece, .cwr, .ack], 999, 1, 7),
    ("F. =4294967295:=1 ack 1", [.fin, .ack], 4_294_967_295, 2, 4_294_967_281),
    ("R 5:5", .rst, 1005, 0, 0),
    ("none 5:5", [], 1005, 0, 0),
    ("<SEQ=100><ACK=300><CTL=FIN,ACK>", [.fin, .ack], 100, 0, 300),
    ("<SEQ=300><ACK=100><DATA=10><CTL=ACK>", .ack, 300, 10, 100),
  ]

  @Test(arguments: cases)
  func segments(
    _ text: String, _ flags: TCPFlags, _ sequence: UInt32, _ length: Int, _ acknowledgment: UInt32
  ) throws {
    let segment = try #require(try parse("0 --> \(text) -->").steps.first?.segment)
    #expect(segment.flags == flags)
    #expect(segment.sequence.rawValue == sequence)
    #expect(segment.payloadLength == length)
    #expect(segment.acknowledgment.rawValue == acknowledgment)
  }

  @Test func optionsAndAttributes() throws {
    let segment = try #require(
      try parse(
        "0 --> P. 1:3 ack 1 win 9 mss 1400 sackOK TS val 5 ecr 6 ws 7 sack 11:21 31:41 fastopen 0102 mptcp 1 "
          + "option 19 - ttl 9 id 8 tos 3 vlan 5,6 may-fragment bad-checksum fill 2 snap 60 payload 0x6120 bare twice +0.001 -->"
      ).steps.first?.segment)
    #expect(
      segment.options == [
        .mss(1400), .sackPermitted, .timestamps(value: 5, echo: 6), .windowScale(7),
        .sack([
          TCPOptions.Block(left: SequenceNumber(4_294_967_291), right: SequenceNumber(5)),
          TCPOptions.Block(left: SequenceNumber(15), right: SequenceNumber(25)),
        ]), .fastOpen([1, 2]), .multipath(1), .other(kind: 19, []),
      ])
    #expect(segment.window == 9 && segment.hopLimit == 9 && segment.identification == 8 && segment.trafficClass == 3)
    #expect(segment.vlans == [5, 6] && segment.mayFragment && segment.checksum == .bad && segment.fill == 2)
    #expect(segment.snapLength == 60 && segment.payload == [0x61, 0x20] && segment.isBare)
    #expect(segment.capturedAgainAfter == 1_000_000)
  }

  @Test func peersMayBeMoreThanTwoAndIPv6() throws {
    let script = try Script(
      parsing: """
        peer A [2001:db8::1]:40000 ttl 61 B [2001:db8::2]:80 iss 1 2
        peer C [2001:db8::3]:50000 iss 9
          A  B
        0 --> S 0:0 -->
          C  B
        +1 --> S 0:0 -->
          A  B  iss 77 88
        +1 --> S 0:0 -->
          C  B
        +1 --> S 0:0 -->
        """)
    #expect(script.steps.compactMap { $0.segment?.sequence.rawValue } == [1, 9, 77, 9])
    #expect(script.flows.count == 3)
    #expect(script.peers[0].socket.address == IPAddress(high: 0x2001_0db8_0000_0000, low: 1))
    #expect(script.peers[0].hopLimit == 61)
    #expect(script.peers[2].socket.text == "[2001:db8::3]:50000")
    #expect(IPAddress(text: "::ffff:192.0.2.7")?.text == "::ffff:192.0.2.7")
    #expect(IPAddress(text: "::ffff:192.0.2.7") != IPAddress(text: "192.0.2.7"))
  }

  @Test func aRepeatChangesOnePeer() throws {
    let script = try Script(
      parsing: """
        peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 4294967280
        0.5 --> S 0:0 -->
        repeat 3 A address
        +0.1 SYN-SENT --> S 0:0 --> @a
        end
        finding syn-flood at @a
        """)
    #expect(script.steps.count == 4)
    #expect(
      script.steps.map { script.flows[$0.flow].peers.left }.map { script.peers[$0].socket.text }
        == ["10.0.0.1:40000", "10.0.0.1:40000", "10.0.0.2:40000", "10.0.0.3:40000"])
    #expect(Set(script.steps.compactMap { $0.segment?.sequence.rawValue }).count == 3)
    #expect(script.steps.map(\.marks) == [[], ["a"], [], []])
    #expect(script.steps.last?.time == 800_000_000)
  }

  @Test(arguments: [
    ("hello", 1, 1, "a time"),
    ("capture here", 1, 9, "middle"),
    ("peer a 10.0.0.1:1", 1, 6, "a new name"),
    ("peer LISTEN 10.0.0.1:1", 1, 6, "a new name"),
    ("peer A 10.0.0.256:1", 1, 8, "ADDRESS:PORT"),
    ("peer A [::1::2]:1", 1, 8, "ADDRESS:PORT"),
    ("peer A 10.0.0.1:1 iss x", 1, 23, "a sequence number for A"),
    ("0 --> S 0:0 -->", 1, 1, "two peers"),
    ("offer mss 1460 what", 1, 16, "a TCP option"),
    ("%\n0 --> S 0:0 --> ESTABLISHD", 3, 17, "a state"),
    ("%\n0 --> S 0:0", 3, 12, "an arrow that goes on from ‘-->’"),
    ("%\n0 --> S 0:0 <--", 3, 13, "an arrow that goes on from ‘-->’"),
    ("%\n0 --> X 0:0 -->", 3, 7, "control bits"),
    ("%\n0 --> S -->", 3, 9, "a range"),
    ("%\n0 --> S 0:70000 -->", 3, 9, "a range"),
    ("%\n0 --> S 5:4 -->", 3, 9, "a range"),
    ("%\n0 --> . 0:0 -->", 3, 13, "ack NUMBER"),
    ("%\n0 --> . 0:0 ack x -->", 3, 17, "a sequence number"),
    ("%\n0 --> S 0:0 win 65536 -->", 3, 17, "a window"),
    ("%\n0 --> S 0:0 TS val 1 -->", 3, 22, "ecr"),
    ("%\n0 --> S 0:1 payload \"ab\" -->", 3, 21, "1 octets"),
    ("%\n0 --> S 0:1 payload \"ab -->", 3, 28, "‘\"’"),
    ("%\n0 --> S 0:0 vlan 5000 -->", 3, 18, "VLAN"),
    ("%\n0 --> P. 1:101 ack 1 fragment 20 -->", 3, 31, "that 8 divides"),
    ("%\n0 <-- icmp 3 quoting S 0:0 <--", 3, 14, "an ICMP code"),
    ("%\n0 <-- icmp 3 1 S 0:0 <--", 3, 16, "quoting SEGMENT"),
    ("%\n0 <-- icmp 3 1 from B quoting S 0:0 <--", 3, 21, "an address"),
    ("%\n0 <-- icmp 3 1 quoting icmp 3 1 <--", 3, 24, "a segment"),
    ("%\n0 --> <SEQ=1><CTL=SIN> -->", 3, 7, "<SEQ="),
    ("%\n0 --> copy @a -->", 3, 15, "a mark of a line above, not @a"),
    ("%\n1.0000000001 --> S 0:0 -->", 3, 1, "a time in seconds"),
    ("%\n+-1 --> S 0:0 -->", 3, 1, "a time in seconds"),
    ("%\n0 LISTEN frob", 3, 10, "an arrow"),
    ("%\n0 --> S 0:0 --> @a\n0 --> S 0:0 --> @a", 4, 17, "a mark that is not used yet"),
    ("%\n0 --> S 0:0 --> believed FOO", 3, 26, "a state, with ?"),
    ("%\n0 - LISTEN believed CLOSED", 3, 21, "the name of the peer"),
    ("%\nfinding Not-This", 3, 9, "an identifier"),
    ("%\nfinding x at a", 3, 14, "a mark of the figure"),
    ("%\nfinding x at @a", 3, 14, "a mark of the figure"),
    ("%\nno syn-flood", 3, 4, "‘finding’"),
    ("%\nonly bad", 3, 6, "info, notice"),
    ("%\nhandshake two-way", 3, 11, "none, three-way"),
    ("%\nclose well", 3, 7, "open, none"),
    ("%\nconnections many", 3, 13, "a number of connections"),
    ("%\nA A", 3, 3, "another peer"),
    ("%\nA B iss 1", 3, 10, "a sequence number for the right peer"),
    ("%\nrepeat 0 A port", 3, 8, "a number of rounds"),
    ("%\nrepeat 2 A mood", 3, 12, "address or port"),
    ("%\nrepeat 2 A port\nrepeat 2 A port", 4, 1, "‘end’ of the repeat before"),
    ("%\nrepeat 2 A port", 3, 1, "‘end’ of the repeat in line 3"),
    ("end", 1, 4, "no ‘end’"),
  ])
  func errorsNameThePlaceAndWhatWasExpected(_ text: String, _ line: Int, _ column: Int, _ expected: String) throws {
    // `%` stands for two declared peers, on two lines.
    let text = text.replacing("%", with: "peer A 10.0.0.1:40000\npeer B 10.0.0.2:80")
    let error = try #require(throws: ScriptError.self) { _ = try Script(parsing: text) }
    #expect((error.line, error.column) == (line, column), "\(error)")
    #expect(error.expected.contains(expected), "\(error)")
  }

  @Test func everyPrefixOfAScriptEitherParsesOrSaysWhere() throws {
    let text = """
      # x
      capture near-client
      peer A 10.0.0.1:40000 ttl 61 B [::1]:80 iss 1000 4294967280
      offer mss 1460 sackOK TS ws 7
      0.000 CLOSED LISTEN
      +0.5 SYN-SENT --> S 0:5 payload "a (b" --X believed CLOSED? @a
      repeat 2 A port
      +0.5 <-- <SEQ=1><DATA><CTL=SYN,ACK> ... (remark)
      end
      finding x kind y at @a proved @a
      only warning
      """
    for end in text.indices {
      do { _ = try Script(parsing: String(text[..<end])) } catch { #expect(error.line >= 1 && error.column >= 1) }
    }
  }
}
