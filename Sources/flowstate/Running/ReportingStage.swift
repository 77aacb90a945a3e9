import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Connections to findings and the report.
struct ReportingStage<R: Report & ~Copyable>: ~Copyable {
  var sink: ReportSink<R>
  private let output: DescriptorOutput
  private var progress: Progress
  private let size: UInt64?

  init(_ plan: RunPlan, report: consuming R, output: DescriptorOutput) {
    sink = ReportSink(report: report, settings: plan.findings)
    self.output = output
    progress = Progress(isShown: plan.showsProgress)
    size = plan.size
  }

  /// Whether somebody still reads the output.
  var isWanted: Bool { output.failure == nil }

  /// Notes how far reading is, and shows it.
  mutating func keepUp(with pace: Pace) {
    sink.keepUp(with: pace)
    progress.update(frames: pace.frames, connections: sink.report.totals.connections, read: pace.bytes, size: size)
  }

  /// All was read; what is left are connections that the capture's end leaves open.
  mutating func endCapture(_ outcome: ReadingOutcome) {
    progress.finish()
    sink.endCapture(outcome)
  }

  /// Nobody reads the output any more.
  mutating func leave() { progress.finish() }

  /// Ends the report; the highest severity of all findings.
  mutating func finish(_ outcome: ReadingOutcome, _ limits: TrackerLimits) -> Severity? {
    var summary = CaptureSummary(outcome)
    summary.noteLimits(
      limits, incompleteDatagrams: outcome.abandonedDatagrams, listenersNotKept: sink.listeners.notKept)
    sink.finish(capture: summary, signs: outcome.signs)
    return sink.worst
  }
}
