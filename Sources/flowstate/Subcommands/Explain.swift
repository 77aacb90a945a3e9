import ArgumentParser
import FlowstateFindings
import FlowstateReports

/// Tells what a finding means and what to do.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what a finding means, how to confirm it and what to do, with an example.")

  @Argument(
    help: ArgumentHelp("The finding, as reports name it.", valueName: "id"), completion: .list(FindingCatalogue.ids))
  var id: String

  @Option(help: "Language of the text: en or zh. The default follows the locale.")
  var lang: Language?

  @Option(help: ArgumentHelp("Colour the text (NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    guard let rule = Registry.rule(id) else {
      throw ValidationError("no finding is called '\(id)'\(FindingCatalogue.suggestion(for: id))")
    }
    let language = lang ?? Terminal.language
    let width = Terminal.isTerminal(1) ? Terminal.width : 100
    let output = try DescriptorOutput(path: nil)
    var canvas = TextCanvas(color: color.resolved)
    canvas.explanation(of: rule, language: language, width: width)
    for example in rule.examples where example.isFlagged {
      guard let drawn = ExampleTrace.draw(example, of: rule.id, language: language, color: canvas.color, width: width)
      else { continue }
      canvas.endLine()
      canvas.put(language == .english ? "Example: \(example.name)" : "示例：\(example.name)", .bold)
      canvas.endLine()
      canvas.endLine()
      output.write(canvas.bytes)
      output.write(drawn)
      canvas.removeAll()
      break
    }
    output.write(canvas.bytes)
    try output.finish()
  }
}
