import FlowstateCapture
import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Reads, decodes, analyzes and reports: the whole way of a capture, in stages that hand values on.
enum Pipeline {
  /// Runs to the end of the input, or until nobody reads the output any more.
  static func run<R: Report & ~Copyable>(
    _ plan: RunPlan, report: consuming R, output: DescriptorOutput
  ) throws(Failure) -> ExitStatus {
    let reading = Reading(ReadingStage(try open(plan), DecodingStage(plan)), analyses: max(1, plan.shards))
    var reporting = ReportingStage(plan, report: report, output: output)
    let end: (outcome: ReadingOutcome, limits: TrackerLimits) =
      if plan.shards > 0, var shards = ShardedAnalysis(plan, reading, takesBrief: reporting.sink.takesBrief) {
        shards.run(&reporting)
      } else {
        analyze(reading, plan, &reporting)
      }
    let worst = reporting.finish(end.outcome, end.limits)
    for error in end.outcome.errors { Terminal.say("flowstate: \(error)") }
    if !end.outcome.errors.isEmpty { return .unreadable }
    if let limit = plan.failOn, let worst, worst >= limit { return .found }
    return .analyzed
  }

  private static func open(_ plan: RunPlan) throws(Failure) -> CaptureReader {
    do throws(CaptureError) {
      return try CaptureReader(plan.captures, filter: plan.filter, decompressingAhead: plan.threads > 1)
    } catch {
      throw Failure(message: "\(error)", status: error.isUsage ? .usage : .unreadable)
    }
  }

  /// All on this thread.
  private static func analyze<R: Report & ~Copyable>(
    _ reading: Reading, _ plan: RunPlan, _ reporting: inout ReportingStage<R>
  ) -> (ReadingOutcome, TrackerLimits) {
    var analyzer = Analyzer(settings: plan.tracker)
    var batch = SegmentBatch()
    while reporting.isWanted, reading.next(&batch) {
      reporting.keepUp(with: batch.pace)
      batch.analyze(by: &analyzer, sink: &reporting.sink)
    }
    let outcome = reporting.isWanted ? reading.finish() : reading.cancel()
    reporting.endCapture(outcome)
    analyzer.finish(sink: &reporting.sink)
    return (outcome, analyzer.limits)
  }
}

extension CaptureSummary {
  /// What reading and decoding say of the capture.
  init(_ outcome: ReadingOutcome) {
    self.init()
    let totals = outcome.totals
    files = outcome.files.map(File.init)
    frames = totals.frames
    firstTime = totals.firstTime
    earliest = totals.firstTime.map { min($0, outcome.account.earliest) }
    latest = totals.latestTime
    tcpSegments = outcome.account.tcpSegments
    notAnalyzed = outcome.account.notAnalyzed
    firstNotAnalyzed = outcome.account.firstNotAnalyzed
    timesWentBack = totals.timeWentBack
    framesBack = totals.framesBack
    firstTimeBack = totals.firstTimeBack
    notAnalyzed[Int(NotAnalyzed.filtered.rawValue)] += totals.filtered
    if outcome.files.contains(where: { $0.drops != nil }) { dropsReported = totals.dropsReported }
  }

  /// How often limits were hit.
  mutating func noteLimits(_ limits: TrackerLimits, incompleteDatagrams: UInt64, listenersNotKept: UInt64) {
    let counts: [(String, UInt64)] = [
      ("segments_of_one_connection", limits.logLimit), ("connections", limits.tableLimit),
      ("icmp_errors", limits.icmpNotKept), ("incomplete_datagrams", incompleteDatagrams),
      ("listeners", listenersNotKept),
    ]
    limitsHit = counts.filter { $0.1 > 0 }.map { LimitHit(limit: $0.0, count: $0.1) }
  }
}

extension CaptureSummary.File {
  /// A file as the report has it.
  init(_ file: CaptureFileSummary) {
    self.init(
      path: file.path, format: file.format?.rawValue, linkTypes: file.linkTypes.map(LinkType.describe),
      resolution: file.resolution?.name, snapLength: file.snapLength ?? 0, bytes: file.bytes, frames: file.frames,
      compression: file.compression?.rawValue, error: file.error?.description)
  }
}

extension CaptureError {
  /// Whether the command line is to blame, not the input.
  var isUsage: Bool {
    switch problem {
    case .filter, .filterNotBuilt: true
    default: false
    }
  }
}
