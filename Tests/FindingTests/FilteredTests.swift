import FlowstateFindings
import Testing

@Suite("A capture that a filter made")
struct FilteredTests {
  /// A SYN-ACK that nobody answers, and that is not repeated.
  private let silent = """
    peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 5000
    peer C 10.0.0.3:40001 D 10.0.0.2:443 iss 1000 5000
    A B
    0.000 --> S 0:0 -->
    0.020 <-- S. 0:0 ack 1 <--
    C D
    60.00 --> S 0:0 -->
    60.02 <-- S. 0:0 ack 1 <--

    """

  private func severity(_ trace: String) throws -> Severity {
    let all = try TraceAnalysis.findings(of: trace).filter { $0.id == "third-ack-never-seen" }
    return try #require(all.first { $0.kind == "server-silent" }).severity
  }

  @Test("without a bare ACK anywhere, a missing one tells little")
  func withoutACKs() throws {
    #expect(try severity(silent + "60.10 --> F. 1:1 ack 1 -->") == .info)
  }

  @Test("with one, of whatever connection and however late, it does")
  func withACKs() throws {
    #expect(try severity(silent + "60.10 --> . 1:1 ack 1 -->") == .notice)
  }

  @Test("an echo of a timestamp that was not captured is no invention")
  func echo() throws {
    let trace = """
      peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460 TS
      A B
      0.000 --> S 0:0 TS val 1000 ecr 0 -->
      0.020 <-- S. 0:0 ack 1 TS val 5000 ecr 1000 <--
      9.000 --> F. 101:101 ack 501 TS val 10000 ecr 13000 -->
      9.020 <-- F. 501:501 ack 102 TS val 14020 ecr 10000 <--
      """
    func isTold(_ trace: String) throws -> Bool {
      try TraceAnalysis.findings(of: trace).contains { $0.id == "timestamp-echo-invalid" }
    }
    #expect(try !isTold(trace))
    let more = trace.replacing("9.000 -->", with: "0.030 --> . 1:1 ack 1 TS val 1030 ecr 5000 -->\n9.000 -->")
    #expect(try isTold(more.replacing("ecr 13000", with: "ecr 90000")))
  }
}
