import FlowstateCore
import Testing
import TraceScript

@testable import FlowstateFindings

@Suite("Findings in brief") struct BriefTests {
  /// Text that nobody will read is not made.
  @Test func onlyTheFirstByRankAreTold() {
    var report = FindingReport(rules: [RuleHead(SYNUnanswered.self)], examples: 2)
    report.begin(0)
    var made = 0
    func text() -> String {
      made += 1
      return "text"
    }
    var told: [Bool] = []
    for (frame, severity) in [(30, Severity.info), (20, .info), (40, .info), (10, .info), (50, .error), (60, .info)] {
      report.findings.removeAll()
      report.add(
        frames: [UInt64(frame)], time: 0, severity: severity, confidence: .certain, about: .capture, connections: [],
        en: text(), zh: "文")
      report.noteRanks()
      told.append(!report.findings[0].isBrief)
    }
    #expect(told == [true, true, false, true, true, false])
    #expect(made == 4)
  }

  /// The same things are found, and what is told in full is what stands first.
  @Test func countsAreTheSame() throws {
    let text = """
      peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      0.000 --> S 0:0 -->
      0.020 <-- R. 0:0 ack 1 <--
      """
    let full = try TraceAnalysis.findings(of: text)
    let brief = try TraceAnalysis.findings(of: text, examples: 0)
    #expect(!full.isEmpty)
    #expect(full.map(\.id) == brief.map(\.id) && full.map(\.severity) == brief.map(\.severity))
    #expect(full.allSatisfy { !$0.isBrief && !$0.summary.english.isEmpty })
    #expect(brief.contains { $0.isBrief && $0.summary.english.isEmpty && $0.frames.isEmpty })
  }
}
