import FlowstateCore
import FlowstateFindings

/// Counts over all connections: the `summary` of a report. Of fixed size, whatever the capture.
public struct Totals: Sendable {
  /// Counts of one finding.
  public struct Tally: Sendable, Equatable {
    /// Times found.
    public var count: UInt64 = 0
    /// The highest severity it had.
    public var severity = Severity.info
    /// Times found at a lower one.
    public var milder: UInt64 = 0
    /// Not found yet.
    public init() {}

    /// Counts more findings, of which `milder` are not of their highest severity.
    mutating func add(_ more: UInt64, severity other: Severity, milder theirs: UInt64) {
      if count > 0, other != severity {
        milder = other > severity ? count + theirs : milder + more
      } else {
        milder += theirs
      }
      count += more
      severity = max(severity, other)
    }
  }
  /// Connections.
  public var connections: UInt64 = 0
  /// Connections by handshake kind (row) and close kind (column).
  public var kinds = [UInt64](repeating: 0, count: Handshake.Kind.allCases.count * Close.Kind.allCases.count)
  /// Endpoints by state at the end of the capture: clients.
  public var clientStates = [UInt64](repeating: 0, count: State.allCases.count)
  /// Endpoints by state at the end of the capture: servers.
  public var serverStates = [UInt64](repeating: 0, count: State.allCases.count)
  /// Transitions by basis.
  public var bases = [UInt64](repeating: 0, count: Basis.allCases.count)
  /// Findings by id, but for the run of equal ones that is being counted.
  private var counted: [String: Tally] = [:]
  /// The id counted last, and what is to be added for it: floods find the same thing again and again.
  private var runID = ""
  private var run = Tally()
  /// Findings by id.
  public var findings: [String: Tally] {
    var all = counted
    if run.count > 0 { Self.add(run, to: &all[runID, default: Tally()]) }
    return all
  }
  /// Findings by severity.
  public var severities = [UInt64](repeating: 0, count: Severity.allCases.count)
  /// Payload octets of both ends.
  public var payloadBytes: UInt64 = 0
  /// Connections whose first frame is not the beginning of a handshake.
  public var midStream: UInt64 = 0
  /// Connections of which one end alone was heard.
  public var oneSided: UInt64 = 0

  /// Nothing counted yet.
  public init() {}

  /// Index into `kinds`.
  public static func index(_ handshake: Handshake.Kind, _ close: Close.Kind) -> Int {
    Int(handshake.rawValue) * Close.Kind.allCases.count + Int(close.rawValue)
  }

  /// Counts a connection.
  public mutating func count(_ story: borrowing ConnectionStory) {
    connections += 1
    kinds[Self.index(story.handshake.kind, story.close.kind)] += 1
    clientStates[Int(story.states.client.rawValue)] += 1
    serverStates[Int(story.states.server.rawValue)] += 1
    payloadBytes &+= story.figures.client.payloadBytes &+ story.figures.server.payloadBytes
    if let brief = story.brief {
      for basis in bases.indices { bases[basis] += UInt64(brief.bases[basis]) }
    } else {
      for transition in story.transitions where transition.from != .unknown {
        bases[Int(transition.basis.rawValue)] += 1
      }
    }
    if story.facts.contains(.midStream) { midStream += 1 }
    if story.facts.contains(.oneSided) { oneSided += 1 }
  }

  /// Counts a finding.
  public mutating func count(_ finding: Finding) { count(id: finding.id, severity: finding.severity) }

  /// Counts a finding of a kind.
  mutating func count(id: String, severity: Severity) {
    severities[Int(severity.rawValue)] += 1
    if id != runID {
      if run.count > 0 { Self.add(run, to: &counted[runID, default: Tally()]) }
      runID = id
      run = Tally()
    }
    run.add(1, severity: severity, milder: 0)
  }

  private static func add(_ run: Tally, to tally: inout Tally) {
    tally.add(run.count, severity: run.severity, milder: run.milder)
  }

  /// Connections with a kind of handshake.
  public func handshakes(_ kind: Handshake.Kind) -> UInt64 {
    Close.Kind.allCases.reduce(0) { $0 + kinds[Self.index(kind, $1)] }
  }
  /// Connections with a kind of close.
  public func closes(_ kind: Close.Kind) -> UInt64 {
    Handshake.Kind.allCases.reduce(0) { $0 + kinds[Self.index($1, kind)] }
  }
}
