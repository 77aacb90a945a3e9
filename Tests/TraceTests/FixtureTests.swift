import Testing

/// Every trace is compiled, analyzed and held against its states and expectations.
///
/// A trace that fails belongs here until the analyzer is right; `known-open.txt` names those that may fail, and why. One
/// that is listed there and holds is reported as a warning, as is an expected finding that no rule makes yet.
@Suite struct FixtureTests {
  @Test(arguments: FixtureFiles.scripts)
  func statesHold(_ path: String) throws {
    let comparison = try FixtureComparison(FixtureFiles.text(of: path))
    judge(comparison.stateFailures(), path, "states")
  }

  @Test(arguments: FixtureFiles.scripts)
  func expectationsHold(_ path: String) throws {
    let comparison = try FixtureComparison(FixtureFiles.text(of: path))
    judge(comparison.expectationFailures(), path, "findings")
    for id in comparison.rulesMissing { Issue.record("\(path): no rule makes \(id) yet", severity: .warning) }
  }

  private func judge(_ failures: [String], _ path: String, _ part: String) {
    guard let reason = FixtureFiles.knownOpen["\(part) \(path)"] else {
      for failure in failures { Issue.record("\(path) \(failure)") }
      return
    }
    if failures.isEmpty {
      Issue.record("\(path) holds now: take it off Fixtures/known-open.txt (\(reason))", severity: .warning)
    }
  }
}
