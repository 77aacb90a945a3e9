import FlowstateCheck
import FlowstateCore
import TraceScript

/// Checks one target after another: what `flowstate check` does with each.
struct CheckRun: Sendable {
  /// Analyzes.
  var examiner: Examiner
  /// For captures without an expectation; `nil` for none.
  var policy: Expectation?
  /// Write expectations of captures that have none.
  var record: RecordStyle?
  /// Rewrite expectations that do not hold.
  var updates: Bool

  /// What comes of a target.
  func result(of target: CheckTarget) -> CaptureResult {
    do throws(Failure) {
      switch target.kind {
      case .trace: return try trace(target)
      case .capture: return try capture(target)
      }
    } catch {
      return CaptureResult(path: target.path, outcome: .unreadable(error.message))
    }
  }

  private func trace(_ target: CheckTarget) throws(Failure) -> CaptureResult {
    let text = String(decoding: try Files.read(target.path), as: UTF8.self)
    do throws(ScriptError) {
      let compiled = try CompiledScript(text)
      let checks = TraceComparison.run(compiled, examiner.examine(compiled.frames))
      return CaptureResult(path: target.path, expectation: target.path, outcome: .checked, checks: checks)
    } catch {
      let found = error.found.isEmpty ? "the end of the line" : "‘\(error.found)’"
      let bad = ExpectationError(
        file: target.path, position: TextPosition(line: error.line, column: error.column),
        message: "expected \(error.expected), found \(found)")
      return CaptureResult(path: target.path, expectation: target.path, outcome: .badExpectation(bad))
    }
  }

  private func capture(_ target: CheckTarget) throws(Failure) -> CaptureResult {
    guard Files.exists(target.expectation) else { return try plain(target) }
    let bytes = try Files.read(target.expectation)
    do throws(ExpectationError) {
      let expectation = try Expectation(bytes, file: target.expectation)
      let examined = examiner.examine(path: target.path)
      let checks = Comparison.run(expectation, examined)
      var result = CaptureResult(
        path: target.path, expectation: target.expectation, outcome: .checked, checks: checks)
      if let problem = examined.problems.first {
        result.outcome = .unreadable(problem)
      } else if updates, !result.failures.isEmpty {
        result = updated(result, bytes, expectation, examined)
      }
      return result
    } catch {
      return CaptureResult(path: target.path, expectation: target.expectation, outcome: .badExpectation(error))
    }
  }

  /// A capture without an expectation of its own.
  private func plain(_ target: CheckTarget) throws(Failure) -> CaptureResult {
    guard record != nil || policy != nil else {
      if target.isNamed && Files.exists(target.path) {
        let error = ExpectationError(
          file: target.path, position: nil,
          message: "there is no \(target.expectation); write one, --record it, or ask for a --policy")
        return CaptureResult(path: target.path, outcome: .badExpectation(error))
      }
      if target.isNamed { throw Failure(message: "\(target.path): there is no such file", status: .unreadable) }
      return CaptureResult(path: target.path, outcome: .withoutExpectation)
    }
    let examined = examiner.examine(path: target.path)
    if let problem = examined.problems.first { return CaptureResult(path: target.path, outcome: .unreadable(problem)) }
    if let record {
      try Files.write(Array(Recorder.record(examined, style: record).utf8), to: target.expectation)
      return CaptureResult(path: target.path, expectation: target.expectation, outcome: .recorded)
    }
    guard let policy else { return CaptureResult(path: target.path, outcome: .withoutExpectation) }
    return CaptureResult(
      path: target.path, expectation: policy.file, outcome: .checked, checks: Comparison.run(policy, examined))
  }

  private func updated(
    _ result: CaptureResult, _ bytes: [UInt8], _ expectation: Expectation, _ examined: Examined
  ) -> CaptureResult {
    var result = result
    let update = Updater.update(bytes, expectation, result.checks, examined)
    do throws(Failure) {
      if update.text != bytes { try Files.write(update.text, to: target(result)) }
      let left = update.isComplete ? nil : try? Expectation(update.text, file: expectation.file)
      result.outcome = update.text == bytes ? .checked : .updated(isComplete: update.isComplete)
      if let left {
        result.checks = Comparison.run(left, examined)
      } else if update.isComplete {
        result.checks = []
      }
    } catch {
      result.outcome = .unreadable(error.message)
    }
    return result
  }

  private func target(_ result: CaptureResult) -> String { result.expectation ?? result.path }
}
