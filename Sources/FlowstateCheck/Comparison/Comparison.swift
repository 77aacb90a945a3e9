import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Holds what the analyzer says of a capture against what is expected.
public struct Comparison {
  let examined: Examined
  private(set) var results: [CheckResult] = []
  /// What each connection's ends may be called: address and port, or address alone.
  private let addresses: [PerSide<[String]>]

  /// The result of every expectation, in the order of the file.
  public static func run(_ expectation: Expectation, _ examined: Examined) -> [CheckResult] {
    var comparison = Comparison(examined: examined)
    comparison.compare(expectation)
    return comparison.results
  }

  init(examined: Examined) {
    self.examined = examined
    addresses = examined.connections.map { connection in
      func texts(_ end: SocketAddress) -> [String] { [AddressText.text(end), AddressText.text(end.address)] }
      return PerSide(client: texts(connection.story.ends.client), server: texts(connection.story.ends.server))
    }
  }

  private mutating func compare(_ expectation: Expectation) {
    if let count = expectation.connectionCount {
      let found = examined.connections.count
      add(.connectionCount, "number of connections", count.position, count.range) {
        count.value.holds(count: found)
          ? nil : .init(expected: count.value.text, found: "\(found)", replacement: "\(found)")
      }
    }
    if let findings = expectation.findings { compare(findings, examined.findings, of: nil, "capture") }
    if let findings = expectation.captureFindings {
      compare(findings, examined.captureFindings, of: nil, "capture as a whole")
    }
    if let floor = expectation.noFindings { compare(floor, examined.findings, of: nil, "capture") }
    for connection in expectation.connections { compare(connection) }
  }

  // MARK: connections

  private mutating func compare(_ expectation: ConnectionExpectation) {
    let selector = expectation.selector
    let chosen = examined.connections.indices.filter { chooses(selector, $0) }.map { examined.connections[$0] }
    let isAnyNumberRight = expectation.count.value.least?.scaled == 0 && expectation.count.value.most == nil
    if !isAnyNumberRight {
      let found = chosen.count
      let examined = self.examined
      add(.match, selector.text, selector.position, nil) {
        guard !expectation.count.value.holds(count: found) else { return nil }
        let all = examined.connections.prefix(8).map { Self.name($0.story) }.joined(separator: "; ")
        let rest = examined.connections.count > 8 ? "; …" : ""
        return .init(
          expected: "\(expectation.count.value.text) in the capture",
          found: "\(found)" + (all.isEmpty ? "; the capture has no connections" : "; connections are \(all)\(rest)"))
      }
    }
    for connection in chosen { compare(expectation, connection) }
  }

  private func chooses(_ selector: Selector, _ place: Int) -> Bool {
    if let index = selector.index, index != place + 1 { return false }
    for end in selector.ends where !addresses[place][end.side].contains(end.text) { return false }
    if selector.fields.isEmpty { return true }
    let record = record(of: examined.connections[place])
    return selector.fields.allSatisfy { $0.pattern.value.matches(Self.value(record, $0.path)) }
  }

  private func record(of connection: Examined.Connection) -> JSONNode {
    var writer = JSONWriter()
    writer.connection(connection.story, findings: connection.findings, context: examined.context, typed: false)
    // What the writer writes is JSON: a test holds every record against the schema.
    return (try? JSONReader.read(writer.bytes))
      ?? JSONNode(value: .null, position: TextPosition(line: 1, column: 1), range: 0..<0)
  }

  /// The value of a field; null where a group of fields is null, too.
  private static func value(_ record: JSONNode, _ path: String) -> JSONNode {
    record.at(path: path) ?? JSONNode(value: .null, position: record.position, range: 0..<0)
  }

  static func name(_ story: ConnectionStory) -> String {
    "\(story.id) (\(AddressText.text(story.ends.client)) → \(AddressText.text(story.ends.server)))"
  }

