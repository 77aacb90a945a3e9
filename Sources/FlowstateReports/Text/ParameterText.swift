import FlowstateFindings

extension TextCanvas {
  /// Writes every parameter with its default and what it decides.
  public mutating func parameters(language: Language, width: Int) {
    let words = Words(language: language)
    let defaults = AnalysisSettings()
    let nameEnd = 2 + (Parameter.all.map { "\($0.name)".count }.max() ?? 0)
    put(words("name", "名称"), .dim)
    put(words("default", "默认值"), endingAt: nameEnd + 10, .dim)
    endLine()
    for parameter in Parameter.all {
      put("\(parameter.name)", .bold)
      put(parameter.text(of: parameter.value(in: defaults)), endingAt: nameEnd + 10)
      switch parameter.unit {
      case .seconds: put(" s", .dim)
      case .perMille: put(" ‰", .dim)
      case .count: break
      }
      pad(to: nameEnd + 14)
      wrap(parameter.meaning[language], width: width, .dim)
      endLine()
    }
  }
}
