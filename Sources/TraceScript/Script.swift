import FlowstateCore

/// A trace in the notation of RFC 9293's figures: what both ends did, what the capture point saw of it, and what an
/// honest analyzer must say. `Notation.md` has the grammar.
public struct Script: Sendable {
  /// The comment at the top, without its `#`: why the trace exists.
  public var story = ""
  /// Where the capture point sits; near-client means near the left peer.
  public var capturePoint = CapturePoint.Place.middle
  /// Options of every SYN and SYN-ACK that names none of its own.
  public var offer: [ScriptOption] = []
  /// Hosts and ports, in order of their declaration.
  public var peers: [Peer] = []
  /// Pairs of peers with their initial sequence numbers; a tuple used again is another flow.
  public var flows: [Flow] = []
  /// The lines of the figure, in order.
  public var steps: [Step] = []
  /// What must be found, and what must not.
  public var expectations: [Expectation] = []

  /// A script of nothing.
  public init() {}

  /// One end by name.
  public struct Peer: Sendable, Equatable {
    /// The name that the script gives it.
    public var name: String
    /// Address and port.
    public var socket: SocketAddress
    /// Initial sequence number where a flow gives no other.
    public var iss: UInt32
    /// TTL or hop limit of its frames at the capture point; `nil` for the one that fits the capture point.
    public var hopLimit: UInt8?
  }

  /// Two peers that talk, the left and the right column of the figure.
  public struct Flow: Sendable, Equatable {
    /// Indices into `Script.peers`.
    public var peers: Columns<Int>
    /// Initial sequence numbers.
    public var iss: Columns<UInt32>
  }

  /// One line of the figure.
  public struct Step: Sendable {
    /// Line of the script, from 1.
    public var line = 0
    /// Index into `Script.flows`.
    public var flow = 0
    /// Time since the beginning of the script, at the capture point.
    public var time: Nanoseconds = 0
    /// What moves; `nil` for a line of states alone.
    public var segment: ScriptSegment?
    /// Who sent it.
    public var sender = Column.left
    /// What becomes of it on its way.
    public var path = Path.delivered
    /// The truth after this line; `nil` where nothing changed.
    public var states = Columns<State?>(left: nil, right: nil)
    /// What an analyzer can say after this line where that differs from the truth.
    public var believed = Columns<Belief?>(left: nil, right: nil)
    /// Names of this line, without their `@`.
    public var marks: [String] = []
  }

  /// A state as an analyzer can claim it.
  public struct Belief: Sendable, Equatable {
    /// The state.
    public var state: State
    /// Whether the claim must not be certain.
    public var isPresumed: Bool
  }

  /// What becomes of a segment, seen from the capture point (RFC 9293 §3.5 writes `...` for the network).
  public enum Path: Sendable, CaseIterable {
    /// `--> S -->`: captured and received.
    case delivered
    /// `--X S`: lost on the sender's half, not in the capture.
    case lostBeforeCapture
    /// `--> S --X`: captured, never received.
    case lostAfterCapture
    /// `--> S ...`: sent, still in the network.
    case entersNetwork
    /// `... S -->`: comes out of the network; if no line sent it, the network had it from before.
    case leavesNetwork
    /// `... S --X`: lost in the network.
    case lostInNetwork
  }

  /// A line of the script that says what an analyzer must report.
  public struct Expectation: Sendable, Equatable {
    /// Line of the script, from 1.
    public var line: Int
    /// Index into `Script.flows` of the flow that was selected there.
    public var flow: Int
    /// What is expected.
    public var claim: Claim
  }

  /// What an analyzer must report.
  public enum Claim: Sendable, Equatable {
    /// A finding is present, of that kind when given, and its evidence holds the frames of these marks.
    case finding(id: String, kind: String?, marks: [String])
    /// A finding is absent.
    case noFinding(id: String)
    /// Nothing but the findings named in the script, at this severity or above; `nil` at any.
    case only(severity: String?)
    /// The number of connections.
    case connections(Int)
    /// How the flow's connection was opened.
    case handshake(Handshake.Kind)
    /// How the flow's connection ended.
    case close(Close.Kind)
  }
}

/// The two columns of a figure.
public enum Column: Sendable, CaseIterable {
  case left, right
  /// The other one.
  public var other: Column { self == .left ? .right : .left }
}

/// A value for each column.
public struct Columns<Value> {
  /// Of the left peer.
  public var left: Value
  /// Of the right peer.
  public var right: Value
  /// A value for each column.
  public init(left: Value, right: Value) {
    self.left = left
    self.right = right
  }
  /// The value of one column.
  public subscript(column: Column) -> Value {
    get { column == .left ? left : right }
    set { if column == .left { left = newValue } else { right = newValue } }
  }
}
extension Columns: Sendable where Value: Sendable {}
extension Columns: Equatable where Value: Equatable {}
