import ArgumentParser
import FlowstateFindings

/// How to report, as typed.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text for people, json for one document, jsonl for one object a line (flowstate schema describes both)."))
  var format: Format = .text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to a file.", valueName: "file"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "End with status 1 when there is a finding of this severity or above.", valueName: "severity"))
  var failOn: Severity?

  @Flag(help: "List every connection on a line of its own.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Draw a connection, segment by segment; can be repeated.",
      discussion: "By id (the number of its first frame), or every connection with an end IP:PORT or IP.",
      valueName: "id|ip:port"))
  var connection: [SelectorOption] = []

  @Option(
    help: ArgumentHelp("Show only findings with this id; can be repeated.", valueName: "id"),
    completion: .custom { _, _, _ in FindingCatalogue.ids })
  var finding: [String] = []

  @Option(
    help: ArgumentHelp("Show only findings of this severity or above.", valueName: "severity"))
  var severity: Severity?

  @Option(
    help: ArgumentHelp(
      "Columns of the text report. The default is the terminal's width; without a terminal ladders are not wrapped.",
      valueName: "columns"))
  var width: Int?

  @Option(help: ArgumentHelp("Colour the text report (NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto

  @Option(help: ArgumentHelp("Language of the text report: en or zh. The default follows the locale."))
  var lang: Language?

  func validate() throws {
    if let width, !(40...1000).contains(width) { throw ValidationError("--width must be from 40 to 1000") }
    for id in finding where !FindingCatalogue.ids.contains(id) {
      throw ValidationError(FindingCatalogue.unknown(id))
    }
  }
}

/// Formats of a report.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text, json, jsonl
}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

extension Severity: ExpressibleByArgument {
  /// The value as typed.
  public init?(argument: String) {
    guard let severity = Severity.allCases.first(where: { $0.name == argument }) else { return nil }
    self = severity
  }
  /// What can be typed.
  public static var allValueStrings: [String] { allCases.map(\.name) }
  /// As typed.
  public var defaultValueDescription: String { name }
}

extension Language: ExpressibleByArgument {
  /// The value as typed.
  public init?(argument: String) { self.init(rawValue: argument) }
  /// What can be typed.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
  /// As typed.
  public var defaultValueDescription: String { rawValue }
}
