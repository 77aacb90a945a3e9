import FlowstateCore
import FlowstateFindings

/// One JSON document, connections by id. They wait on a spool, so that memory does not grow with their records.
public struct JSONDocumentReport: Report, ~Copyable {
  /// What the records are written with; the origin must be set before the first connection.
  public var context: ReportContext
  /// Counts over everything taken.
  public private(set) var totals = Totals()
  private let selection: Selection
  private let output: any ReportOutput
  private var spool: SortedSpool
  private var writer = JSONWriter()

  /// A report that goes to an output.
  public init(context: ReportContext, selection: Selection, output: any ReportOutput, spool: any ReportSpool) {
    self.context = context
    self.selection = selection
    self.output = output
    self.spool = SortedSpool(spool)
  }

  /// The contract's texts are English.
  public var languages: [Language] { [.english] }

  /// Takes a connection and what was found in it.
  public mutating func take(_ story: borrowing ConnectionStory, findings: [Finding]) {
    totals.count(story)
    for index in findings.indices { totals.count(id: findings[index].id, severity: findings[index].severity) }
    guard selection.shows(story, findings: findings) else { return }
    let shown = selection.showsEveryFinding ? findings : findings.filter(selection.shows)
    writer.connection(story, findings: shown, context: context, typed: false)
    spool.append(id: story.id, writer.bytes)
    writer.removeAll()
  }

  /// Takes what was found over all connections, and writes the report.
  public mutating func finish(capture: CaptureSummary, findings: [Finding], listeners: [ListenerRow]) {
    for finding in findings { totals.count(finding) }
    writer.beginObject()
    writer.heading(context)
    writer.capture(capture)
    writer.summary(totals)
    writer.listeners(listeners, context: context)
    writer.key("findings")
    writer.beginArray()
    for finding in findings where selection.shows(finding) { writer.finding(finding, context: context, typed: false) }
    writer.endArray()
    writer.key("connections")
    writer.beginArray()
    spool.sort()
    for index in 0..<spool.count {
      writer.rawLine(spool.record(index))
      if writer.count >= 1 << 16 { writer.handOver(to: output) }
    }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    writer.handOver(to: output)
  }
}
