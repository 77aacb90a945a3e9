import ArgumentParser
import FlowstateFindings
import FlowstateReports

/// Lists what flowstate can find.
struct ListFindings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "Lists every finding with its severity and what it means.")

  /// Formats of the list.
  enum ListFormat: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Option(help: "text for people, json, or markdown (the index in the documentation).")
  var format: ListFormat = .text

  @Option(help: "Language of the text: en or zh. The default follows the locale.")
  var lang: Language?

  @Option(help: ArgumentHelp("Colour the text (NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    let output = try DescriptorOutput(path: nil)
    switch format {
    case .text:
      var canvas = TextCanvas(color: color.resolved)
      canvas.catalogue(language: lang ?? Terminal.language)
      output.write(canvas.bytes.span)
    case .markdown:
      var canvas = TextCanvas(color: false)
      canvas.catalogueIndex(language: lang ?? .english)
      output.write(canvas.bytes.span)
    case .json:
      var writer = JSONWriter()
      writer.catalogue()
      writer.handOver(to: output)
    }
    try output.finish()
  }
}

extension ColorChoice {
  /// Whether to colour what goes to standard output.
  var resolved: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: Terminal.isTerminal(1) && !Terminal.refusesColor
    }
  }
}
