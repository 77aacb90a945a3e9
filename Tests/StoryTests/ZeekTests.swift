import FlowstateCore
import Testing

struct ZeekExample: Sendable, CustomTestStringConvertible {
  var script: String
  var state: String
  var history: String
  var client: UInt16 = 40000
  var server: UInt16 = 80
  var testDescription: String { "\(state) \(history)" }
  init(_ script: String, _ state: String, _ history: String, client: UInt16 = 40000, server: UInt16 = 80) {
    self.script = script
    self.state = state
    self.history = history
    self.client = client
    self.server = server
  }
}

private let handshake = "C:S(100) S:SA(300,101) C:A(101,301) "
private let close = "C:FA(101,301) S:A(301,102) S:FA(301,102) C:A(102,302)"

private let elevenCopies = handshake + String(repeating: "C:PA(101,301)+50 ", count: 11)

private let zeekExamples: [ZeekExample] = [
  ZeekExample("C:S(100)", "S0", "S"),
  ZeekExample("C:S(100) C:S(100) C:S(100)", "S0", "S"),
  ZeekExample("C:S(100) S:RA(0,101)", "REJ", "Sr"),
  ZeekExample("C:S(100) C:R(101)", "RSTOS0", "SR"),
  ZeekExample("C:S(100) S:SA(300,101)", "S1", "Sh"),
  ZeekExample("C:S(100) S:SA(300,101) C:R(101)", "RSTO", "ShR"),
  ZeekExample(handshake, "S1", "ShA"),
  ZeekExample("\(handshake)\(close)", "SF", "ShAFaf"),
  ZeekExample("\(handshake)C:PA(101,301)+50 S:A(301,151) S:PA(301,151)+9 C:A(151,310)", "S1", "ShADad"),
  ZeekExample("\(handshake)C:FA(101,301) S:FA(301,102) C:A(102,302)", "SF", "ShAFf"),
  ZeekExample("\(handshake)C:FA(101,301) S:A(301,102)", "S2", "ShAFa"),
  ZeekExample("\(handshake)S:FA(301,101) C:A(101,302)", "S3", "ShAf"),
  ZeekExample("\(handshake)C:RA(101,301)", "RSTO", "ShAR"),
  ZeekExample("\(handshake)S:RA(301,101)", "RSTR", "ShAr"),
  ZeekExample("C:S(100) C:FA(101,301)", "SH", "SF"),
  ZeekExample("S:SA(300,101) S:FA(301,101)", "SHR", "^hf"),
  ZeekExample("S:SA(300,101) S:RA(301,101)", "RSTRH", "^hr"),
  ZeekExample("C:R(100)", "OTH", "R"),
  ZeekExample("S:RA(0,100)", "RSTRH", "^r"),
  ZeekExample("C:A(101,301) S:A(301,101)", "OTH", "Aa"),
  ZeekExample("S:PA(301,101)+5 C:A(101,306)", "OTH", "^dA"),
  ZeekExample("S:PA(301,101)+5 C:A(101,306)", "OTH", "Da", client: 40000, server: 50000),
  // A connection that began with a SYN-ACK, and whose receiver then answers.
  ZeekExample("S:SA(300,101) C:A(101,301)", "OTH", "^hA", client: 40000, server: 50000),
  // SYN-ACK and SYN captured in reverse order.
  ZeekExample("S:SA(300,101) C:S(100) C:A(101,301)", "S1", "Hs^A", client: 40000, server: 50000),
  ZeekExample("S:SA(300,101) C:S(777)", "OTH", "Hs", client: 40000, server: 50000),
  // Repeats, reordering, zero windows: 1st, 10th, 100th.
  ZeekExample("\(handshake)C:PA(101,301)+50 C:PA(101,301)+50", "S1", "ShADT"),
  ZeekExample(
    elevenCopies, "S1", "ShADTT"),
  ZeekExample("\(handshake)S:A(301,101)w0 S:A(301,101)w0", "S1", "ShAaw"),
  ZeekExample("\(handshake)C:PA(101,301)+50!bad S:A(301,101)", "S1", "ShADa"),
  // Bad checksums are not checked.
  ZeekExample("C:PA(101,301)+50!bad", "OTH", "D"),
  // Gaps: octets that were acknowledged but never captured.
  ZeekExample("\(handshake)C:PA(101,301)+10 C:PA(121,301)+10!hole S:A(301,131)", "S1", "ShADaG"),
  ZeekExample("\(handshake)S:A(301,151)", "S1", "ShAaG"),
  ZeekExample("\(handshake)C:PA(101,301)+10 C:PA(121,301)+10!hole C:PA(111,301)+10 S:A(301,131)", "S1", "ShADTa"),
  ZeekExample("\(handshake)C:PA(101,301)+50!cut S:A(301,151)", "S1", "ShADaG"),
  ZeekExample("\(handshake)C:FA(151,301) S:A(301,152)", "S2", "ShAFaG"),
  // What the log leaves out was in order.
  ZeekExample("\(handshake)C:PA(101,301)+50 S:A(301,151) C:PA(9101,301)+50*200 S:A(301,9151)", "S1", "ShADa"),
  // An attempt that is tried again leaves no letters; what comes long after a close is of another row.
  ZeekExample("C:S(100) S:RA(0,101) \(handshake)C:PA(101,301)+5", "S1", "ShAD"),
  ZeekExample("C:S(90) S:SA(300,91) C:R(91) \(handshake)", "S1", "ShA"),
  ZeekExample("\(handshake)\(close) S:FA(301,102)@9000", "SF", "ShAFaf"),
  ZeekExample("\(handshake)C:RA(101,301) S:PA(301,101)+5@9000", "RSTO", "ShAR"),
  ZeekExample("\(handshake)\(close) C:S(777)", "SF", "ShAFaf"),
  // Two control bits.
  ZeekExample("C:SF(100)", "SH", "Q"),
  ZeekExample("C:FR(100)", "OTH", "I"),
  // The FIN is written again when its number changes.
  ZeekExample("\(handshake)C:FA(101,301) C:FA(101,301)+5", "S2", "ShAFF"),
]

