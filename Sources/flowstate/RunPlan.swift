import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// What the options mean, once all of them are known.
struct RunPlan {
  var captures: [String]
  var filter: String?
  var settings: AnalysisSettings
  var decoder: DecoderSettings
  var format: Format
  var output: String?
  var failOn: Severity?
  var text: TextOptions
  /// Of tracking and inference.
  var tracker: TrackerSettings {
    var tracker = settings.tracker
    tracker.comparesTools = format != .text
    return tracker
  }
  /// Of findings.
  var findings: FindingSettings { settings.findings }
  /// Octets of all inputs; `nil` when one has no size.
  var size: UInt64?
  var showsProgress: Bool
  /// Threads to use.
  var threads = 1
  /// Threads that share tracking and inference; 0: all is done on one thread. Reading and reporting, on a thread each,
  /// together are work for the one that is left.
  var shards: Int { min(max(0, threads - 1), FlowShare.parts) }

  /// Resolves what was typed against the terminal and the environment.
  init(read: ReadOptions, settings options: SettingOptions, report: ReportOptions) throws(Failure) {
    captures = read.captures
    filter = read.filter
    settings = try options.settings()
    decoder = DecoderSettings()
    decoder.separateVLANs = options.separate.vlans
    decoder.separateTunnels = options.separate.tunnels
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
    text.width = min(report.width ?? (toTerminal ? Terminal.width : 100), 120)
    text.ladderWidth = report.width ?? (toTerminal ? Terminal.width : nil)
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