  private mutating func compare(_ expectation: ConnectionExpectation, _ connection: Examined.Connection) {
    let story = connection.story
    let name = "connection \(Self.name(story))"
    if !expectation.fields.isEmpty {
      let record = record(of: connection)
      for field in expectation.fields {
        let found = Self.value(record, field.path)
        add(.field, "\(name): \(Self.words(field.path))", field.pattern.position, field.pattern.range, connection) {
          field.pattern.value.matches(found)
            ? nil
            : .init(
              expected: field.pattern.value.text, found: found.plainText, frames: Self.frames(field.path, story),
              replacement: found.text)
        }
      }
    }
    for after in expectation.statesAfter {
      let found = story.state(of: after.side, after: after.frame)
      add(
        .stateAfter, "\(name): \(after.side.name) after frame \(after.frame)", after.states.position,
        after.states.range, connection
      ) {
        after.states.value.contains(found.state)
          ? nil
          : .init(
            expected: after.states.value.map { "\($0.name)" }.joined(separator: " or "),
            found: "\(found.state.name)\(found.step.map { " (\(Self.text($0)))" } ?? "")", frames: [after.frame],
            replacement: "\"\(found.state.name)\"")
      }
    }
    if let history = expectation.history {
      let problem = Self.difference(history, story.transitions)
      add(.history, "\(name): history", problem?.position ?? history.position, nil, connection) { problem?.failure }
    }
    if let steps = expectation.transitions {
      let problem = Self.missing(steps, story.transitions)
      add(.transitions, "\(name): transitions in order", problem?.position ?? steps.position, nil, connection) {
        problem?.failure
      }
    }
    if let findings = expectation.findings { compare(findings, connection.findings, of: connection, name) }
    if let floor = expectation.noFindings { compare(floor, connection.findings, of: connection, name) }
  }

  private static func words(_ path: String) -> String {
    switch path {
    case "states.client": "client at the end"
    case "states.server": "server at the end"
    case "handshake.kind": "handshake"
    case "close.kind": "close"
    default: path
    }
  }

  /// The frames that a field is about.
  private static func frames(_ path: String, _ story: ConnectionStory) -> [UInt64] {
    func last(_ side: Side) -> [UInt64] {
      guard let step = story.transitions.last(where: { $0.side == side }) else { return [story.lastFrame] }
      return [step.frame == 0 ? story.lastFrame : step.frame]
    }
    if path == "states.client" { return last(.client) }
    if path == "states.server" { return last(.server) }
    let handshake =
      story.handshake.syn + story.handshake.synACK + (story.handshake.ack == 0 ? [] : [story.handshake.ack])
    if path.hasPrefix("handshake") { return handshake.isEmpty ? [story.firstFrame] : handshake }
    let close = story.close.fin.client + story.close.fin.server + story.close.rst
    if path.hasPrefix("close") { return close.isEmpty ? [story.lastFrame] : close.sorted() }
    if path.hasPrefix("retransmitted") || path.hasPrefix("out_of_order") || path.hasPrefix("duplicated") {
      return story.segments.filter { !$0.notes.isDisjoint(with: [.retransmission, .outOfOrder, .captureDuplicate]) }
        .map(\.frame)
    }
    return [story.lastFrame]
  }

  // MARK: results

  private mutating func add(
    _ kind: CheckResult.Kind, _ name: String, _ position: TextPosition?, _ range: Range<Int>?,
    _ connection: Examined.Connection? = nil, _ judge: () -> CheckResult.Failure?
  ) {
    var failure = judge()
    if let connection, let frames = failure?.frames {
      failure?.ladder = LadderLines.around(frames, of: connection, context: examined.context)
    }
    results.append(
      CheckResult(
        kind: kind, name: name, position: position, range: range, connection: connection?.story.id, failure: failure))
  }

  // MARK: findings

