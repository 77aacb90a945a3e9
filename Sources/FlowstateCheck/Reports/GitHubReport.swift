/// Workflow commands that GitHub Actions shows as annotations at the lines of the expectations.
enum GitHubReport {
  static func text(_ summary: CheckSummary) -> String {
    var text = ""
    for result in summary.results {
      for check in result.failures {
        guard let failure = check.failure else { continue }
        let file = result.expectation.flatMap { $0.hasPrefix("policy ") ? nil : $0 } ?? result.path
        let message =
          (["expected \(failure.expected)", "found \(failure.found)"] + failure.ladder).joined(separator: "\n")
        text += command(
          file, file == result.path && result.expectation != nil ? nil : check.position,
          title: check.name, message)
      }
      if let error = result.error {
        var position: TextPosition?
        var file = result.path
        if case .badExpectation(let bad) = result.outcome { (position, file) = (bad.position, bad.file) }
        text += command(file, position, title: "cannot be judged", error)
      }
    }
    return text
  }

  private static func command(
    _ file: String, _ position: TextPosition?, title: String, _ message: String
  ) -> String {
    var properties = "file=\(property(file))"
    if let position { properties += ",line=\(position.line),col=\(position.column)" }
    return "::error \(properties),title=\(property(title))::\(data(message))\n"
  }

  private static func data(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case "\r\n": result += "%0D%0A"
      default: result.append(character)
      }
    }
  }

  private static func property(_ text: String) -> String {
    data(text).reduce(into: "") { result, character in
      switch character {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.append(character)
      }
    }
  }
}
