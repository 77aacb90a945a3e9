import FoundationEssentials

/// A type that declares a finding, as the sources name it.
struct RuleDeclaration: Equatable {
  /// Name of the type.
  var name: String
  /// Whether it is a rule over the whole capture.
  var isCaptureRule: Bool
}

/// Reads the sources of the rules as text.
enum RuleReader {
  /// The Swift files below a folder, in order of path.
  static func files(below folder: String, suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) }.sorted()
      .map { folder + "/" + $0 }
  }

  /// The rules that are declared in a file.
  static func declarations(in source: String) -> [RuleDeclaration] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count >= 3, words[0] == "enum" || words[0] == "struct", words[1].hasSuffix(":") else { return nil }
      switch words[2] {
      case "FindingRule": return RuleDeclaration(name: String(words[1].dropLast()), isCaptureRule: false)
      case "CaptureRule", "BookRule": return RuleDeclaration(name: String(words[1].dropLast()), isCaptureRule: true)
      default: return nil
      }
    }
  }
}
