import FlowstateCore
import FlowstateFindings

/// One JSON object a line: connections as their stories end, then findings of no single connection, then the summary.
public struct JSONLinesReport: Report, ~Copyable {
  /// What the records are written with; the origin must be set before the first connection.
  public var context: ReportContext
  /// Counts over everything taken.
  public private(set) var totals = Totals()
  private let selection: Selection
  private let output: any ReportOutput
  private var writer = JSONWriter()

  /// A report that goes to an output.
  public init(context: ReportContext, selection: Selection, output: any ReportOutput) {
    self.context = context
    self.selection = selection
    self.output = output
  }

  /// The contract's texts are English.
  public var languages: [Language] { [.english] }

  /// Takes a connection and what was found in it.
  public mutating func take(_ story: borrowing ConnectionStory, findings: [Finding]) {
    totals.count(story)
    for index in findings.indices { totals.count(id: findings[index].id, severity: findings[index].severity) }
    guard selection.shows(story, findings: findings) else { return }
    let shown = selection.showsEveryFinding ? findings : findings.filter(selection.shows)
    writer.connection(story, findings: shown, context: context, typed: true)
    writer.endLine()
    if writer.count >= 1 << 16 { flush() }
  }

  /// Takes what was found over all connections, and ends the report.
  public mutating func finish(capture: CaptureSummary, findings: [Finding], listeners: [ListenerRow]) {
    for finding in findings {
      totals.count(finding)
      guard selection.shows(finding) else { continue }
      writer.finding(finding, context: context, typed: true)
      writer.endLine()
    }
    writer.beginObject()
    writer.key("type")
    writer.word("summary")
    writer.heading(context)
    writer.listeners(listeners, context: context)
    writer.capture(capture)
    writer.summary(totals)
    writer.endObject()
    writer.endLine()
    flush()
  }

  /// Hands over what was written so far.
  public mutating func flush() {
    writer.handOver(to: output)
  }
}
