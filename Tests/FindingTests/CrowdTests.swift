import FlowstateFindings
import Testing

@Suite("What is one of many, or told already")
struct CrowdTests {
  private func scan(_ count: Int, answer: String) -> String {
    """
    peer A 10.1.0.1:40000 B 10.0.0.2:1000 iss 1000 5000
    offer mss 1460
    A B
    repeat \(count) B port
    +0.004 --> S 0:0 -->
    \(answer)
    end
    peer C 10.1.0.9:40000 D 10.0.0.9:80
    C D
    +10.0 --> S 0:0 -->
    +0.02 <-- R. =0:=0 ack 1 <--
    """
  }

  private func detail(_ finding: Finding, _ name: String) -> DetailValue? {
    finding.details.first { $0.name == name }?.value
  }

  @Test("a scan of more ports than probes are kept is counted whole")
  func largeScan() throws {
    let findings = try TraceAnalysis.findings(of: scan(700, answer: "+0.001 <-- R. =0:=0 ack 1 <--"))
    let scan = try #require(findings.first { $0.id == "port-scan" })
    #expect(scan.summary.english.contains("700 ports of one host"))
    #expect(scan.frameCount == 700 && scan.frames.count == Finding.frameLimit)
    #expect(detail(scan, "ports") == .integer(700) && detail(scan, "refused") == .integer(700))
    #expect(detail(scan, "all_probes") == .integer(700) && detail(scan, "hosts") == .integer(1))
  }

  @Test("a sweep over more hosts than probes are kept is counted whole, about")
  func largeSweep() throws {
    let trace = scan(700, answer: "").replacing("B port", with: "B address")
    let sweep = try #require(try TraceAnalysis.findings(of: trace).first { $0.id == "host-sweep" })
    guard case .integer(let hosts) = detail(sweep, "hosts") else { return #expect(Bool(false)) }
    #expect((600...800).contains(hosts) && sweep.summary.english.contains("about \(hosts) hosts"))
    #expect(detail(sweep, "unanswered") == .integer(700) && sweep.frameCount == 700)
  }

  @Test("the ports of a scan are told until it is known for one", arguments: [nil, 3])
  func portsOfScan(examples: Int?) throws {
    let answer = "+0.001 <-- R. =0:=0 ack 1 <--"
    let findings = try TraceAnalysis.findings(of: scan(40, answer: answer), examples: examples)
    let refused = findings.filter { $0.id == "syn-refused" }
    // And the connection that has nothing to do with it.
    #expect(refused.count == 41 && refused.count { $0.severity == .notice } == 15)
    #expect(refused.count { detail($0, "one_of_many") == .text("ports") } == (examples == nil ? 26 : 0))
  }

  @Test("so are attempts that are repeated in vain")
  func unanswered() throws {
    let trace = scan(40, answer: "+0.001 --> copy @s -->").replacing("S 0:0 -->\n+0.001", with: "S 0:0 --> @s\n+0.001")
    let told = try TraceAnalysis.findings(of: trace).filter { $0.id == "syn-unanswered" }
    #expect(told.count == 40)
    #expect(told.count { $0.severity > .info } <= 14)
  }

  @Test("failures at different hosts and ports are no crowd")
  func noCrowd() throws {
    var trace = ""
    for number in 0..<30 {
      trace += "peer A\(number) 10.1.0.1:\(40_000 + number) B\(number) 10.0.\(number).2:\(80 + number) iss 1000 5000\n"
    }
    for number in 0..<30 { trace += "A\(number) B\(number)\n+0.1 --> S 0:0 -->\n+0.02 <-- R. =0:=0 ack 1 <--\n" }
    let refused = try TraceAnalysis.findings(of: trace).filter { $0.id == "syn-refused" }
    #expect(refused.count == 30 && refused.allSatisfy { $0.severity == .notice })
  }

  @Test("a hundred vain attempts at a listener are enough")
  func attempts() throws {
    let trace = scan(160, answer: "+0.001 <-- S. 0:0 ack 1 <--").replacing("B port", with: "A address")
    let silent = try TraceAnalysis.findings(of: trace + "\n+0.1 --> . 1:1 ack 1 -->").filter {
      $0.id == "third-ack-never-seen"
    }
    #expect(silent.count == 160)
    #expect(silent.count { detail($0, "one_of_many") != nil || $0.severity == .info } >= 60)
  }

  @Test("what is found on both sides of a translator is told once")
  func twins() throws {
    let trace = """
      peer A 10.0.0.1:40000 B 192.0.2.2:80 iss 700000 900000
      peer C 198.51.100.1:61000 D 192.0.2.2:80 iss 700000 900000
      offer mss 1460
      A B
      0.000  --> S 0:0 -->
      C D
      0.0001 --> S 0:0 -->
      0.0200 <-- S. 0:0 ack 1 <--
      A B
      0.0201 <-- S. 0:0 ack 1 <--
      0.0205 --> . 1:1 ack 1 -->
      C D
      0.0206 --> . 1:1 ack 1 -->
      A B
      1.0000 --> P. 1:101 ack 1 -->
      C D
      1.0001 --> P. 1:101 ack 1 -->
      1.0200 <-- . 1:1 ack 101 <--
      1.5000 <-- R. 1:1 ack 101 <--
      A B
      1.0201 <-- . 1:1 ack 101 <--
      1.5001 <-- R. 1:1 ack 101 <--
      """
    let aborts = try TraceAnalysis.findings(of: trace).filter { $0.id == "rst-abort" }
    #expect(aborts.count == 2)
    let told = try #require(aborts.first { $0.severity == .notice })
    let other = try #require(aborts.first { $0.severity == .info })
    let id = try #require(told.connections.first)
    #expect(detail(other, "twin") == .integer(Int64(id)) && detail(told, "twin") == nil)
  }
}
