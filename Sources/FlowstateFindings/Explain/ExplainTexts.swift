/// The explanations of findings for `flowstate explain`, built in.
public enum ExplainTexts {
  /// The Markdown page of a finding; `nil` when there is none.
  public static func page(_ id: String, _ language: Language) -> String? { pages[language.rawValue]?[id] }
}
