import ArgumentParser
import FlowstateReports

/// Prints the JSON Schema of reports.
struct PrintSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema (draft 2020-12) of --format json and jsonl.")

  func run() throws { print(reportSchema, terminator: "") }
}
