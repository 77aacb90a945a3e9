import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  static let capture = "Fixtures/kernel/17-accept-overflow-a.pcap"

  /// Command lines by the exit status that they must have.
  private static let statuses: [Int32: [[String]]] = [
    0: [
      ["--version"], ["--help"], ["analyze", "--help"], ["findings"], ["schema"],
      ["--generate-completion-script", "bash"], [capture],
    ],
    1: [[capture, "--fail-on", "error"]],
    2: [
      [], [capture, "--format", "xml"], [capture, "--finding", "syn-unanswerd"], [capture, "--time-wait", "-1"],
      [capture, "--no-such-option"], [capture, "--filter", "tcp port port"],
    ],
    3: [
      ["no-such-file.pcap"], ["README.md"], [capture, "no-such-file.pcap", "--fail-on", "info"],
      [capture, "--output", "/no/such/folder/report"],
    ],
  ]

  @Test(arguments: [0, 1, 2, 3] as [Int32])
  func theExitStatusTellsWhatHappened(status: Int32) throws {
    for arguments in Self.statuses[status] ?? [] {
      let outcome = try CommandRunner.run(arguments)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      if status >= 2 { #expect(!outcome.errors.isEmpty) }
    }
  }

  @Test func aMistypedFindingGetsASuggestion() throws {
    let outcome = try CommandRunner.run([Self.capture, "--finding", "syn-unanswerd"])
    #expect(outcome.errors.contains("did you mean 'syn-unanswered'"))
  }

  @Test func errorsNameFileFrameAndOffsetAndTheReportIsStillWritten() throws {
    let whole = try Data(contentsOf: CommandRunner.root.appending(path: Self.capture))
    let outcome = try CommandRunner.run(["--format", "jsonl", "-"], input: whole.dropLast(10))
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("standard input: frame 18, byte offset "))
    let last = try #require(outcome.text.split(separator: "\n").last)
    let summary = try JSONValue.parse(last.utf8)
    #expect(summary["capture"]?["frames"] == .integer(17))
  }

  @Test func aPipeGivesTheSameReportAsTheFile() throws {
    let whole = try Data(contentsOf: CommandRunner.root.appending(path: Self.capture))
    let file = try CommandRunner.run(["--format", "json", Self.capture])
    let pipe = try CommandRunner.run(["--format", "json", "-"], input: whole)
    let again = try CommandRunner.run(["--format", "json", Self.capture])
    #expect(file.output == again.output)
    #expect(pipe.text == file.text.replacing("\"path\":\"\(Self.capture)\"", with: "\"path\":\"-\""))
  }

  @Test func colorsFollowTheOptionAndTheEnvironment() throws {
    #expect(!(try CommandRunner.run([Self.capture])).text.contains("\u{1b}["))
    #expect(try CommandRunner.run([Self.capture, "--color", "always"]).text.contains("\u{1b}["))
    #expect(
      try CommandRunner.run([Self.capture, "--color", "always"], environment: ["NO_COLOR": "1"]).text.contains(
        "\u{1b}["))
  }

  @Test func theLanguageFollowsTheLocaleUnlessItIsGiven() throws {
    #expect(try CommandRunner.run([Self.capture], environment: ["LANG": "zh_CN.UTF-8"]).text.contains("三次握手"))
    let chosen = try CommandRunner.run([Self.capture, "--lang", "en"], environment: ["LANG": "zh_CN.UTF-8"])
    #expect(chosen.text.contains("three-way handshake"))
  }

  @Test func aFilterIsAccountedFor() throws {
    let outcome = try CommandRunner.run([Self.capture, "--format", "json", "--filter", "tcp[tcpflags] & tcp-syn != 0"])
    if outcome.errors.contains("libpcap") { return }  // built without it: the status is 2 and the message says so
    let capture = try JSONValue.parse(outcome.output)["capture"]
    #expect(capture?["frames"] == .integer(18))
    #expect((capture?["not_analyzed"]?["filtered"]?.double ?? 0) > 0)
  }

  @Test func aConnectionIsDrawnByIdAndByEnd() throws {
    let byID = try CommandRunner.run([Self.capture, "--connection", "1"])
    #expect(byID.text.hasPrefix("Connection #1  10.1.95.231:49407 → 10.1.95.153:443\n"))
    #expect(try CommandRunner.run([Self.capture, "--connection", "10.1.95.231:49407"]).text == byID.text)
    #expect(try CommandRunner.run([Self.capture, "--connection", "10.1.95.153"]).text.contains("Connection #"))
  }

  @Test(
    arguments: (try? FileManager.default.contentsOfDirectory(
      atPath: CommandRunner.root.appending(path: "Fixtures/kernel").path))?.filter { $0.hasSuffix(".pcap") }.sorted()
      ?? [])
  func reportsOfRealCapturesFollowTheSchema(name: String) throws {
    let schema = try Data(contentsOf: CommandRunner.root.appending(path: "Documentation/report.schema.json"))
    let validator = SchemaValidator(root: try JSONValue.parse(schema))
    let path = "Fixtures/kernel/\(name)"
    let document = try JSONValue.parse(try CommandRunner.run([path, "--format", "json"]).output)
    #expect(validator.problems(document, definition: "document") == [])
    for line in try CommandRunner.run([path, "--format", "jsonl"]).text.split(separator: "\n") {
      let value = try JSONValue.parse(line.utf8)
      guard case .string(let type)? = value["type"] else {
        Issue.record("a line without type")
        continue
      }
      #expect(validator.problems(value, definition: type + "Line") == [])
    }
  }
}
