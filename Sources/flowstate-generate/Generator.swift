import FoundationEssentials

/// Writes the sources that follow from others: the list of rules, and the explanations.
enum Generator {
  /// How to write them anew.
  static let command = "swift run flowstate-generate"

  /// Generated files by path, relative to the package.
  static func files(package: String) throws -> [(path: String, text: String)] {
    let findings = package + "/Sources/FlowstateFindings"
    return [
      ("Sources/FlowstateFindings/Mechanism/Registry+Generated.swift", try registry(findings + "/Rules")),
      ("Sources/FlowstateFindings/Explain/ExplainTexts+Generated.swift", try explanations(findings + "/Explain")),
    ]
  }

  private static let header = """
    // Written by `\(command)`. Do not edit.
    // swift-format-ignore-file

    """

  private static func registry(_ folder: String) throws -> String {
    var rules: [String] = []
    var captureRules: [String] = []
    for path in try RuleReader.files(below: folder, suffix: ".swift") {
      for rule in RuleReader.declarations(in: try String(contentsOfFile: path, encoding: .utf8)) {
        if rule.isCaptureRule { captureRules.append(rule.name) } else { rules.append(rule.name) }
      }
    }
    func list(_ names: [String]) -> String { names.map { "    \($0).self,\n" }.joined() }
    return header + """
      extension Registry {
        /// Rules over one connection.
        static let rules: [any FindingRule.Type] = [
      \(list(rules))  ]
        /// Rules over the whole capture.
        static let captureRules: [any CaptureRule.Type] = [
      \(list(captureRules))  ]
      }

      """
  }

  private static func explanations(_ folder: String) throws -> String {
    var text =
      header + """
        extension ExplainTexts {
          /// Markdown by language and id.
          static let pages: [String: [String: String]] = [

        """
    for language in ["en", "zh"] {
      text += "    \"\(language)\": [\n"
      for path in try RuleReader.files(below: folder + "/" + language, suffix: ".md") {
        let id = path.split(separator: "/").last.map { $0.dropLast(3) } ?? ""
        text += "      \"\(id)\": \(literal(try String(contentsOfFile: path, encoding: .utf8))),\n"
      }
      text += "    ],\n"
    }
    return text.replacing("[\n    ]", with: "[:]") + "  ]\n}\n"
  }

  /// A string literal that needs no escapes.
  private static func literal(_ text: String) -> String {
    var pounds = "#"
    while text.contains("\"\"\"" + pounds) || text.contains("\\" + pounds) { pounds += "#" }
    return pounds + "\"\"\"\n" + text + (text.hasSuffix("\n") ? "" : "\n") + "\"\"\"" + pounds
  }
}
