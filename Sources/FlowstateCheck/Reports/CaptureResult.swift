/// What came of one capture or trace.
public struct CaptureResult: Sendable {
  /// How it went.
  public enum Outcome: Sendable, Equatable {
    /// It was held against an expectation or a policy.
    case checked
    /// It has no expectation, and no policy was asked for.
    case withoutExpectation
    /// An expectation was written.
    case recorded
    /// The expectation was rewritten; whether all of it holds now.
    case updated(isComplete: Bool)
    /// The expectation cannot be read: nothing was judged.
    case badExpectation(ExpectationError)
    /// The capture, or the expectation's file, cannot be read or written; what was read was judged.
    case unreadable(String)
  }
  /// The capture or trace, as reports name it.
  public var path: String
  /// The file of the expectation, or the name of the policy; `nil` for none.
  public var expectation: String?
  /// How it went.
  public var outcome: Outcome
  /// The result of every expectation.
  public var checks: [CheckResult]

  /// What came of a capture.
  public init(path: String, expectation: String? = nil, outcome: Outcome, checks: [CheckResult] = []) {
    self.path = path
    self.expectation = expectation
    self.outcome = outcome
    self.checks = checks
  }

  /// Expectations that do not hold and are not known not to.
  public var failures: [CheckResult] { checks.filter { $0.failure != nil && $0.knownReason == nil } }
  /// Expectations that are known not to hold.
  public var known: [CheckResult] { checks.filter { $0.failure != nil && $0.knownReason != nil } }

  /// What stopped the judgement, as a sentence; `nil` when nothing did.
  public var error: String? {
    switch outcome {
    case .badExpectation(let error): error.description
    case .unreadable(let message): message
    default: nil
    }
  }

  /// Where a check stands: `FILE:LINE:COLUMN`.
  public func place(_ check: CheckResult) -> String {
    let file = expectation ?? path
    return check.position.map { "\(file):\($0.line):\($0.column)" } ?? file
  }
}

/// What came of a run.
public struct CheckSummary: Sendable {
  /// Captures and traces, in the order in which they are reported.
  public var results: [CaptureResult]
  /// Version of the program.
  public var version: String

  /// What came of a run.
  public init(results: [CaptureResult], version: String) {
    self.results = results
    self.version = version
  }

  /// Expectations judged.
  public var checks: Int { results.reduce(0) { $0 + $1.checks.count } }
  /// Expectations that do not hold.
  public var failures: Int { results.reduce(0) { $0 + $1.failures.count } }
  /// Expectations that are known not to hold.
  public var known: Int { results.reduce(0) { $0 + $1.known.count } }
  /// Entries of the list of known failures that name nothing that fails.
  public var outdated: [String] = []
  /// Captures with an outcome.
  public func count(_ test: (CaptureResult.Outcome) -> Bool) -> Int { results.count { test($0.outcome) } }
  /// Captures that could not be judged.
  public var errors: Int { results.count { $0.error != nil } }
  /// Captures whose expectations were changed.
  public var updated: Int { count { if case .updated = $0 { true } else { false } } }

  /// 0 all hold; 1 some do not, or expectations were rewritten; 2 a bad expectation; 3 an unreadable capture.
  public var status: Int32 {
    if count({ if case .unreadable = $0 { true } else { false } }) > 0 { return 3 }
    if count({ if case .badExpectation = $0 { true } else { false } }) > 0 { return 2 }
    return failures > 0 || updated > 0 ? 1 : 0
  }
}

/// Formats of the reports of a run.
public enum CheckReportFormat: String, Sendable, CaseIterable {
  case junit, tap, sarif, github, json

  /// The report as text.
  public func text(_ summary: CheckSummary) -> String {
    switch self {
    case .junit: JUnitReport.text(summary)
    case .tap: TAPReport.text(summary)
    case .sarif: SARIFReport.text(summary)
    case .github: GitHubReport.text(summary)
    case .json: JSONCheckReport.text(summary)
    }
  }
}
