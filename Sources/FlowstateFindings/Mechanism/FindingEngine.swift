import FlowstateCore

/// Asks the rules about each connection that has ended, and folds symptoms under their causes.
///
/// An ordinary connection costs one AND against the union of all triggers, and one for each rule when a bit is set.
///
/// Not copyable: to ask rules, which only read the engine's context, would copy it.
public struct FindingEngine: ~Copyable, Sendable {
  private let rules: [any FindingRule.Type]
  /// Rules over the capture with their accumulators.
  private var captureRules: [any CaptureRule]
  /// The triggers of both, in their order: side by side, so that passing over a rule touches nothing else of it.
  private let triggers: [Facts]
  private let captureTriggers: [Facts]
  private let union: Facts
  /// Rules that rest on a span of capture time.
  private let timed: [Bool]
  /// The rules that the latest connections' facts call for: few sets of facts come again and again.
  private var selections = [Selection](repeating: Selection(), count: 64)
  private var context: RuleContext
  private var report: FindingReport
  private var isFirst = true

  /// An engine that has seen nothing.
  ///
  /// Of each rule, the `examples` findings about connections that rank first are told in full, and the others without
  /// text, frames and numbers: enough for a report that shows few examples and counts. `nil` tells all in full.
  /// Sentences are made in `languages` only, and are empty in others.
  public init(
    settings: FindingSettings = FindingSettings(), examples: Int? = nil, languages: [Language] = Language.allCases
  ) {
    rules = Registry.rules.filter { !settings.disabled.contains($0.id) }
    let wanted = Registry.captureRules.filter { !settings.disabled.contains($0.id) }
    captureRules = wanted.map { $0.init() }
    triggers = rules.map { $0.trigger }
    captureTriggers = wanted.map { $0 is any BookRule.Type ? [] : $0.trigger }
    timed = rules.map { $0.measuresTime }
    union = (triggers + captureTriggers).reduce(Facts()) { $0.union($1) }
    context = RuleContext(settings: settings)
    report = FindingReport(
      rules: rules.map { RuleHead($0) } + wanted.map { RuleHead($0) },
      // A finding that is graded anew, or taken away, ranks otherwise than its rule knows.
      examples: settings.regraded.isEmpty && settings.within.isEmpty && settings.ignoredWithin.isEmpty ? examples : nil,
      languages: languages)
  }

  /// Takes note that the capturing system dropped frames: from now on, what was never seen may have been dropped.
  public mutating func noteDrops() { context.settings.dropsReported = true }

  /// Takes note of the steps of the capturing clock so far. Each counts for connections that end after it was known.
  public mutating func note(_ clockSteps: [ClockStep]) { context.clockSteps = clockSteps }

  /// Takes note of the first frame that is no SYN, FIN or RST, `.max` while there is none.
  public mutating func note(plainFrom: UInt64) { context.plainFrom = plainFrom }

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
    // An ordinary connection shows nothing by itself.
    guard story.brief == nil else { return }
    let facts = story.facts.union(.always)
    guard !facts.isDisjoint(with: union) else { return }
    context.now = now
    context.turn = story.turn.frame
    context.outline.clear()
    context.resets.clear()
    report.findings.clear()
    ask(story, facts)
    guard !report.findings.isEmpty else { return }
    Folding.fold(&report.findings)
    context.book.crowd?.lower(&report.findings)
    context.book.twins.settle(&report.findings)
    deliver(into: &findings, ends: story.ends)
  }

  private mutating func ask(_ story: borrowing ConnectionStory, _ facts: Facts) {
    let selection = select(facts)
    context.outline.read(story)
    if facts.contains(.rst) { context.resets = ResetReading.read(story, context) }
    // Taken out meanwhile: the context would be copied for each rule otherwise.
    var report = FindingReport(rules: [], examples: nil, languages: [])
    swap(&report, &self.report)
    askRules(selection, story, &report)
    if !context.resets.isEmpty { context.rejected.note(story, context.resets) }
    var captureRules: [any CaptureRule] = []
    swap(&captureRules, &self.captureRules)
    askCaptureRules(selection, story, &captureRules, &report)
    swap(&captureRules, &self.captureRules)
    swap(&report, &self.report)
  }

  private func askRules(_ selection: Int, _ story: borrowing ConnectionStory, _ report: inout FindingReport) {
    let isAcrossStep = !context.clockSteps.isEmpty && context.isAcrossClockStep(story)
    for index in selections[selection].rules {
      if isAcrossStep, timed[index] { continue }
      report.begin(index)
      rules[index].check(story, context, &report)
    }
  }

  private func askCaptureRules(
    _ selection: Int, _ story: borrowing ConnectionStory, _ captureRules: inout [any CaptureRule],
    _ report: inout FindingReport
  ) {
    for index in selections[selection].captureRules {
      report.begin(rules.count + index)
      captureRules[index].take(story, context, &report)
    }
  }

  /// The place of the rules that some facts call for.
  private mutating func select(_ facts: Facts) -> Int {
    let place = Int(Scatter.mix(facts.rawValue, 0) & 63)
    if selections[place].facts != facts {
      selections[place] = Selection(
        facts: facts, rules: triggers.indices.filter { !facts.isDisjoint(with: triggers[$0]) },
        captureRules: captureTriggers.indices.filter { !facts.isDisjoint(with: captureTriggers[$0]) })
    }
    return place
  }

  /// The rules that are asked when a connection has some facts, by their places.
  private struct Selection {
    var facts: Facts = []
    var rules: [Int] = []
    var captureRules: [Int] = []
  }

  /// Appends what the capture as a whole shows. Call it once, after the last connection.
  public mutating func finish(
    now: Nanoseconds, capture: CaptureFacts = CaptureFacts(), into findings: inout [Finding]
  ) {
    context.now = now
    context.turn = .max
    context.capture = capture
    report.findings.clear()
    report.tellsAll()
    for index in captureRules.indices {
      report.begin(rules.count + index)
      captureRules[index].finish(context, &report)
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
    if report.findings.count > 1 {
      report.findings.sort { left, right in
        if left.severity != right.severity { return left.severity > right.severity }
        if left.time != right.time { return left.time < right.time }
        return left.id < right.id
      }
    }
    report.noteRanks()
    if findings.isEmpty {
      swap(&findings, &report.findings)
    } else {
      findings.append(contentsOf: report.findings)
      report.findings.clear()
    }
  }
}
