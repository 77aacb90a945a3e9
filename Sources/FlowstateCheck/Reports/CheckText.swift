import FlowstateReports

/// What came of a run, for people: failures in full, then one line that sums up.
public enum CheckText {
  /// The text. `listsAll` names what holds, too.
  public static func text(_ summary: CheckSummary, listsAll: Bool, color: Bool) -> [UInt8] {
    var canvas = TextCanvas(color: color)
    for result in summary.results { canvas.capture(result, listsAll: listsAll) }
    canvas.summary(summary)
    return canvas.bytes
  }
}

extension TextCanvas {
  fileprivate mutating func capture(_ result: CaptureResult, listsAll: Bool) {
    switch result.outcome {
    case .recorded:
      line("recorded", .green, " \(result.expectation ?? "")")
    case .updated(let isComplete):
      line("updated", .yellow, " \(result.expectation ?? "")")
      if !isComplete { detail("what could not be put right by new values in their places:") }
    case .withoutExpectation:
      if listsAll { line("skipped", .dim, " \(result.path): no expectation") }
    case .badExpectation, .unreadable:
      line("ERROR", .red, " \(result.path)")
      detail(result.error ?? "")
    case .checked:
      if result.failures.isEmpty {
        if listsAll { line("ok", .green, " \(result.path)  (\(result.checks.count))") }
      } else {
        line("FAIL", .red, " \(result.path)")
      }
    }
    if listsAll, case .checked = result.outcome {
      for check in result.checks where check.failure == nil { detail("ok   \(check.name)") }
    }
    for check in result.failures { failure(check, of: result) }
    if listsAll {
      for check in result.known { detail("known to fail: \(check.name): \(check.knownReason ?? "")") }
    }
  }

  private mutating func line(_ word: String, _ style: Style, _ text: String) {
    put(word, style)
    put(text)
    endLine()
  }

  private mutating func detail(_ text: String) {
    pad(to: 2)
    put(text)
    endLine()
  }

  private mutating func failure(_ check: CheckResult, of result: CaptureResult) {
    guard let failure = check.failure else { return }
    endLine()
    pad(to: 2)
    put(result.place(check), .cyan)
    put(": ")
    put(check.name, .bold)
    endLine()
    pad(to: 4)
    put("expected  ", .dim)
    wrap(failure.expected, width: 116, .green)
    endLine()
    pad(to: 4)
    put("found     ", .dim)
    wrap(failure.found, width: 116, .red)
    endLine()
    for row in failure.ladder {
      pad(to: 4)
      put(row)
      endLine()
    }
    endLine()
  }

  fileprivate mutating func summary(_ summary: CheckSummary) {
    for entry in summary.outdated {
      line("holds now", .yellow, " \(entry): take it off the list of known failures")
    }
    let words = Self.words(summary)
    put(words, summary.status == 0 ? .green : .red)
    endLine()
  }

  private static func words(_ summary: CheckSummary) -> String {
    func several(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
    let failures = summary.failures
    let judged = summary.count { if case .checked = $0 { true } else { false } }
    var text = "\(several(judged, "capture", "captures")), \(several(summary.checks, "expectation", "expectations")): "
    if failures == 0 && summary.known > 0 {
      text += "\(summary.checks - summary.known) hold"
    } else if failures == 0 {
      text += summary.checks == 0 ? "nothing to judge" : "all hold"
    } else {
      text += "\(summary.checks - failures - summary.known) hold, \(failures) \(failures == 1 ? "does" : "do") not"
    }
    if summary.known > 0 { text += ", \(summary.known) \(summary.known == 1 ? "is" : "are") known not to" }
    let recorded = summary.count { $0 == .recorded }
    let without = summary.count { $0 == .withoutExpectation }
    if recorded > 0 { text += "; \(several(recorded, "expectation", "expectations")) recorded" }
    if summary.updated > 0 {
      text += "; \(several(summary.updated, "expectation", "expectations")) updated: review the changes and run again"
    }
    if without > 0 { text += "; \(several(without, "capture", "captures")) without expectation" }
    if summary.errors > 0 { text += "; \(summary.errors) could not be judged" }
    return text
  }
}
