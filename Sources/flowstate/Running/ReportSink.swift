import FlowstateCapture
import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Takes finished connections, has them examined, and hands both to the report.
struct ReportSink<R: Report & ~Copyable>: StorySink, ~Copyable {
  var report: R
  /// The highest severity found.
  private(set) var worst: Severity?
  private(set) var listeners = ListenerTable()
  private var engine: FindingEngine
  private var found: [Finding] = []

  init(report: consuming R, settings: FindingSettings) {
    engine = FindingEngine(
      settings: settings, examples: report.examplesShown, languages: report.languages)
    self.report = report
  }

  /// A report that shows few examples shows no ordinary connection.
  var takesBrief: Bool { report.examplesShown != nil }

  /// Takes note of what reading showed so far, before the connections that end by it.
  mutating func keepUp(with pace: Pace) {
    if let origin = pace.origin { report.context.origin = origin }
    engine.note(pace.clockSteps)
    engine.note(plainFrom: pace.plainFrom)
  }

  mutating func take(_ story: inout ConnectionStory) { examine(story) }

  @inline(__always)
  private mutating func examine(_ story: borrowing ConnectionStory) {
    found.clear()
    engine.examine(story, now: story.settledAt, into: &found)
    for index in found.indices { note(found[index].severity) }
    listeners.count(story)
    report.take(story, findings: found)
  }

  /// All was read: what is left are connections that the capture's end leaves open. Where the capturing system dropped
  /// frames, what was never seen may have been dropped.
  mutating func endCapture(_ outcome: ReadingOutcome) {
    engine.note(outcome.signs.known)
    engine.note(plainFrom: outcome.signs.plainFrom)
    if outcome.totals.dropsReported > 0 { engine.noteDrops() }
  }

  /// The capture is over.
  mutating func finish(capture: CaptureSummary, signs: CaptureSigns) {
    found.clear()
    engine.finish(now: capture.latest ?? 0, capture: CaptureFacts(capture, signs), into: &found)
    for finding in found { note(finding.severity) }
    report.finish(capture: capture, findings: found, listeners: listeners.sorted)
  }

  private mutating func note(_ severity: Severity) { worst = max(worst ?? severity, severity) }
}

extension CaptureFacts {
  /// What the reading of a capture showed.
  init(_ capture: CaptureSummary, _ signs: CaptureSigns) {
    self.init()
    self.signs = signs
    frames = capture.frames
    timesWentBack = capture.timesWentBack
    framesBack = capture.framesBack
    firstTimeBack = capture.firstTimeBack ?? 0
    dropsReported = capture.dropsReported
    notAnalyzed = capture.notAnalyzed
    firstNotAnalyzed = capture.firstNotAnalyzed
    firstTime = capture.firstTime ?? 0
  }
}
