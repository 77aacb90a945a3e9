import ArgumentParser
import FlowstateCheck
import FlowstateReports
import Glibc

/// Holds captures against what is expected of them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks captures against what is expected of them.",
    discussion: """
      NAME.pcap is held against NAME.expect.json beside it; NAME.trace carries its own expectations.
      Directories are searched, captures without an expectation are left out or held to a policy.

        flowstate check Captures --record          write an expectation for each capture that has none
        flowstate check Captures                   check them
        flowstate check Captures --update          rewrite expectations that do not hold any more
        flowstate check --policy default day.pcap  check a capture without an expectation
        flowstate check Captures --report junit=report.xml --report github

      EXIT STATUS
        0  every expectation holds
        1  some do not, or --update has rewritten some
        2  the command line or an expectation makes no sense
        3  a capture could not be read (3 wins over 2, and 2 over 1)
      """)

  @Argument(
    help: ArgumentHelp("Captures, traces and directories of them.", valueName: "path"), completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "What captures without an expectation must keep to: default, strict, or a file like an expectation.",
      valueName: "default|strict|file"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "Write a report: junit, tap, sarif, github or json, to standard output or to =FILE; can be repeated.",
      valueName: "format[=file]"))
  var report: [ReportTarget] = []

  @Option(
    help: ArgumentHelp(
      "Write an expectation for each capture that has none: complete, or minimal (handshake, close, final states, ids of findings).",
      discussion: "--record alone means complete.", valueName: "complete|minimal"))
  var record: RecordStyle?

  @Flag(help: "Rewrite expectations that do not hold, and end with status 1 when there were any.")
  var update = false

  @Option(
    help: ArgumentHelp(
      "A list of what is known to fail, 'PATH: REASON' a line: it is told, and counts for nothing.", valueName: "file"),
    completion: .file())
  var knownFailures: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Captures at a time; the default is one a processor.", valueName: "count"))
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Name what holds, too.")
  var verbose = false

  @Option(help: ArgumentHelp("Colour the text (NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto

  @OptionGroup(title: "What the analysis takes for granted") var settings: SettingOptions

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs is from 1 to 1024") }
    if report.count(where: { $0.file == nil }) > 1 {
      throw ValidationError("two reports cannot both go to standard output; give one of them =FILE")
    }
    if record != nil && (update || policy != nil) {
      throw ValidationError("--record writes new expectations; it does not go with --update or --policy")
    }
  }

  func run() throws {
    let run = CheckRun(
      examiner: try Examiner(settings), policy: try policy.map { try Self.read(policy: $0) },
      record: record, updates: update)
    let targets = try CheckTarget.find(paths)
    let known = try knownFailures.map { try Self.read(knownFailures: $0) }
    var results = Workers.map(targets.count, jobs: jobs ?? Workers.available) { run.result(of: targets[$0]) }
    let outdated = known?.mark(&results) ?? []
    var summary = CheckSummary(results: results, version: Flowstate.version)
    summary.outdated = outdated
    for report in report {
      let output = try DescriptorOutput(path: report.file)
      output.write(Array(report.format.text(summary).utf8).span)
      try output.finish()
    }
    // A report on standard output must be alone there.
    let takesOutput = report.contains { $0.file == nil || $0.file == "-" }
    let colors = takesOutput ? color == .always : color.resolved
    let text = CheckText.text(summary, listsAll: verbose, color: colors)
    if let problem = Descriptor.write(text, to: takesOutput ? STDERR_FILENO : STDOUT_FILENO), problem != EPIPE {
      throw Failure(
        message: "the result could not be written: \(Descriptor.reason(problem))", status: .unreadable)
    }
    if summary.status != 0 { throw ExitCode(summary.status) }
  }

  private static func read(knownFailures path: String) throws -> KnownFailures {
    do {
      return try KnownFailures(String(decoding: try Files.read(path), as: UTF8.self), file: path)
    } catch let error as ExpectationError {
      throw Failure(message: "\(error)", status: .usage)
    }
  }

  private static func read(policy name: String) throws -> Expectation {
    do {
      if let known = Policy(rawValue: name) { return try known.expectation() }
      guard Files.exists(name) else {
        let names = Policy.allCases.map(\.rawValue)
        throw Failure(
          message:
            "no policy is called '\(name)', and there is no such file\(Suggestion.sentence(for: name, among: names))",
          status: .usage)
      }
      return try Expectation(try Files.read(name), file: name)
    } catch let error as ExpectationError {
      throw Failure(message: "\(error)", status: .usage)
    }
  }
}

extension RecordStyle: ExpressibleByArgument {
  /// What can be typed.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// Arguments in which `--record` has a value: what stands behind it may be the first path.
  static func completing(_ arguments: [String]) -> [String] {
    guard arguments.first == "check" else { return arguments }
    return arguments.indices.map { index in
      guard arguments[index] == "--record" else { return arguments[index] }
      let next = index + 1 < arguments.count ? arguments[index + 1] : ""
      return RecordStyle(rawValue: next) == nil ? "--record=complete" : "--record"
    }
  }
}

/// A report as typed: `junit`, `junit=report.xml`.
struct ReportTarget: ExpressibleByArgument {
  var format: CheckReportFormat
  /// `nil` for standard output.
  var file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let format = CheckReportFormat(rawValue: String(first)) else { return nil }
    self.format = format
    if parts.count == 2 {
      guard !parts[1].isEmpty else { return nil }
      file = parts[1] == "-" ? nil : String(parts[1])
    }
  }

  static var allValueStrings: [String] { CheckReportFormat.allCases.map(\.rawValue) }
}
