/// JUnit XML as Jenkins' schema has it, which GitLab, CircleCI, Azure and others read: a suite a capture, a case an
/// expectation.
enum JUnitReport {
  static func text(_ summary: CheckSummary) -> String {
    let errors = summary.errors
    let skipped = summary.count { $0 == .withoutExpectation }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"flowstate check\" tests=\"\(summary.checks + errors + skipped)\""
    text += " failures=\"\(summary.failures)\" errors=\"\(errors)\">\n"
    for result in summary.results { text += suite(result) }
    return text + "</testsuites>\n"
  }

  private static func suite(_ result: CaptureResult) -> String {
    let isSkipped = result.outcome == .withoutExpectation
    let extra = (result.error == nil ? 0 : 1) + (isSkipped ? 1 : 0)
    let name = XMLText.escaped(result.path)
    var text = "  <testsuite name=\"\(name)\" tests=\"\(result.checks.count + extra)\""
    text += " failures=\"\(result.failures.count)\" errors=\"\(result.error == nil ? 0 : 1)\""
    text += " skipped=\"\(result.known.count + (isSkipped ? 1 : 0))\">\n"
    for check in result.checks {
      text += "    <testcase name=\"\(XMLText.escaped(check.name))\" classname=\"\(name)\""
      guard let failure = check.failure else {
        text += "/>\n"
        continue
      }
      if let reason = check.knownReason {
        text += ">\n      <skipped message=\"known to fail: \(XMLText.escaped(reason))\"/>\n    </testcase>\n"
        continue
      }
      let message = "expected \(failure.expected), found \(failure.found)"
      let body =
        (["\(result.place(check)): \(check.name)", "expected  \(failure.expected)", "found     \(failure.found)"]
        + failure.ladder).joined(separator: "\n")
      text += ">\n      <failure message=\"\(XMLText.escaped(message))\" type=\"\(check.kind.rawValue)\">"
      text += "\(XMLText.escaped(body, inContent: true))</failure>\n    </testcase>\n"
    }
    if let error = result.error {
      text += "    <testcase name=\"can be judged\" classname=\"\(name)\">\n"
      text += "      <error message=\"\(XMLText.escaped(error))\" type=\"error\"/>\n    </testcase>\n"
    }
    if isSkipped {
      text += "    <testcase name=\"has an expectation\" classname=\"\(name)\">\n      <skipped/>\n    </testcase>\n"
    }
    return text + "  </testsuite>\n"
  }
}

/// Text in XML 1.0.
enum XMLText {
  /// Text as an attribute's value or as content; characters that XML cannot hold become "?".
  static func escaped(_ text: String, inContent: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += inContent ? "\n" : "&#10;"
      case "\t": result += inContent ? "\t" : "&#9;"
      case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value & 0xfffe == 0xfffe:
        result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
