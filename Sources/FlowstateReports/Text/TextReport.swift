import FlowstateCore
import FlowstateFindings

/// How a text report looks.
public struct TextOptions: Sendable {
  /// Whether styles are written.
  public var color = false
  /// Language of all words.
  public var language = Language.english
  /// Whether every connection is listed.
  public var listsAll = false
  /// Columns to use.
  public var width = 100
  /// Columns for ladders; `nil` when their lines may be as long as they want.
  public var ladderWidth: Int?
  /// What is shown.
  public var selection = Selection()
  /// The defaults.
  public init() {}
}

/// A report for people.
///
/// Memory is bounded: counters, a few examples a finding, and copies of the connections that were asked for by name.
public struct TextReport: Report {
  /// At most so many connections are drawn.
  public static let ladderLimit = 64
  /// A connection that is to be drawn.
  struct Drawn {
    var story: ConnectionStory
    var findings: [Finding]
  }
  /// What the records are written with; the origin must be set before the first connection.
  public var context: ReportContext
  /// Counts over everything taken.
  public private(set) var totals = Totals()
  let options: TextOptions
  private let output: any ReportOutput
  private var examples: FindingExamples
  private var list: SortedSpool
  private var drawn: [Drawn] = []
  private var notDrawn: UInt64 = 0
  private var row: TextCanvas

  /// A report that goes to an output.
  public init(
    context: ReportContext, options: TextOptions, output: any ReportOutput, spool: any ReportSpool
  ) {
    self.context = context
    self.options = options
    self.output = output
    examples = FindingExamples(selection: options.selection)
    list = SortedSpool(spool)
    row = TextCanvas(color: options.color)
  }

  /// A summary shows few examples of a finding; lists, ladders and what was asked for by id show all.
  public var examplesShown: Int? {
    let isSummary = options.selection.connections.isEmpty && options.selection.findings.isEmpty && !options.listsAll
    return isSummary ? FindingExamples.few : nil
  }

  /// The one that was chosen.
  public var languages: [Language] { [options.language] }

  /// Takes a connection and what was found in it.
  public mutating func take(_ story: borrowing ConnectionStory, findings: [Finding]) {
    totals.count(story)
    for index in findings.indices {
      totals.count(id: findings[index].id, severity: findings[index].severity)
      if !findings[index].isBrief { examples.take(findings[index], ends: story.ends) }
    }
    if options.listsAll { list(story, findings: findings) }
    if !options.selection.connections.isEmpty, options.selection.names(story) { keep(story, findings: findings) }
  }

  @inline(never) private mutating func list(_ story: borrowing ConnectionStory, findings: [Finding]) {
    guard options.selection.shows(story, findings: findings) else { return }
    let words = Words(language: options.language)
    row.connectionLine(story, findings: findings, context: context, words: words)
    list.append(id: story.id, row.bytes)
    row.removeAll()
  }

  @inline(never) private mutating func keep(_ story: borrowing ConnectionStory, findings: [Finding]) {
    guard drawn.count < Self.ladderLimit else {
      notDrawn += 1
      return
    }
    drawn.append(Drawn(story: copy story, findings: findings))
  }

  /// Takes what was found over all connections, and writes the report.
  public mutating func finish(capture: CaptureSummary, findings: [Finding], listeners: [ListenerRow]) {
    for finding in findings {
      totals.count(finding)
      examples.take(finding, ends: nil)
    }
    let words = Words(language: options.language)
    var canvas = TextCanvas(color: options.color)
    if !options.selection.connections.isEmpty {
      ladders(on: &canvas, words: words)
      return
    }
    canvas.captureSection(capture, totals: totals, context: context, words: words, width: options.width)
    canvas.outcomeSection(totals, words: words)
    if options.listsAll && list.count > 0 {
      canvas.connectionHeading(words: words)
      output.write(canvas.bytes.span)
      canvas.removeAll()
      list.sort()
      for index in 0..<list.count { output.write(list.record(index).span) }
    }
    canvas.findingSection(examples, totals: totals, words: words, options: options)
    canvas.listenerSection(listeners, words: words)
    canvas.unknownSection(totals, capture: capture, words: words, width: options.width)
    output.write(canvas.bytes.span)
  }

  private mutating func ladders(on canvas: inout TextCanvas, words: Words) {
    drawn.sort { $0.story.id < $1.story.id }
    for each in drawn {
      canvas.ladder(
        each.story, findings: each.findings, context: context, words: words, width: options.ladderWidth ?? .max)
      output.write(canvas.bytes.span)
      canvas.removeAll()
    }
    if drawn.isEmpty {
      canvas.put(words("No connection of the capture has this id or end. ", "抓包中没有这样的连接。"))
      canvas.put(words("List them with --all.", "用 --all 列出全部连接。"))
      canvas.endLine()
    } else if notDrawn > 0 {
      canvas.put(
        words(
          "\(grouped(notDrawn)) more connections match; name single ones by id (--all lists them).",
          "另有 \(grouped(notDrawn)) 个连接符合条件，请用 id 指定（--all 可列出）。"), .dim)
      canvas.endLine()
    }
    output.write(canvas.bytes.span)
  }
}

/// The most telling examples of each finding: few, whatever the capture.
struct FindingExamples {
  /// A finding with the ends of its connection.
  struct Example {
    var finding: Finding
    var ends: PerSide<SocketAddress>?
  }
  private(set) var byID: [String: [Example]] = [:]
  private let selection: Selection

  init(selection: Selection) { self.selection = selection }

  /// Examples kept of one finding: more when it was asked for by id.
  var limit: Int { selection.findings.isEmpty ? Self.few : 1000 }
  /// Examples shown of a finding that was not asked for by id.
  static let few = 3

  mutating func take(_ finding: Finding, ends: PerSide<SocketAddress>?) {
    guard !finding.isBrief, selection.shows(finding) else { return }
    var kept = byID[finding.id] ?? []
    let index = kept.firstIndex { finding.rank.precedes($0.finding.rank) } ?? kept.count
    if index >= limit { return }
    kept.insert(Example(finding: finding, ends: ends), at: index)
    if kept.count > limit { kept.removeLast() }
    byID[finding.id] = kept
  }
}
