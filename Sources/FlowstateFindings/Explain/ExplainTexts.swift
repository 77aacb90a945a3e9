/// The explanations of findings for `flowstate explain`, built in.
public enum ExplainTexts {
  /// The Markdown page of a finding; `nil` when there is none.
  public static func page(_ id: String, _ language: Language) -> String? { pages[language.rawValue]?[id] }

  /// The ids of all findings that are explained, in order, whether a rule detects them yet or not.
  public static let ids: [String] = (pages[Language.english.rawValue] ?? [:]).keys.sorted()

  /// What a page's first heading says after the id; `nil` when there is no page.
  public static func title(_ id: String, _ language: Language) -> String? {
    guard let page = page(id, language), let line = page.split(separator: "\n").first else { return nil }
    let prefix = "# \(id): "
    return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
  }
}
