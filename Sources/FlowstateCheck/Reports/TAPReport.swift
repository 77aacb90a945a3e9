/// The Test Anything Protocol, version 14: a test point an expectation, with a YAML block where it does not hold.
enum TAPReport {
  static func text(_ summary: CheckSummary) -> String {
    var lines: [String] = []
    var number = 0
    for result in summary.results {
      for check in result.checks {
        number += 1
        let name = escaped("\(result.path): \(check.name)")
        guard let failure = check.failure else {
          lines.append("ok \(number) - \(name)")
          continue
        }
        let todo = check.knownReason.map { " # TODO \(escaped($0))" } ?? ""
        lines.append("not ok \(number) - \(name)\(todo)")
        lines += ["  ---", "  message: \(JSONText.quoted("expected \(failure.expected), found \(failure.found)"))"]
        lines += [
          "  severity: fail", "  kind: \(check.kind.rawValue)", "  at: \(JSONText.quoted(result.place(check)))",
        ]
        if !failure.ladder.isEmpty { lines += ["  ladder: |"] + failure.ladder.map { "    |\($0)" } }
        lines.append("  ...")
      }
      if let error = result.error {
        number += 1
        lines.append("not ok \(number) - \(escaped(result.path)): can be judged")
        lines += ["  ---", "  message: \(JSONText.quoted(error))", "  severity: error", "  ..."]
      }
      if result.outcome == .withoutExpectation {
        number += 1
        lines.append("ok \(number) - \(escaped(result.path)) # SKIP no expectation")
      }
    }
    return (["TAP version 14", "1..\(number)"] + lines).joined(separator: "\n") + "\n"
  }

  /// A description: `#` would begin a directive, and a backslash an escape.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "#": result += "\\#"
      case "\\": result += "\\\\"
      case "\n", "\r": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