  private mutating func compare(
    _ expectation: FindingsExpectation, _ found: [Finding], of connection: Examined.Connection?, _ name: String
  ) {
    for pattern in expectation.present {
      add(.findingPresent, "\(name): finding \(pattern.value.id)", pattern.position, nil, holder(found, connection)) {
        if found.contains(where: { pattern.value.matches($0) }) { return nil }
        let same = found.filter { $0.id == pattern.value.id }
        return .init(
          expected: pattern.value.text, found: Self.list(same.isEmpty ? found : same),
          frames: (same.isEmpty ? found : same).flatMap(\.frames))
      }
    }
    for pattern in expectation.absent {
      let against = found.filter { pattern.value.matches($0) }
      add(.findingAbsent, "\(name): no finding \(pattern.value.id)", pattern.position, nil, holder(against, connection))
      {
        against.isEmpty
          ? nil
          : .init(
            expected: "no \(pattern.value.text)", found: Self.list(against), frames: against.flatMap(\.frames))
      }
    }
    if let only = expectation.only {
      var others = found
      var missing: [Located<FindingPattern>] = []
      for pattern in only.value {
        if let index = others.firstIndex(where: { pattern.value.matches($0) }) {
          others.remove(at: index)
        } else {
          missing.append(pattern)
        }
      }
      // A pattern without details stands for every finding that fits it.
      others.removeAll { finding in only.value.contains { $0.value.isIDAlone && $0.value.matches(finding) } }
      let position = missing.first?.position ?? only.position
      add(.findingsOnly, "\(name): these findings only", position, nil, holder(others, connection)) {
        if others.isEmpty && missing.isEmpty { return nil }
        let wanted = only.value.isEmpty ? "no finding" : only.value.map(\.value.text).joined(separator: "; ")
        var words: [String] = []
        if !missing.isEmpty { words.append("missing " + missing.map(\.value.text).joined(separator: "; ")) }
        if !others.isEmpty { words.append("besides " + Self.list(others)) }
        return .init(
          expected: wanted, found: words.joined(separator: "; "),
          frames: (others.isEmpty ? found : others).flatMap(\.frames))
      }
    }
  }

  private mutating func compare(
    _ floor: Located<Floor>, _ found: [Finding], of connection: Examined.Connection?, _ name: String
  ) {
    let limit = floor.value
    let against = found.filter {
      $0.severity >= limit.severity && $0.confidence >= limit.confidence && !limit.except.contains($0.id)
    }
    let sure = limit.confidence == .weak ? "" : limit.confidence == .certain ? "certain " : "strong or certain "
    let what = "no \(sure)finding of severity \(limit.severity.name) or above"
    add(.noFindings, "\(name): \(what)", floor.position, nil, holder(against, connection)) {
      against.isEmpty
        ? nil
        : .init(expected: what, found: Self.list(against), frames: against.first?.frames ?? [])
    }
  }

  /// The connection whose ladder shows the first of some findings.
  private func holder(_ found: [Finding], _ connection: Examined.Connection?) -> Examined.Connection? {
    if let connection { return connection }
    guard let id = found.first?.connections.first else { return nil }
    return examined.connections.first { $0.story.id == id }
  }

  static func list(_ findings: [Finding]) -> String {
    if findings.isEmpty { return "no finding" }
    let shown = findings.prefix(6).map { finding in
      let frames = finding.frames.prefix(6).map { "\($0)" }.joined(separator: ", ")
      return "\(finding.id)\(finding.kind.map { " (\($0))" } ?? ""), \(finding.severity.name),"
        + " \(finding.confidence.name), frames \(frames)\(finding.frameCount > 6 ? ", …" : ""):"
        + " \(finding.summary.english)"
    }
    return shown.joined(separator: "; ") + (findings.count > 6 ? "; and \(findings.count - 6) more" : "")
  }
}

extension FindingPattern {
  /// Whether it names a rule and nothing else.
  var isIDAlone: Bool {
    kind == nil && severity == nil && confidence == nil && endpoint == nil && frames.isEmpty
  }
  /// As people read it.
  var text: String {
    var words = [id]
    if let kind { words.append(kind.map { "(\($0))" } ?? "without a kind") }
    if let severity { words.append(severity.name) }
    if let confidence { words.append("\(confidence.name)") }
    if let endpoint { words.append("of the \(endpoint.name)") }
    if !frames.isEmpty { words.append("with frames " + frames.map { "\($0)" }.joined(separator: ", ")) }
    return words.joined(separator: " ")
  }
}
