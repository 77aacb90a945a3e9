import FlowstateCore

/// Collects what the rules report about one connection, or about the capture.
public struct FindingReport: Sendable {
  /// What was reported.
  public internal(set) var findings: [Finding] = []
  /// The rule that is being asked.
  var id = ""
  /// Its usual severity.
  var severity = Severity.info
  /// Its references as text, made once.
  var references: [String] = []

  init() {}

  /// Makes what is reported from now on a rule's.
  mutating func begin(_ info: RuleInfo, _ references: [String]) {
    id = info.id
    severity = info.severity
    self.references = references
  }

  /// Reports something about a connection. `segments` are indices of logged segments, in any order; the finding shows
  /// at `shownAt`, which defaults to the last of them.
  mutating func add(
    _ story: ConnectionStory, at segments: [Int], shownAt: Int? = nil, kind: String? = nil, severity: Severity? = nil,
    confidence: Confidence, about subject: Subject = .connection, en: String, zh: String, details: [Detail] = []
  ) {
    let ordered = segments.sorted()
    var frames: [UInt64] = []
    frames.reserveCapacity(ordered.count)
    for index in ordered where story.segments.indices.contains(index) {
      let frame = story.segments[index].frame
      if frames.last != frame { frames.append(frame) }
    }
    let shown = shownAt ?? ordered.last ?? 0
    let time = story.segments.indices.contains(shown) ? story.segments[shown].time : story.firstTime
    add(
      frames: frames, time: time, kind: kind, severity: severity, confidence: confidence, about: subject,
      connections: [story.id], en: en, zh: zh, details: details)
  }

  /// Reports something by frame numbers.
  mutating func add(
    frames: [UInt64], time: Nanoseconds, kind: String? = nil, severity: Severity? = nil, confidence: Confidence,
    about subject: Subject, connections: [UInt64], en: String, zh: String, details: [Detail] = []
  ) {
    findings.append(
      Finding(
        id: id, kind: kind, severity: severity ?? self.severity, confidence: confidence, subject: subject,
        connections: connections, frames: frames, time: time, summary: Sentence(en: en, zh: zh), details: details,
        references: references))
  }
}
