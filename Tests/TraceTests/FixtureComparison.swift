import FlowstateCore
import FlowstateFindings

@testable import TraceScript

/// What the analyzer says of a compiled script.
struct Analysis {
  var stories: [ConnectionStory] = []
  var findings: [Finding] = []

  private struct Sink: StorySink, ~Copyable {
    var analysis = Analysis()
    var engine = FindingEngine()
    var now: Nanoseconds = 0
    mutating func take(_ story: inout ConnectionStory) {
      analysis.stories.append(story)
      engine.examine(story, now: now, into: &analysis.findings)
    }
  }

  private init() {}

  /// Analyzes the segments of a capture.
  init(_ segments: [Segment], capture: CaptureFacts = CaptureFacts()) {
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1)
    var sink = Sink()
    sink.engine.note(capture.signs.known)
    for segment in segments {
      sink.now = max(sink.now, segment.time)
      let one: [Segment] = [segment]
      analyzer.ingest(one.span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    sink.engine.finish(now: sink.now, capture: capture, into: &sink.analysis.findings)
    self = sink.analysis
    stories.sort { $0.id < $1.id }
  }

  /// The connection of these ends that a frame belongs to or follows.
  func story(of ends: Set<SocketAddress>, at frame: Int) -> ConnectionStory? {
    stories.last { Set([$0.ends.client, $0.ends.server]) == ends && $0.firstFrame <= UInt64(frame) }
  }
}

/// Holds an analysis against what a script says: states after every frame, and expectations.
struct FixtureComparison {
  let script: Script
  let trace: CompiledTrace
  let analysis: Analysis

  init(_ text: String) throws {
    script = try Script(parsing: text)
    trace = try CompiledTrace(script)
    var capture = CaptureFacts()
    let segments = decoded(trace) { outcome, info in capture.note(outcome, frame: info.number, time: info.time) }
    var watch = CaptureWatch()
    watch.take(segments.span)
    capture.signs = watch.finish()
    analysis = Analysis(segments, capture: capture)
  }

  /// One sentence for each claim of the analyzer that the script contradicts.
  func stateFailures() -> [String] {
    var failures: [String] = []
    for truth in FrameTruth.all(of: script, trace) {
      let step = script.steps[truth.step]
      for column in Column.allCases where !truth.states[column].isEmpty {
        let peer = script.peers[script.flows[step.flow].peers[column]]
        guard let problem = problem(truth, column, peer, step) else { continue }
        failures.append("line \(step.line), frame \(truth.frame), \(peer.name): \(problem)")
      }
    }
    return failures
  }

  private func problem(
    _ truth: FrameTruth, _ column: Column, _ peer: Script.Peer, _ step: Script.Step
  ) -> String? {
    let ends = Set(Column.allCases.map { script.peers[script.flows[step.flow].peers[$0]].socket })
    guard let story = analysis.story(of: ends, at: truth.frame) else { return "no connection" }
    let side: Side = story.ends.client == peer.socket ? .client : .server
    let time = trace.frames[truth.frame - 1].time
    let last = story.transitions.last {
      $0.side == side && ($0.frame == 0 ? $0.time <= time : $0.frame <= UInt64(truth.frame))
    }
    let claim = last?.to ?? .unknown
    let isCertain = last?.basis.isCertain ?? false
    let said = "\(claim.name)\(last.map { " (\($0.basis.name) at frame \($0.frame))" } ?? "")"
    let isTrue = truth.states[column].contains { Self.same($0, claim) }
    if isCertain, !isTrue { return "FALSE CERTAIN \(said), truth \(Self.list(truth.states[column]))" }
    if let belief = truth.believed[column] {
      guard Self.same(belief.state, claim) else {
        return isTrue ? nil : "\(said), believed \(belief.state.name)"
      }
      return belief.isPresumed && isCertain && !isTrue ? "\(said), may only be presumed" : nil
    }
    return isTrue ? nil : "\(said), truth \(Self.list(truth.states[column]))"
  }

  /// Nothing on the wire tells LISTEN from CLOSED.
  private static func same(_ left: State, _ right: State) -> Bool {
    (left == .listen ? .closed : left) == (right == .listen ? .closed : right)
  }

  private static func list(_ states: [State]) -> String { states.map(\.name.description).joined(separator: " or ") }

  /// Expected findings that no rule makes; `expectationFailures` leaves them out.
  var rulesMissing: Set<String> {
    var ids: Set<String> = []
    for case .finding(let id, _, _) in script.expectations.map(\.claim) where Registry.rule(id) == nil {
      ids.insert(id)
    }
    return ids
  }

  /// One sentence for each expectation that does not hold.
  func expectationFailures() -> [String] {
    var named: Set<String> = []
    let missing = rulesMissing
    for case .finding(let id, _, _) in script.expectations.map(\.claim) { named.insert(id) }
    return script.expectations.compactMap { expectation in
      if case .finding(let id, _, _) = expectation.claim, missing.contains(id) { return nil }
      // Symptoms may be folded under a finding that nothing makes yet.
      if case .only = expectation.claim, !missing.isEmpty { return nil }
      return problem(expectation, named).map { "line \(expectation.line): \($0)" }
    }
  }

  private func problem(_ expectation: Script.Expectation, _ named: Set<String>) -> String? {
    let found = analysis.findings
    switch expectation.claim {
    case .finding(let id, let kind, let marks):
      let frames = marks.compactMap { trace.frameOfMark[$0].map(UInt64.init) }
      let same = found.filter { $0.id == id && (kind == nil || $0.kind == kind) }
      if same.contains(where: { Set($0.frames).isSuperset(of: frames) }) { return nil }
      let instead =
        same.isEmpty ? found.map(\.id).sorted().joined(separator: ", ") : same.map { "\($0.frames)" }.joined()
      return "no \(id) \(kind ?? "") with frames \(frames); instead: \(instead)"
    case .noFinding(let id):
      return found.contains { $0.id == id } ? "\(id) was found" : nil
    case .only(let severity):
      let floor = Severity.allCases.first { $0.name == severity } ?? .info
      let others = found.filter { $0.severity >= floor && !named.contains($0.id) }
      return others.isEmpty
        ? nil : "also found: " + others.map { "\($0.id) (\($0.severity.name))" }.joined(separator: ", ")
    case .connections(let count):
      return analysis.stories.count == count ? nil : "\(analysis.stories.count) connections, not \(count)"
    case .handshake(let kind):
      let said = story(of: expectation.flow)?.handshake.kind
      return said == kind ? nil : "handshake \(said?.name.description ?? "of no connection"), not \(kind.name)"
    case .close(let kind):
      let said = story(of: expectation.flow)?.close.kind
      return said == kind ? nil : "close \(said?.name.description ?? "of no connection"), not \(kind.name)"
    }
  }

  /// The connection of a flow: the one that its first captured segment belongs to.
  private func story(of flow: Int) -> ConnectionStory? {
    guard let first = trace.frames.firstIndex(where: { script.steps[$0.step].flow == flow }) else { return nil }
    let ends = Set(Column.allCases.map { script.peers[script.flows[flow].peers[$0]].socket })
    return analysis.story(of: ends, at: first + 1)
  }
}
