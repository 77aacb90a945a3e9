import Foundation
import TestSupport
import Testing

@Suite struct SettingTests {
  private static let capture = CommandLineTests.capture

  /// Runs with a configuration file.
  private func run(_ configuration: String, _ arguments: [String] = []) throws -> CommandRunner.Outcome {
    let file = FileManager.default.temporaryDirectory.appending(path: "flowstate-\(UUID().uuidString).json")
    try Data(configuration.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try CommandRunner.run([Self.capture, "--config", file.path, "--format", "json"] + arguments)
  }

  @Test func theListedDefaultsAreAConfigurationFileThatChangesNothing() throws {
    let defaults = try CommandRunner.run(["parameters", "--format", "json"])
    let plain = try CommandRunner.run([Self.capture, "--format", "json"])
    #expect(try run(defaults.text).text == plain.text)
  }

  @Test func optionsWinOverTheFileAndTheReportSaysWhatWasUsed() throws {
    let outcome = try run(
      #"{"parameters": {"horizon": 5.25, "time_wait": 100, "log_limit": 20}, "grade": {"half-close": "error"}}"#,
      ["--time-wait", "30", "--set", "zero-window-stall=2", "--within", "10.1.0.0/16", "--ignore", "keepalive@::/0"])
    let settings = try JSONValue.parse(outcome.output)["settings"]
    #expect(settings?["horizon"]?.double == 5.25)
    #expect(settings?["time_wait"]?.double == 30)
    #expect(settings?["log_limit"] == .integer(20))
    #expect(settings?["zero_window_stall"]?.double == 2)
    #expect(settings?["grade"] == .object(["half-close": .string("error")]))
    #expect(settings?["within"] == .array([.string("10.1.0.0/16")]))
    #expect(settings?["ignore"] == .array([.string("keepalive@::/0")]))
  }

  @Test(arguments: [
    (["--ignore", "accept-queue-overflow"], false), (["--ignore", "accept-queue-overflow@10.1.95.0/24"], false),
    (["--ignore", "accept-queue-overflow@10.2.0.0/16"], true), (["--within", "10.1.95.231"], true),
    (["--within", "192.0.2.0/24"], false), (["--within", "192.0.2.0/24", "--within", "10.0.0.0/8"], true),
  ])
  func findingsAreLimited(arguments: [String], isTold: Bool) throws {
    let outcome = try CommandRunner.run([Self.capture, "--format", "json"] + arguments)
    let findings = try JSONValue.parse(outcome.output)["summary"]?["findings"]
    #expect((findings?["accept-queue-overflow"] != nil) == isTold)
  }

  @Test func aFindingIsGradedAnew() throws {
    let arguments = [Self.capture, "--fail-on", "error"]
    #expect(try CommandRunner.run(arguments).status == 1)
    #expect(try CommandRunner.run(arguments + ["--grade", "accept-queue-overflow=notice"]).status == 0)
  }

  @Test(arguments: [
    (#"{"parameters": {"horizn": 5}}"#, ":1:17: no parameter is called 'horizn'"),
    ("{\n \"grade\": {\n  \"half-close\": \"bad\"}}", ":3:3: the severity of half-close is one of"),
    ("{\n\"ignore\": [\"half-clos\"]}", ":2:12: no finding is called 'half-clos'; did you mean 'half-close'?"),
    (#"{"within": ["10.0.0.0/40"]}"#, "'10.0.0.0/40' is no block of addresses"),
    (#"{"parameters": {"horizon": "5"}}"#, "horizon is a number from 0"),
    (#"{"parameters": {"log_limit": 1}}"#, "log_limit is a number from 16 to 1000000"),
    (#"{"horizon": 5}"#, "'horizon' is not known"), (#"{"within": {}}"#, "must be a list"), ("", ":1:1: "),
    ("[]", "must be an object"), (#"{"ignore": [1]}"#, "holds strings"),
  ])
  func mistakesInTheFileAreNamed(configuration: String, message: String) throws {
    let outcome = try run(configuration)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test(arguments: [
    ["--set", "horizon"], ["--set", "horizon=x"], ["--set", "no=1"], ["--ignore", "no-such"],
    ["--grade", "half-close"],
    ["--within", "10.0.0.0/33"], ["--log-limit", "3"], ["--width", "3"], ["--config", "no-such-file"],
  ])
  func mistakesOnTheCommandLineAreUsageErrors(arguments: [String]) throws {
    let outcome = try CommandRunner.run([Self.capture] + arguments)
    #expect(outcome.status == 2)
    #expect(!outcome.errors.isEmpty)
  }
}
