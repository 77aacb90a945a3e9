import FlowstateCore

/// Asks the rules about each connection that has ended, and folds symptoms under their causes.
///
/// An ordinary connection costs one AND against the union of all triggers, and one for each rule when a bit is set.
public struct FindingEngine: Sendable {
  /// A rule with what is looked at before it is asked.
  private struct Entry: Sendable {
    var trigger: Facts
    var rule: any FindingRule.Type
    var info: RuleInfo
    var references: [String]
  }
  /// A rule over the capture with its accumulator.
  private struct CaptureEntry: Sendable {
    var trigger: Facts
    var rule: any CaptureRule
    var info: RuleInfo
    var references: [String]
  }

  private let entries: [Entry]
  private var captureEntries: [CaptureEntry]
  private let union: Facts
  private var context: RuleContext
  private var report: FindingReport
  private var isFirst = true

  /// An engine that has seen nothing.
  public init(settings: FindingSettings = FindingSettings()) {
    let wanted = Registry.rules.filter { !settings.disabled.contains($0.id) }
    entries = wanted.map {
      let info = RuleInfo($0)
      return Entry(trigger: $0.trigger, rule: $0, info: info, references: info.references.map(\.text))
    }
    captureEntries = Registry.captureRules.filter { !settings.disabled.contains($0.id) }.map {
      let info = RuleInfo($0)
      return CaptureEntry(
        trigger: $0 is any BookRule.Type ? [] : $0.trigger, rule: $0.init(), info: info,
        references: info.references.map(\.text))
    }
    union = entries.reduce(captureEntries.reduce(Facts()) { $0.union($1.trigger) }) { $0.union($1.trigger) }
    context = RuleContext(settings: settings)
    report = FindingReport()
  }

  /// Takes note that the capturing system dropped frames: from now on, what was never seen may have been dropped.
  public mutating func noteDrops() { context.settings.dropsReported = true }

  /// Appends what a connection shows to `findings`, most severe first.
  ///
  /// `now` is the capture time of the newest frame when the connection's story became final; whether something can be
  /// said never to have come is judged by it.
  public mutating func examine(
    _ story: borrowing ConnectionStory, now: Nanoseconds, into findings: inout [Finding]
  ) {
    if isFirst || story.firstTime < context.captureStart {
      context.captureStart = story.firstTime
      isFirst = false
    }
    context.book.note(story)
    let facts = story.facts.union(.always)
    guard !facts.isDisjoint(with: union) else { return }
    context.now = now
    context.outline.clear()
    context.resets.removeAll(keepingCapacity: true)
    report.findings.removeAll(keepingCapacity: true)
    ask(story, facts)
    guard !report.findings.isEmpty else { return }
    Folding.fold(&report.findings)
    deliver(into: &findings, ends: story.ends)
  }

  private mutating func ask(_ story: ConnectionStory, _ facts: Facts) {
    for entry in entries where !facts.isDisjoint(with: entry.trigger) {
      if !context.outline.isRead {
        context.outline.read(story)
        if facts.contains(.rst) { context.resets = ResetReading.read(story, context) }
      }
      report.begin(entry.info, entry.references)
      entry.rule.check(story, context, &report)
    }
    context.rejected.note(story, context.resets)
    for index in captureEntries.indices where !facts.isDisjoint(with: captureEntries[index].trigger) {
      if !context.outline.isRead { context.outline.read(story) }
      report.begin(captureEntries[index].info, captureEntries[index].references)
      captureEntries[index].rule.take(story, context, &report)
    }
  }

  /// Appends what the capture as a whole shows. Call it once, after the last connection.
  public mutating func finish(
    now: Nanoseconds, capture: CaptureFacts = CaptureFacts(), into findings: inout [Finding]
  ) {
    context.now = now
    context.capture = capture
    report.findings.removeAll(keepingCapacity: true)
    for index in captureEntries.indices {
      report.begin(captureEntries[index].info, captureEntries[index].references)
      captureEntries[index].rule.finish(context, &report)
    }
    deliver(into: &findings, ends: nil)
  }

  /// Hands over what was reported: graded as the settings say, most severe first, then in order of time.
  private mutating func deliver(into findings: inout [Finding], ends: PerSide<SocketAddress>?) {
    if !context.settings.within.isEmpty || !context.settings.ignoredWithin.isEmpty {
      let settings = context.settings
      report.findings.removeAll { !settings.wants($0, ends: ends) }
    }
    if !context.settings.regraded.isEmpty {
      for index in report.findings.indices {
        if let severity = context.settings.regraded[report.findings[index].id] {
          report.findings[index].severity = severity
        }
      }
    }
    report.findings.sort { left, right in
      if left.severity != right.severity { return left.severity > right.severity }
      if left.time != right.time { return left.time < right.time }
      return left.id < right.id
    }
    findings.append(contentsOf: report.findings)
    report.findings.removeAll(keepingCapacity: true)
  }
}
