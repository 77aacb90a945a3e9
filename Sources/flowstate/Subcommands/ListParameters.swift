import ArgumentParser
import FlowstateFindings
import FlowstateReports

/// Lists the numbers that decide what an analysis says.
struct ListParameters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "Lists every parameter of the analysis with its default.",
    discussion: """
      Set them with --set NAME=VALUE, with an option of the same name, or in a configuration file:

        flowstate parameters --format json > flowstate.json
        flowstate trace.pcap --config flowstate.json

      A configuration file can also switch findings off, re-grade them, and limit them to addresses:

        {
          "parameters": {"time_wait": 120},
          "ignore": ["keepalive", "syn-refused@192.0.2.0/24"],
          "grade": {"half-close": "info"},
          "within": ["10.0.0.0/8"]
        }
      """)

  /// Formats of the list.
  enum ListFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "text for people, or json: a configuration file with the defaults.")
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
      canvas.parameters(language: lang ?? Terminal.language, width: Terminal.isTerminal(1) ? Terminal.width : 100)
      output.write(canvas.bytes.span)
    case .json:
      var text = "{\n  \"parameters\": {\n"
      text += Parameter.all.map { "    \"\($0.name)\": \($0.text(of: $0.value(in: AnalysisSettings())))" }
        .joined(separator: ",\n")
      text += "\n  },\n  \"ignore\": [],\n  \"grade\": {},\n  \"within\": []\n}\n"
      output.write(Array(text.utf8).span)
    }
    try output.finish()
  }
}
