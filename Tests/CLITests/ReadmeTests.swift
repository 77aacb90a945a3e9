import Foundation
import Testing

/// The README's examples are run, and what they print is what the README says.
@Suite struct ReadmeTests {
  private struct Example {
    var command: String
    var output: String
  }

  @Test func examplesPrintWhatTheReadmeSays() throws {
    let file = CommandRunner.root.appending(path: "README.md")
    let readme = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let examples = examples(of: readme)
    #expect(!examples.isEmpty)
    var renewed = readme
    for example in examples {
      let arguments = example.command.split(separator: " ").dropFirst().map(String.init)
      let outcome = try CommandRunner.run(arguments)
      if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        renewed = renewed.replacing(
          "$ \(example.command)\n\(example.output)```", with: "$ \(example.command)\n\(outcome.text)```")
      } else {
        #expect(outcome.text == example.output, "\(example.command); RECORD_SNAPSHOTS=1 renews the README")
      }
    }
    guard renewed != readme else { return }
    try Data(renewed.utf8).write(to: file)
    Issue.record("README.md was renewed: review it")
  }

  @Test func theIndexOfFindingsIsFresh() throws {
    let file = CommandRunner.root.appending(path: "Documentation/findings.md")
    let outcome = try CommandRunner.run(["findings", "--format", "markdown"])
    let written = (try? Data(contentsOf: file)) ?? Data()
    guard written != outcome.output else { return }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" { try outcome.output.write(to: file) }
    Issue.record("Documentation/findings.md is stale; RECORD_SNAPSHOTS=1 renews it")
  }

  /// Blocks of `console` that begin with a command of flowstate.
  private func examples(of readme: String) -> [Example] {
    var examples: [Example] = []
    for block in readme.components(separatedBy: "```console\n$ ").dropFirst() {
      let text = block.components(separatedBy: "```")[0]
      guard text.hasPrefix("flowstate "), let end = text.firstIndex(of: "\n") else { continue }
      examples.append(Example(command: String(text[..<end]), output: String(text[text.index(after: end)...])))
    }
    return examples
  }
}