@Test("conn_state and history", arguments: zeekExamples)
func zeek(_ example: ZeekExample) {
  let story = StoryScript(example.script, client: example.client, server: example.server).completed()
  #expect(ZeekSummary.stateNames[Int(story.zeek.state)].description == example.state)
  #expect(String(decoding: story.zeek.history, as: UTF8.self) == example.history)
}

@Test func zeekOriginator() {
  #expect(StoryScript("C:S(100) S:SA(300,101)").completed().zeek.originator == .client)
  #expect(StoryScript("S:PA(301,101)+5", client: 40000, server: 80).completed().zeek.originator == .client)
  #expect(StoryScript("S:PA(301,101)+5", client: 40000, server: 50000).completed().zeek.originator == .server)
}

private let completenessExamples: [(String, UInt8)] = [
  ("C:S(100)", 1),
  ("C:S(100) S:SA(300,101)", 3),
  (handshake, 7),
  ("\(handshake)C:PA(101,301)+5", 15),
  ("\(handshake)\(close)", 23),
  ("\(handshake)C:PA(101,301)+5 \(close)", 31),
  ("C:S(100) S:RA(0,101)", 37),
  ("C:S(100) S:R(0)", 33),
  ("S:SA(300,101) C:S(100)", 2),
  ("C:F(100)", 0),
  ("C:S(100)+5", 9),
  ("C:A(101,301) C:S(100)", 4),
  ("C:S(100) C:S(200)", 1),
]

@Test("Wireshark's completeness", arguments: completenessExamples)
func completeness(_ script: String, _ mask: UInt8) {
  #expect(StoryScript(script).completed().completeness == mask)
}

@Test func cappedRepeatsCountForThoseLeftOut() {
  let data = (0..<10).map { "C:PA(\(101 + $0 * 50),301)+50" }.joined(separator: " ")
  let sixteen = [String](repeating: "C:PA(551,301)+50!again", count: 16).joined(separator: " ")
  // The next one in the log is the 100th, the one behind it the 1000th.
  let story = StoryScript("\(handshake)\(data) S:A(301,601)*3 \(sixteen) C:PA(551,301)+50*90!again")
  #expect(String(decoding: story.completed().zeek.history, as: UTF8.self) == "ShADaTTT")
  let more = StoryScript(
    "\(handshake)\(data) S:A(301,601)*3 \(sixteen) C:PA(551,301)+50*90!again C:PA(551,301)+50*900!again")
  #expect(String(decoding: more.completed().zeek.history, as: UTF8.self) == "ShADaTTTT")
}
