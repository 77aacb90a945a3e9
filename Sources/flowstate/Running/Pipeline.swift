import FlowstateCapture
import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Reads, decodes, analyzes and reports: the whole way of a capture, in stages that hand values on.
enum Pipeline {
  /// Runs to the end of the input, or until nobody reads the output any more.
  static func run(_ plan: RunPlan, report: some Report, output: DescriptorOutput) throws(Failure) -> ExitStatus {
    let reading = Reading.begin(ReadingStage(try open(plan), DecodingStage(plan)), threads: plan.threads)
    var analysis = AnalysisStage(plan, report: report)
    var batch = SegmentBatch()
    var progress = Progress(isShown: plan.showsProgress)
    var isComplete = true
    while reading.next(&batch) {
      guard output.failure == nil else {
        isComplete = false
        break
      }
      analysis.analyze(batch, origin: batch.origin)
      progress.update(
        frames: batch.framesRead, connections: analysis.connections, read: batch.bytesRead, size: plan.size)
    }
    progress.finish()
    let outcome = isComplete ? reading.finish() : reading.cancel()
    let worst = analysis.finish(outcome) { limits, listenersNotKept in
      summary(outcome, limits: limits, listenersNotKept: listenersNotKept)
    }
    for error in outcome.errors { Terminal.say("flowstate: \(error)") }
    if !outcome.errors.isEmpty { return .unreadable }
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

  private static func summary(
    _ outcome: ReadingOutcome, limits: TrackerLimits, listenersNotKept: UInt64
  ) -> CaptureSummary {
    var summary = CaptureSummary(outcome)
    let counts: [(String, UInt64)] = [
      ("segments_of_one_connection", limits.logLimit), ("connections", limits.tableLimit),
      ("icmp_errors", limits.icmpNotKept), ("incomplete_datagrams", outcome.abandonedDatagrams),
      ("listeners", listenersNotKept),
    ]
    summary.limitsHit = counts.filter { $0.1 > 0 }.map { CaptureSummary.LimitHit(limit: $0.0, count: $0.1) }
    return summary
  }
}

/// Frames to segments.
struct DecodingStage: ~Copyable {
  private var decoder: FrameDecoder
  private(set) var account = FrameAccount()

  init(_ plan: RunPlan) { decoder = FrameDecoder(settings: plan.decoder) }

  var abandonedDatagrams: UInt64 { decoder.abandonedDatagrams }

  mutating func decode(_ bytes: RawSpan, _ frames: Span<CapturedFrame>, into batch: inout SegmentBatch) {
    batch.decode(bytes, frames, decoder: &decoder, account: &account)
  }
}

/// Segments to connections, findings and the report.
struct AnalysisStage<R: Report>: ~Copyable {
  private var analyzer: Analyzer
  private var watch = CaptureWatch()
  private var sink: ReportSink<R>

  init(_ plan: RunPlan, report: R) {
    analyzer = Analyzer(settings: plan.tracker)
    sink = ReportSink(report: report, settings: plan.findings)
  }

  /// The report as it is by now.
  var report: R { sink.report }

  /// Connections whose stories are told.
  var connections: UInt64 { sink.report.totals.connections }

  mutating func analyze(_ batch: SegmentBatch, origin: Nanoseconds?) {
    if let origin { sink.report.context.origin = origin }
    let segments = batch.segments.span.extracting(first: batch.count)
    watch.take(segments)
    analyzer.ingest(segments, sink: &sink)
  }

  /// Tells what is left, and ends the report; the highest severity of all findings.
  mutating func finish(_ outcome: ReadingOutcome, _ capture: (TrackerLimits, UInt64) -> CaptureSummary) -> Severity? {
    if outcome.totals.dropsReported > 0 { sink.noteDrops() }
    analyzer.finish(sink: &sink)
    sink.finish(capture: capture(analyzer.limits, sink.listeners.notKept), signs: watch.finish())
    return sink.worst
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
    notAnalyzed[Int(NotAnalyzed.filtered.rawValue)] += totals.filtered
    if outcome.files.contains(where: { $0.drops != nil }) { dropsReported = totals.dropsReported }
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
