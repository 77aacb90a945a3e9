import FlowstateCore

/// What every finding of the catalogue states about itself: a rule over one connection, or over the whole capture.
public protocol FindingDescription: Sendable {
  /// Kebab-case identifier, stable for ever.
  static var id: String { get }
  /// One line for lists.
  static var title: Sentence { get }
  /// The catalogue's group.
  static var group: RuleGroup { get }
  /// Its usual severity; single findings may differ, as their documentation says.
  static var severity: Severity { get }
  /// Sections of RFCs.
  static var references: [Reference] { get }
  /// The rule is asked only about connections with one of these facts.
  static var trigger: Facts { get }
  /// Whether the finding rests on a span of capture time: then the rule is not asked about connections during which the
  /// capturing clock was set.
  static var measuresTime: Bool { get }
  /// A Wireshark display filter for segments of this kind, on its own wider than the finding.
  static var pattern: String { get }
  /// Traces that it must find, and look-alikes about which it must be silent.
  static var examples: [Example] { get }
}

extension FindingDescription {
  /// No.
  public static var measuresTime: Bool { false }
}

/// A finding that one connection shows by itself. One enum, one file.
public protocol FindingRule: FindingDescription {
  /// Reports what the connection shows.
  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport)
}

/// A finding that needs several connections: fed with each as it ends.
public protocol CaptureRule: FindingDescription {
  /// Nothing seen yet.
  init()
  /// Takes note of a connection.
  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport)
  /// The capture is over.
  mutating func finish(_ context: RuleContext, _ report: inout FindingReport)
}

/// The groups of the catalogue.
public enum RuleGroup: String, Sendable, CaseIterable {
  /// Opening.
  case establishment
  /// Closing by FIN.
  case teardown
  /// Ending by RST.
  case reset
  /// TIME-WAIT, reuse of a tuple, timers.
  case timing
  /// Sequence and acknowledgment numbers, loss.
  case sequence
  /// Windows and probes.
  case flowControl = "flow-control"
  /// Scans, floods, forged segments.
  case attack
  /// What the capture itself lacks.
  case captureQuality = "capture-quality"
}

/// A section of an RFC.
public struct Reference: Sendable, Equatable {
  /// Number of the RFC.
  public var rfc: Int
  /// Section, figure or requirement; empty for the whole RFC.
  public var section: String
  /// A section of an RFC.
  public static func rfc(_ number: Int, _ section: String = "") -> Reference {
    Reference(rfc: number, section: section)
  }
  /// As reports write it: "RFC 9293 3.5".
  public var text: String { section.isEmpty ? "RFC \(rfc)" : "RFC \(rfc) \(section)" }
}

/// A trace that belongs to a finding: one that shows it, or a look-alike.
public struct Example: Sendable {
  /// What the trace shows, in a few words.
  public var name: String
  /// The trace script.
  public var trace: String
  /// Whether the finding must be reported.
  public var isFlagged: Bool
  /// The sub-kind that must be reported, or `nil` for any.
  public var kind: String?
  /// A trace that must be found.
  public static func flagged(_ name: String, kind: String? = nil, _ trace: String) -> Example {
    Example(name: name, trace: trace, isFlagged: true, kind: kind)
  }
  /// A look-alike that must not be found.
  public static func clean(_ name: String, _ trace: String) -> Example {
    Example(name: name, trace: trace, isFlagged: false, kind: nil)
  }
}

/// What is known of a rule without running it: for `flowstate findings`, `flowstate explain` and the schema.
public struct RuleInfo: Sendable {
  /// See `FindingDescription.id`.
  public var id: String
  /// See `FindingDescription.title`.
  public var title: Sentence
  /// See `FindingDescription.group`.
  public var group: RuleGroup
  /// See `FindingDescription.severity`.
  public var severity: Severity
  /// See `FindingDescription.references`.
  public var references: [Reference]
  /// See `FindingDescription.pattern`.
  public var pattern: String
  /// See `FindingDescription.examples`.
  public var examples: [Example]
  /// See `FindingDescription.trigger`.
  public var trigger: Facts

  init(_ rule: any FindingDescription.Type) {
    id = rule.id
    title = rule.title
    group = rule.group
    severity = rule.severity
    references = rule.references
    pattern = rule.pattern
    examples = rule.examples
    trigger = rule.trigger
  }
}
