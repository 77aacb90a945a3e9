import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// What the options mean, once all of them are known.
struct RunPlan {
  var captures: [String]
  var filter: String?
  var tracker: TrackerSettings
  var decoder: DecoderSettings
  var findings: FindingSettings
  var format: Format
  var output: String?
  var failOn: Severity?
  var text: TextOptions
  /// Octets of all inputs; `nil` when one has no size.
  var size: UInt64?
  var showsProgress: Bool

  /// Resolves what was typed against the terminal and the environment.
  init(read: ReadOptions, tracker options: TrackerOptions, report: ReportOptions) {
    captures = read.captures
    filter = read.filter
    tracker = options.settings
    decoder = DecoderSettings()
    decoder.separateVLANs = options.separate.vlans
    decoder.separateTunnels = options.separate.tunnels
    findings = FindingSettings()
    findings.timeWait = tracker.timeWait
    findings.finWait2 = tracker.finWait2
    findings.longIdle = tracker.longIdle
    format = report.format
    output = report.output
    failOn = report.failOn
    text = TextOptions()
    text.listsAll = report.all
    text.language = report.lang ?? Terminal.language
    text.selection.connections = report.connection.map(\.selector)
    text.selection.findings = Set(report.finding)
    text.selection.severity = report.severity
    let toTerminal = (report.output == nil || report.output == "-") && Terminal.isTerminal(1)
    text.width = toTerminal ? Terminal.width : 100
    text.color =
      switch report.color {
      case .always: true
      case .never: false
      case .auto: toTerminal && !Terminal.refusesColor
      }
    size = InputSize.total(of: read.captures)
    // A report that scrolls by on the same terminal is progress enough.
    showsProgress = Terminal.isTerminal(2) && !(toTerminal && report.format == .jsonl)
  }
}

extension TrackerOptions {
  /// The settings that the options mean.
  var settings: TrackerSettings {
    var settings = TrackerSettings()
    settings.timeWait = timeWait.nanoseconds
    settings.finWait2 = finWait2.nanoseconds
    settings.duplicateWindow = duplicateWindow.nanoseconds
    settings.decide = decide.nanoseconds
    settings.attemptRetention = attemptRetention.nanoseconds
    settings.closedRetention = closedRetention.nanoseconds
    settings.idleRetention = idleRetention.nanoseconds
    settings.longIdle = longIdle.nanoseconds
    settings.logLimit = logLimit
    settings.separateVLANs = separate.vlans
    settings.separateTunnels = separate.tunnels
    return settings
  }
}
