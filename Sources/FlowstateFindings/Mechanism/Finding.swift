import FlowstateCore

/// How much a finding matters to whoever reads the report.
public enum Severity: UInt8, Sendable, CaseIterable, Comparable {
  /// For the curious.
  case info
  /// Unusual, but handled.
  case notice
  /// Worth someone's time.
  case warning
  /// Something broke for a user.
  case error
  /// The word of the report contract.
  public var name: String {
    switch self {
    case .info: "info"
    case .notice: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }
  /// Info before notice before warning before error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// Languages that people can read reports and explanations in.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh"
}

/// One sentence in every language.
public struct Sentence: Sendable, Equatable {
  /// English.
  public var english: String
  /// Simplified Chinese.
  public var chinese: String
  /// One sentence in every language.
  public init(en english: String, zh chinese: String) {
    self.english = english
    self.chinese = chinese
  }
  /// The sentence in one language.
  public subscript(language: Language) -> String { language == .english ? english : chinese }
}

/// What a finding is about.
public enum Subject: Sendable, Equatable {
  /// One end of a connection.
  case endpoint(Side, SocketAddress)
  /// A connection.
  case connection
  /// An address and port that others connect to.
  case listener(SocketAddress)
  /// A host.
  case host(IPAddress)
  /// The capture itself.
  case capture
}

/// A value in a finding's details.
public enum DetailValue: Sendable, Equatable {
  /// A whole number.
  case integer(Int64)
  /// Text.
  case text(String)
  /// Yes or no.
  case boolean(Bool)
  /// Seconds, written in decimal with the capture's resolution.
  case duration(Nanoseconds)
  /// A number with a fixed count of decimals.
  case decimal(value: Int64, decimals: Int)
  /// Several values.
  case list([DetailValue])
  /// Not known.
  case null
}

/// A named value in a finding's details, documented with the finding.
public struct Detail: Sendable, Equatable {
  /// Name, in snake_case.
  public var name: String
  /// Value.
  public var value: DetailValue
  /// A named value.
  public init(_ name: String, _ value: DetailValue) {
    self.name = name
    self.value = value
  }
}

/// Something that a rule found.
public struct Finding: Sendable {
  /// At most so many evidence frames are kept; `frameCount` has the full count.
  public static let frameLimit = 64
  /// The rule's identifier: kebab-case, stable for ever.
  public var id: String
  /// Sub-kind, or `nil`.
  public var kind: String?
  /// How much it matters.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// What it is about.
  public var subject: Subject
  /// Ids of the connections that it spans.
  public var connections: [UInt64]
  /// The evidence, in order; at most `frameLimit`.
  public var frames: [UInt64]
  /// Number of evidence frames, before the limit.
  public var frameCount: Int
  /// When it shows.
  public var time: Nanoseconds
  /// One sentence with the concrete numbers.
  public var summary: Sentence
  /// More numbers.
  public var details: [Detail]
  /// Sections of RFCs, such as "RFC 9293 3.5".
  public var references: [String]
  /// Told without text, frames and details: others of its kind rank before it.
  public internal(set) var isBrief = false
  /// The rule's place in the engine's list; -1 when it does not come from an engine.
  var rule = -1

  /// Something that a rule found.
  public init(
    id: String, kind: String? = nil, severity: Severity, confidence: Confidence, subject: Subject,
    connections: [UInt64], frames: [UInt64], time: Nanoseconds, summary: Sentence, details: [Detail] = [],
    references: [String]
  ) {
    self.id = id
    self.kind = kind
    self.severity = severity
    self.confidence = confidence
    self.subject = subject
    self.connections = connections
    self.frames = frames.count > Self.frameLimit ? Array(frames.prefix(Self.frameLimit)) : frames
    self.frameCount = frames.count
    self.time = time
    self.summary = summary
    self.details = details
    self.references = references
  }

  /// Something that is only counted.
  init(
    briefly id: String, kind: String?, severity: Severity, confidence: Confidence, subject: Subject, time: Nanoseconds
  ) {
    self.id = id
    self.kind = kind
    self.severity = severity
    self.confidence = confidence
    self.subject = subject
    connections = []
    frames = []
    frameCount = 0
    self.time = time
    summary = Sentence(en: "", zh: "")
    details = []
    references = []
    isBrief = true
  }

  /// Makes it a thing for the curious, and says why.
  mutating func lower(because reason: Detail) {
    severity = .info
    if !isBrief { details.append(reason) }
  }

  /// Something that an engine's rule found.
  init(
    id: String, kind: String?, severity: Severity, confidence: Confidence, subject: Subject, connections: [UInt64],
    frames: [UInt64], time: Nanoseconds, summary: Sentence, details: [Detail], references: [String], rule: Int
  ) {
    self.init(
      id: id, kind: kind, severity: severity, confidence: confidence, subject: subject, connections: connections,
      frames: frames, time: time, summary: summary, details: details, references: references)
    self.rule = rule
  }
}
