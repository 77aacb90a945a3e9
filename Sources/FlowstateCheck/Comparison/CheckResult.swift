/// What came of one expectation.
public struct CheckResult: Sendable {
  /// Groups of expectations, as reports name them.
  public enum Kind: String, Sendable, CaseIterable {
    case connectionCount = "connection-count"
    case match = "connection-match"
    case field
    case stateAfter = "state-after"
    case history
    case transitions
    case findingPresent = "finding-present"
    case findingAbsent = "finding-absent"
    case findingsOnly = "findings-only"
    case noFindings = "no-findings"
    case traceState = "trace-state"

    /// What the group is about, in one sentence.
    public var sentence: String {
      switch self {
      case .connectionCount: "The number of connections differs from the expected one."
      case .match: "The number of connections that an expectation chooses differs from the expected one."
      case .field: "A connection's state, handshake, close or figure differs from the expected one."
      case .stateAfter: "An end's state after a frame differs from the expected one."
      case .history: "A connection's history differs from the expected one."
      case .transitions: "An expected step of a connection's history is missing or out of order."
      case .findingPresent: "An expected finding was not made."
      case .findingAbsent: "A finding was made that is expected to be absent."
      case .findingsOnly: "Findings differ from the expected ones."
      case .noFindings: "A finding was made from a severity on at which none is expected."
      case .traceState: "The analyzer claims a state that the trace contradicts."
      }
    }
  }

  /// Why an expectation does not hold.
  public struct Failure: Sendable {
    /// What was expected.
    public var expected: String
    /// What is there instead.
    public var found: String
    /// The frames that it is about.
    public var frames: [UInt64] = []
    /// The ladder around them, as lines; empty when there is none.
    public var ladder: [String] = []
    /// JSON that would make the expectation hold; `nil` when it takes more than a new value in its place.
    public var replacement: String?

    /// Why an expectation does not hold.
    public init(
      expected: String, found: String, frames: [UInt64] = [], ladder: [String] = [], replacement: String? = nil
    ) {
      self.expected = expected
      self.found = found
      self.frames = frames
      self.ladder = ladder
      self.replacement = replacement
    }
  }

  /// The group.
  public var kind: Kind
  /// What is expected, of whom: "connection 1: client at the end".
  public var name: String
  /// Where the expectation stands.
  public var position: TextPosition?
  /// The octets that it takes in its file.
  public var range: Range<Int>?
  /// `id` of the connection that it is about; `nil` when it is about none or several.
  public var connection: UInt64?
  /// `nil` when it holds.
  public var failure: Failure?
  /// Why it is known that this does not hold; a known failure counts as none.
  public var knownReason: String?

  /// The result of an expectation that holds, unless a failure is given.
  public init(
    kind: Kind, name: String, position: TextPosition? = nil, range: Range<Int>? = nil, connection: UInt64? = nil,
    failure: Failure? = nil
  ) {
    self.kind = kind
    self.name = name
    self.position = position
    self.range = range
    self.connection = connection
    self.failure = failure
  }
}
