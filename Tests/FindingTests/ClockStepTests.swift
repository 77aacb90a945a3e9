import FlowstateFindings
import Testing

@Suite("When the capturing clock is set")
struct ClockStepTests {
  /// Frames before and behind a leap of a minute: a close across it, and an attempt that gets no answer.
  private let before = """
    peer C 10.0.0.9:40000 D 10.0.1.9:80 iss 5 6
    peer E 10.0.0.8:40000 F 10.0.1.8:80 iss 7 8
    C D
    0.750 --> S 0:0 -->
    0.760 <-- S. 0:0 ack 1 <--
    0.761 --> . 1:1 ack 1 -->
    0.762 --> P. 1:101 ack 1 -->
    0.772 <-- P. 1:501 ack 101 <--
    0.773 --> F. 101:101 ack 501 -->
    0.783 <-- . 501:501 ack 102 <--
    E F
    0.800 --> S 0:0 -->

    """
  private let behind = """
    C D
    62.900 <-- F. 501:501 ack 102 <--
    62.901 --> . 102:102 ack 502 -->

    """

  /// The same between the frames of the clock-step rule's first example, by whose timestamps only two seconds pass.
  private func stepped() throws -> String {
    let rule = try #require(Registry.rule("clock-step"))
    let trace = try #require(rule.examples.first { $0.isFlagged }).trace.replacing("3602.", with: "62.")
    let leap = try #require(trace.firstRange(of: "A1 B1\n62."))
    return trace[..<leap.lowerBound] + before + trace[leap.lowerBound...] + behind
  }

  @Test("a connection's times across the step tell nothing")
  func acrossTheStep() throws {
    #expect(try TraceAnalysis.findings(of: before + behind).contains { $0.id == "slow-close" })
    let findings = try TraceAnalysis.findings(of: stepped())
    #expect(findings.contains { $0.id == "clock-step" } && !findings.contains { $0.id == "slow-close" })
  }

  @Test("time that did not pass is no wait for an answer")
  func waitingAcrossTheStep() throws {
    func unanswered(_ trace: String) throws -> String? {
      try #require(try TraceAnalysis.findings(of: trace).first { $0.id == "syn-unanswered" }).kind
    }
    #expect(try unanswered(before + behind) == "single")
    #expect(try unanswered(stepped()) == "pending")
  }
}
