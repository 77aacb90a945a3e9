import FlowstateCore
import FlowstateFindings
import FlowstateReports
import TraceScript

/// A script whose capture can be analyzed.
public struct CompiledScript: Sendable {
  /// The script.
  public var script: Script
  /// Its capture.
  public var trace: CompiledTrace

  /// Reads and compiles a script.
  public init(_ text: String) throws(ScriptError) {
    script = try Script(parsing: text)
    trace = try CompiledTrace(script)
  }

  /// Its frames.
  public var frames: FrameList {
    var list = FrameList()
    for frame in trace.frames {
      var info = FrameInfo()
      info.time = frame.time
      info.originalLength = UInt32(clamping: frame.originalLength)
      list.append(frame.octets, info)
    }
    return list
  }
}

/// Holds what the analyzer says of a trace against the trace's own states and expectations.
public struct TraceComparison {
  private let script: Script
  private let trace: CompiledTrace
  private let examined: Examined

  /// The result of every state and expectation of a script.
  public static func run(_ compiled: CompiledScript, _ examined: Examined) -> [CheckResult] {
    let comparison = TraceComparison(script: compiled.script, trace: compiled.trace, examined: examined)
    return comparison.states() + comparison.expectations()
  }

  // MARK: states

  private func states() -> [CheckResult] {
    var results: [CheckResult] = []
    for truth in FrameTruth.all(of: script, trace) {
      let step = script.steps[truth.step]
      for column in Column.allCases where !truth.states[column].isEmpty {
        let peer = script.peers[script.flows[step.flow].peers[column]]
        let connection = examined.connection(of: ends(of: step.flow), at: UInt64(truth.frame))
        let failure = failure(truth, column, peer, connection)
        results.append(
          result(.traceState, "\(peer.name) after frame \(truth.frame)", line: step.line, connection, failure))
      }
    }
    return results
  }

  private func failure(
    _ truth: FrameTruth, _ column: Column, _ peer: Script.Peer, _ connection: Examined.Connection?
  ) -> CheckResult.Failure? {
    let wanted = truth.states[column].map { "\($0.name)" }.joined(separator: " or ")
    let frame = UInt64(truth.frame)
    guard let story = connection?.story else {
      return .init(expected: wanted, found: "no connection", frames: [frame])
    }
    let side: Side = story.ends.client == peer.socket ? .client : .server
    let time = trace.frames[truth.frame - 1].time
    let last = story.transitions.last {
      $0.side == side && ($0.frame == 0 ? $0.time <= time : $0.frame <= frame)
    }
    let claim = last?.to ?? .unknown
    let isCertain = last?.basis.isCertain ?? false
    let isTrue = truth.states[column].contains { Self.same($0, claim) }
    let found = "\(claim.name)\(last.map { " (\(Comparison.text($0)))" } ?? "")"
    if isTrue { return nil }
    if isCertain { return .init(expected: wanted, found: "\(found), called certain", frames: [frame]) }
    if let belief = truth.believed[column] {
      if Self.same(belief.state, claim) { return nil }
      return .init(expected: "\(wanted), or \(belief.state.name) presumed", found: found, frames: [frame])
    }
    return .init(expected: wanted, found: found, frames: [frame])
  }

  /// Nothing on the wire tells LISTEN from CLOSED.
  private static func same(_ left: State, _ right: State) -> Bool {
    (left == .listen ? .closed : left) == (right == .listen ? .closed : right)
  }

  // MARK: expectations

  private func expectations() -> [CheckResult] {
    var named: Set<String> = []
    for case .finding(let id, _, _) in script.expectations.map(\.claim) { named.insert(id) }
    return script.expectations.map { expectation in
      let connection = story(of: expectation.flow)
      let (kind, name, failure) = judge(expectation.claim, named, connection)
      return result(kind, name, line: expectation.line, connection, failure)
    }
  }

  private func judge(
    _ claim: Script.Claim, _ named: Set<String>, _ connection: Examined.Connection?
  ) -> (CheckResult.Kind, String, CheckResult.Failure?) {
    let found = examined.findings
    switch claim {
    case .finding(let id, let kind, let marks):
      var pattern = FindingPattern(id: id)
      if let kind { pattern.kind = .some(kind) }
      pattern.frames = marks.compactMap { trace.frameOfMark[$0].map(UInt64.init) }
      let name = "finding \(id)"
      if found.contains(where: { pattern.matches($0) }) { return (.findingPresent, name, nil) }
      let same = found.filter { $0.id == id }
      let known = Registry.rule(id) == nil ? "; no rule is called that" : ""
      return (
        .findingPresent, name,
        .init(
          expected: pattern.text, found: Comparison.list(same.isEmpty ? found : same) + known, frames: pattern.frames)
      )
    case .noFinding(let id):
      let against = found.filter { $0.id == id }
      return (
        .findingAbsent, "no finding \(id)",
        against.isEmpty
          ? nil : .init(expected: "no \(id)", found: Comparison.list(against), frames: against.flatMap(\.frames))
      )
    case .only(let severity):
      let floor = Severity.allCases.first { $0.name == severity } ?? .info
      let others = found.filter { $0.severity >= floor && !named.contains($0.id) }
      return (
        .findingsOnly, "these findings only\(severity.map { ", from \($0) on" } ?? "")",
        others.isEmpty
          ? nil
          : .init(
            expected: named.isEmpty ? "no finding" : named.sorted().joined(separator: ", "),
            found: "besides " + Comparison.list(others), frames: others.flatMap(\.frames))
      )
    case .connections(let count):
      let said = examined.connections.count
      return (
        .connectionCount, "number of connections",
        said == count ? nil : .init(expected: "\(count)", found: "\(said)")
      )
    case .handshake(let kind):
      let said = connection?.story.handshake.kind
      return (
        .field, "handshake",
        said == kind
          ? nil
          : .init(
            expected: "\(kind.name)", found: said.map { "\($0.name)" } ?? "no connection",
            frames: connection?.story.handshake.syn ?? [])
      )
    case .close(let kind):
      let said = connection?.story.close.kind
      return (
        .field, "close",
        said == kind
          ? nil
          : .init(
            expected: "\(kind.name)", found: said.map { "\($0.name)" } ?? "no connection",
            frames: connection.map { [$0.story.lastFrame] } ?? [])
      )
    }
  }

  // MARK: parts

  private func ends(of flow: Int) -> Set<SocketAddress> {
    Set(Column.allCases.map { script.peers[script.flows[flow].peers[$0]].socket })
  }

  /// The connection of a flow: the one that its first captured segment belongs to.
  private func story(of flow: Int) -> Examined.Connection? {
    guard let first = trace.frames.firstIndex(where: { script.steps[$0.step].flow == flow }) else { return nil }
    return examined.connection(of: ends(of: flow), at: UInt64(first + 1))
  }

  private func result(
    _ kind: CheckResult.Kind, _ name: String, line: Int, _ connection: Examined.Connection?,
    _ failure: CheckResult.Failure?
  ) -> CheckResult {
    var failure = failure
    if let connection, let frames = failure?.frames {
      failure?.ladder = LadderLines.around(frames, of: connection, context: examined.context)
    }
    return CheckResult(
      kind: kind, name: name, position: TextPosition(line: line, column: 1), range: nil,
      connection: connection?.story.id, failure: failure)
  }
}
