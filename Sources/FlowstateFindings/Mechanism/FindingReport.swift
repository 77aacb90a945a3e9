import FlowstateCore

/// Collects what the rules report about one connection, or about the capture.
public struct FindingReport: Sendable {
  /// What was reported.
  public internal(set) var findings: [Finding] = []
  private let rules: [RuleHead]
  /// The rule that is being asked.
  private var rule = 0
  /// The first findings of each rule by rank; empty when all are told in full.
  private var ranks: [FindingRanks]
  /// The languages in which sentences are made.
  private let isEnglish: Bool
  private let isChinese: Bool

  init(rules: [RuleHead], examples: Int?, languages: [Language] = Language.allCases) {
    self.rules = rules
    isEnglish = languages.contains(.english)
    isChinese = languages.contains(.chinese)
    ranks = examples.map { [FindingRanks](repeating: FindingRanks(limit: $0), count: rules.count) } ?? []
  }

  /// Makes what is reported from now on a rule's, by its place in the list.
  @inline(__always) mutating func begin(_ rule: Int) { self.rule = rule }

  /// From now on, all is told in full.
  mutating func tellsAll() { ranks = [] }

  /// Takes note of what is about to be handed over: it is the last word on this connection.
  mutating func noteRanks() {
    guard !ranks.isEmpty else { return }
    for index in findings.indices where findings[index].rule >= 0 {
      ranks[findings[index].rule].insert(findings[index].rank)
    }
  }

  /// Reports something about a connection. `segments` are indices of logged segments, in any order; the finding shows
  /// at `shownAt`, which defaults to the last of them.
  ///
  /// Text and details are made only when they can be asked for.
  mutating func add(
    _ story: borrowing ConnectionStory, at segments: [Int], shownAt: Int? = nil, kind: String? = nil,
    severity: Severity? = nil,
    confidence: Confidence, about subject: Subject = .connection, en: @autoclosure () -> String,
    zh: @autoclosure () -> String, details: @autoclosure () -> [Detail] = []
  ) {
    let shown = shownAt ?? segments.max() ?? 0
    let time = story.segments.indices.contains(shown) ? story.segments[shown].time : story.firstTime
    let severity = severity ?? rules[rule].severity
    if !ranks.isEmpty {
      let first = segments.min().flatMap { story.segments.indices.contains($0) ? story.segments[$0].frame : nil } ?? 0
      guard admits(severity, confidence, first) else {
        addBrief(time: time, kind: kind, severity: severity, confidence: confidence, about: subject)
        return
      }
    }
    let ordered = segments.sorted()
    var frames: [UInt64] = []
    frames.reserveCapacity(ordered.count)
    for index in ordered where story.segments.indices.contains(index) {
      let frame = story.segments[index].frame
      if frames.last != frame { frames.append(frame) }
    }
    addFull(
      frames: frames, time: time, kind: kind, severity: severity, confidence: confidence, about: subject,
      connections: [story.id], summary: Sentence(en: isEnglish ? en() : "", zh: isChinese ? zh() : ""),
      details: details())
  }

  /// Reports something by frame numbers: all of them, or the first `of` so many.
  mutating func add(
    frames: [UInt64], of all: UInt64? = nil, time: Nanoseconds, kind: String? = nil, severity: Severity? = nil,
    confidence: Confidence,
    about subject: Subject, connections: [UInt64], en: @autoclosure () -> String, zh: @autoclosure () -> String,
    details: @autoclosure () -> [Detail] = []
  ) {
    let severity = severity ?? rules[rule].severity
    guard admits(severity, confidence, frames.first ?? 0) else {
      addBrief(time: time, kind: kind, severity: severity, confidence: confidence, about: subject)
      return
    }
    addFull(
      frames: frames, time: time, kind: kind, severity: severity, confidence: confidence, about: subject,
      connections: connections, summary: Sentence(en: isEnglish ? en() : "", zh: isChinese ? zh() : ""),
      details: details())
    if let all { findings[findings.count - 1].frameCount = Int(clamping: all) }
  }

  /// Whether a finding of the rule ranks high enough to be told in full.
  private func admits(_ severity: Severity, _ confidence: Confidence, _ frame: UInt64) -> Bool {
    ranks.isEmpty || ranks[rule].admits(FindingRank(severity: severity, confidence: confidence, frame: frame))
  }

  private mutating func addFull(
    frames: [UInt64], time: Nanoseconds, kind: String?, severity: Severity, confidence: Confidence,
    about subject: Subject, connections: [UInt64], summary: Sentence, details: [Detail]
  ) {
    findings.append(
      Finding(
        id: rules[rule].id, kind: kind, severity: severity, confidence: confidence, subject: subject,
        connections: connections, frames: frames, time: time, summary: summary, details: details,
        references: rules[rule].references, rule: rule))
  }

  /// What is only counted.
  private mutating func addBrief(
    time: Nanoseconds, kind: String?, severity: Severity, confidence: Confidence, about subject: Subject
  ) {
    findings.append(
      Finding(
        briefly: rules[rule].id, kind: kind, severity: severity, confidence: confidence, subject: subject, time: time))
  }
}

/// What of a rule goes into each of its findings.
struct RuleHead: Sendable {
  var id: String
  var severity: Severity
  var references: [String]

  init(_ rule: any FindingDescription.Type) {
    id = rule.id
    severity = rule.severity
    references = rule.references.map(\.text)
  }
}
