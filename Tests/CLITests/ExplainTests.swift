import FlowstateFindings
import Testing

@Suite struct ExplainTests {
  @Test("every finding is explained, with an example when it is detected", arguments: ExplainTexts.ids)
  func explained(id: String) throws {
    let outcome = try CommandRunner.run(["explain", id])
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("What you see\n"))
    if let rule = Registry.rule(id) {
      #expect(outcome.text.contains(rule.severity.name))
      guard rule.examples.contains(where: \.isFlagged) else { return }
      #expect(outcome.text.contains("\nExample: ") && outcome.text.contains("Connection #"), "\(id) has no ladder")
    } else {
      #expect(outcome.text.contains("described, but not detected yet"))
    }
  }

  @Test func inChinese() throws {
    let outcome = try CommandRunner.run(["explain", "stale-syn-reset", "--lang", "zh"])
    #expect(outcome.text.contains("现象\n") && outcome.text.contains("示例："))
    #expect(
      try CommandRunner.run(["explain", "stale-syn-reset"], environment: ["LC_ALL": "zh_CN"]).text == outcome.text)
  }

  @Test(arguments: [("sweep", "'host-sweep'"), ("syn-unanswred", "'syn-unanswered'"), ("Half_Close", "'half-close'")])
  func whatIsMistypedIsGuessed(typed: String, meant: String) throws {
    let outcome = try CommandRunner.run(["explain", typed])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("did you mean") && outcome.errors.contains(meant), "\(outcome.errors)")
  }

  @Test func whatComesCloseToNothingIsSaidToBeUnknown() throws {
    let outcome = try CommandRunner.run(["explain", "quux"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("flowstate findings lists them"))
  }
}
