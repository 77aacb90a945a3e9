import ArgumentParser
import FlowstateFindings
import FlowstateReports

/// Tells what a finding means and what to do.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what a finding means, how to confirm it and what to do, with an example.")

  @Argument(
    help: ArgumentHelp("The finding, as reports name it.", valueName: "id"),
    completion: .custom { _, _, _ in FindingCatalogue.explained })
  var id: String

  @Option(help: "Language of the text: en or zh. The default follows the locale.")
  var lang: Language?

  @Option(help: ArgumentHelp("Colour the text (NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    guard FindingCatalogue.explained.contains(id) else {
      throw ValidationError(FindingCatalogue.unknown(id, among: FindingCatalogue.explained))
    }
    let language = lang ?? Terminal.language
    let width = Terminal.isTerminal(1) ? min(Terminal.width, 100) : 100
    let output = try DescriptorOutput(path: nil)
    var canvas = TextCanvas(color: color.resolved)
    canvas.explanation(of: id, language: language, width: width)
    if let example = Registry.rule(id)?.examples.first(where: \.isFlagged),
      let drawn = ExampleTrace.draw(
        example, of: id, language: language, color: canvas.color,
        width: Terminal.isTerminal(1) ? Terminal.width : .max)
    {
      canvas.endLine()
      canvas.put(language == .english ? "Example: " : "示例：", .bold)
      canvas.put(example.name, .bold)
      canvas.endLine()
      canvas.endLine()
      output.write(canvas.bytes.span)
      canvas.removeAll()
      output.write(drawn.span)
    }
    output.write(canvas.bytes.span)
    try output.finish()
  }
}
