import FlowstateCore
import FlowstateFindings

/// What is wrong with an expectation, and where: the command cannot judge by it.
public struct ExpectationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file, or the name of the policy.
  public var file: String
  /// Where; `nil` when it is no matter of one place.
  public var position: TextPosition?
  /// What, as a sentence without its end.
  public var message: String
  /// What is wrong.
  public init(file: String, position: TextPosition?, message: String) {
    self.file = file
    self.position = position
    self.message = message
  }
  /// `FILE:LINE:COLUMN: message`.
  public var description: String {
    position.map { "\(file):\($0.line):\($0.column): \(message)" } ?? "\(file): \(message)"
  }
}

/// What a capture is expected to show: `NAME.expect.json`, or a policy. `Documentation/check.md` has the format.
public struct Expectation: Sendable {
  /// The version of the format that this program reads.
  public static let schema = "flowstate.expect/1"

  /// The file, or the name of the policy.
  public var file: String
  /// How much `--record` wrote; `nil` for an expectation written by hand.
  public var recorded: RecordStyle?
  /// How many connections there are.
  public var connectionCount: Located<Bound>?
  /// Findings anywhere in the capture.
  public var findings: FindingsExpectation?
  /// Findings that belong to no connection alone.
  public var captureFindings: FindingsExpectation?
  /// No finding from a severity on.
  public var noFindings: Located<Floor>?
  /// Connections.
  public var connections: [ConnectionExpectation] = []

  /// Nothing expected.
  public init(file: String) { self.file = file }
}

/// A value, where it stands, and the octets of the text that it takes.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it stands.
  public var position: TextPosition
  /// The octets that it takes.
  public var range: Range<Int>
  init(_ value: Value, at node: JSONNode) {
    self.value = value
    position = node.position
    range = node.range
  }
}

/// How much of what the analyzer says is recorded.
public enum RecordStyle: String, Sendable, CaseIterable {
  /// Whole histories, and findings with their evidence.
  case complete
  /// Handshake, close, final states and the ids of findings.
  case minimal
}

/// How many, or how much.
public struct Bound: Sendable, Equatable {
  /// At least; `nil` for no bound.
  public var least: FixedPoint?
  /// At most; `nil` for no bound.
  public var most: FixedPoint?
  /// As written.
  public var text: String

  /// Whether a number keeps to it.
  public func holds(_ number: FixedPoint) -> Bool {
    if let least, number < least { return false }
    if let most, number > most { return false }
    return true
  }
  /// Whether a count keeps to it.
  public func holds(count: Int) -> Bool { FixedPoint("\(count)").map { holds($0) } ?? false }
}

/// What a field of a connection's record must be.
public enum ValuePattern: Sendable {
  /// One of these values.
  case oneOf([JSONNode])
  /// A number within bounds.
  case bound(Bound)

  /// Whether a value fits.
  public func matches(_ node: JSONNode) -> Bool {
    switch self {
    case .oneOf(let values): values.contains { Self.same($0, node) }
    case .bound(let bound): node.decimal.map { bound.holds($0) } ?? false
    }
  }
  /// As people read it.
  public var text: String {
    switch self {
    case .oneOf(let values): values.map(\.plainText).joined(separator: " or ")
    case .bound(let bound): bound.text
    }
  }
  private static func same(_ left: JSONNode, _ right: JSONNode) -> Bool {
    switch (left.value, right.value) {
    case (.null, .null): true
    case (.boolean(let one), .boolean(let other)): one == other
    case (.string(let one), .string(let other)): one == other
    case (.number, .number): left.decimal != nil && left.decimal == right.decimal
    default: false
    }
  }
}

extension JSONNode {
  /// The text of a string as it is, of any other value as JSON writes it.
  public var plainText: String { string ?? text }
}

/// A field of a connection's record and what it must be.
public struct FieldExpectation: Sendable {
  /// Path of the field.
  public var path: String
  /// What it must be.
  public var pattern: Located<ValuePattern>
}

/// Which end of a connection something is said of: `"192.0.2.1:80"` or `"192.0.2.1"`.
public struct EndPattern: Sendable {
  /// The end.
  public var side: Side
  /// Address, with a port or without.
  public var text: String
}

/// Which connections something is said of.
public struct Selector: Sendable {
  /// The nth connection, from 1, in order of first frames; `nil` for any.
  public var index: Int?
  /// Ends.
  public var ends: [EndPattern] = []
  /// Other fields.
  public var fields: [FieldExpectation] = []
  /// As written, for messages.
  public var text = ""
  /// Where it stands.
  public var position: TextPosition
}

/// States after one frame.
public struct StateAfter: Sendable {
  /// Number of the frame.
  public var frame: UInt64
  /// Whose state.
  public var side: Side
  /// The states that are right.
  public var states: Located<[State]>
}

/// A step of a history. What is `nil` may be anything.
public struct StepPattern: Sendable {
  /// Frame; 0 for a timer's step.
  public var frame: UInt64?
  /// Who moved.
  public var side: Side?
  /// State before.
  public var from: State?
  /// State after.
  public var to: State?
  /// What it rests on.
  public var basis: Basis?

  /// Whether a step fits.
  public func matches(_ step: Transition) -> Bool {
    (frame == nil || frame == step.frame) && (side == nil || side == step.side) && (from == nil || from == step.from)
      && (to == nil || to == step.to) && (basis == nil || basis == step.basis)
  }
}

/// A finding. What is `nil` may be anything.
public struct FindingPattern: Sendable {
  /// Its rule.
  public var id: String
  /// Its sub-kind; `.some(nil)` for none.
  public var kind: String??
  /// How much it matters.
  public var severity: Severity?
  /// How sure it is.
  public var confidence: Confidence?
  /// The end that it is about.
  public var endpoint: Side?
  /// Frames that must be among its evidence.
  public var frames: [UInt64] = []

  /// Whether a finding fits.
  public func matches(_ finding: Finding) -> Bool {
    guard finding.id == id else { return false }
    if let kind, kind != finding.kind { return false }
    if let severity, severity != finding.severity { return false }
    if let confidence, confidence != finding.confidence { return false }
    if let endpoint {
      guard case .endpoint(let side, _) = finding.subject, side == endpoint else { return false }
    }
    return frames.allSatisfy { finding.frames.contains($0) }
  }
}

/// Findings that must be there, must not, or are all there is.
public struct FindingsExpectation: Sendable {
  /// Must be there.
  public var present: [Located<FindingPattern>] = []
  /// Must not be there.
  public var absent: [Located<FindingPattern>] = []
  /// Are there, and nothing else.
  public var only: Located<[Located<FindingPattern>]>?
}

/// No finding from a severity on.
public struct Floor: Sendable {
  /// The lowest severity that must not occur.
  public var severity: Severity
  /// Findings that are less sure do not count.
  public var confidence: Confidence
  /// Findings with these ids do not count.
  public var except: [String]
}

/// What is expected of one or several connections.
public struct ConnectionExpectation: Sendable {
  /// Which.
  public var selector: Selector
  /// How many there must be.
  public var count: Located<Bound>
  /// Fields: final states, handshake, close, figures.
  public var fields: [FieldExpectation] = []
  /// States after frames.
  public var statesAfter: [StateAfter] = []
  /// The whole history.
  public var history: Located<[Located<StepPattern>]>?
  /// Steps in this order, others between.
  public var transitions: Located<[Located<StepPattern>]>?
  /// Findings of the connection.
  public var findings: FindingsExpectation?
  /// No finding of the connection from a severity on.
  public var noFindings: Located<Floor>?
}
