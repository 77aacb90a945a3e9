import FlowstateFindings
import Testing

/// One example of one rule.
struct ExampleCase: Sendable, CustomTestStringConvertible {
  var id: String
  var example: Example
  var testDescription: String { "\(id): \(example.name)" }

  static let all = Registry.all.flatMap { rule in rule.examples.map { ExampleCase(id: rule.id, example: $0) } }
}

@Suite("Examples of the rules")
struct ExampleTests {
  @Test("is told, or not told", arguments: ExampleCase.all)
  func example(_ test: ExampleCase) throws {
    let findings = try TraceAnalysis.findings(of: test.example.trace)
    let told = findings.map { "\($0.id)\($0.kind.map { "/" + $0 } ?? "") \($0.severity.name)" }
    let mine = findings.filter { $0.id == test.id }
    guard test.example.isFlagged else {
      #expect(mine.isEmpty, "\(told)")
      return
    }
    let hit = mine.first { test.example.kind == nil || $0.kind == test.example.kind }
    let finding = try #require(hit, "\(told)")
    #expect(!finding.frames.isEmpty)
    #expect(finding.frames == finding.frames.sorted())
    #expect(!finding.summary.english.isEmpty && !finding.summary.chinese.isEmpty)
    #expect(finding.displayFilter.hasPrefix("frame.number"))
  }
}
