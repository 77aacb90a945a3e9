import ArgumentParser
import FlowstateReports

/// Analyzes captures: what `flowstate CAPTURE…` does.
struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyzes captures (the default; 'flowstate CAPTURE' means 'flowstate analyze CAPTURE').",
    discussion: ExitStatus.help)

  @OptionGroup(title: "Input") var read: ReadOptions
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(title: "Work") var work: ThreadOptions
  @OptionGroup(title: "What the analysis takes for granted") var settings: SettingOptions

  func run() throws {
    var plan = try RunPlan(read: read, settings: settings, report: report)
    plan.threads = work.count
    let output = try DescriptorOutput(path: plan.output)
    let spool = FileSpool()
    let context = ReportContext(version: Flowstate.version, settings: plan.settings, filter: plan.filter)
    let selection = plan.text.selection
    let status: ExitStatus
    switch plan.format {
    case .text:
      let report = TextReport(context: context, options: plan.text, output: output, spool: spool)
      status = try Pipeline.run(plan, report: report, output: output)
    case .json:
      let report = JSONDocumentReport(context: context, selection: selection, output: output, spool: spool)
      status = try Pipeline.run(plan, report: report, output: output)
    case .jsonl:
      let report = JSONLinesReport(context: context, selection: selection, output: output)
      status = try Pipeline.run(plan, report: report, output: output)
    }
    if let failure = spool.failure { throw Failure(message: failure, status: .unreadable) }
    try output.finish()
    if status != .analyzed { throw ExitCode(status.rawValue) }
  }
}
