import FlowstateCore
import FlowstateFindings

extension Expectation {
  /// Reads an expectation.
  public init(_ bytes: [UInt8], file: String) throws(ExpectationError) {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONReader.read(bytes)
    } catch {
      throw ExpectationError(file: file, position: error.position, message: error.message)
    }
    self = try ExpectationParser(file: file).expectation(root)
  }
}

/// Turns JSON into an expectation; whatever it does not know is an error.
struct ExpectationParser {
  let file: String

  func fail(_ node: JSONNode, _ message: String) -> ExpectationError {
    ExpectationError(file: file, position: node.position, message: message)
  }

  /// The members of an object, all of which have known names.
  func members(
    _ node: JSONNode, _ what: String, _ known: [String]
  ) throws(ExpectationError) -> [JSONNode.Member] {
    guard let members = node.object else { throw fail(node, "\(what) is an object, not \(node.kindName)") }
    for member in members where !known.contains(member.key) {
      throw ExpectationError(
        file: file, position: member.position,
        message: "\(what) has no key ‘\(member.key)’\(Suggestion.sentence(for: member.key, among: known))")
    }
    return members
  }

  func expectation(_ root: JSONNode) throws(ExpectationError) -> Expectation {
    var result = Expectation(file: file)
    let known = [
      "$schema", "schema", "description", "recorded", "connection_count", "findings", "capture_findings", "no_findings",
      "connections",
    ]
    let members = try members(root, "an expectation", known)
    guard let version = root["schema"] else {
      throw fail(root, "\"schema\": \"\(Expectation.schema)\" is missing")
    }
    guard version.string == Expectation.schema else {
      throw fail(version, "this program reads \"\(Expectation.schema)\", not \(version.text)")
    }
    for member in members {
      let node = member.value
      switch member.key {
      case "recorded": result.recorded = try word(node, "recorded") { RecordStyle(rawValue: $0) }
      case "connection_count": result.connectionCount = Located(try bound(node), at: node)
      case "findings": result.findings = try findings(node)
      case "capture_findings": result.captureFindings = try findings(node)
      case "no_findings": result.noFindings = try floor(node)
      case "connections":
        for (position, element) in try list(node, "connections").enumerated() {
          result.connections.append(try connection(element, place: position + 1))
        }
      default: break
      }
    }
    return result
  }

  // MARK: connections

  private func connection(_ node: JSONNode, place: Int) throws(ExpectationError) -> ConnectionExpectation {
    let known = [
      "match", "count", "description", "handshake", "close", "states", "states_after", "history", "transitions",
      "fields", "findings", "no_findings",
    ]
    let members = try members(node, "a connection", known)
    var selector = Selector(index: place, text: "connection \(place)", position: node.position)
    if let match = node["match"] { selector = try self.selector(match) }
    let one = JSONNode(value: .number("1"), position: selector.position, range: 0..<0)
    var result = ConnectionExpectation(selector: selector, count: Located(try bound(one), at: one))
    for member in members {
      let node = member.value
      switch member.key {
      case "count": result.count = Located(try bound(node), at: node)
      case "handshake":
        result.fields.append(try field("handshake.kind", node, among: Handshake.Kind.allCases.map(\.name)))
      case "close": result.fields.append(try field("close.kind", node, among: Close.Kind.allCases.map(\.name)))
      case "states":
        for member in try self.members(node, "states", ["client", "server"]) {
          result.fields.append(
            try field("states.\(member.key)", member.value, among: State.allCases.map(\.name)))
        }
      case "states_after":
        for element in try list(node, "states_after") { result.statesAfter += try stateAfter(element) }
      case "history": result.history = try steps(node, "history")
      case "transitions": result.transitions = try steps(node, "transitions")
      case "fields":
        guard let fields = node.object else { throw fail(node, "fields is an object, not \(node.kindName)") }
        for member in fields { result.fields.append(try field(member)) }
      case "findings": result.findings = try findings(node)
      case "no_findings": result.noFindings = try floor(node)
      default: break
      }
    }
    return result
  }

  private func selector(_ node: JSONNode) throws(ExpectationError) -> Selector {
    guard let members = node.object else { throw fail(node, "match is an object, not \(node.kindName)") }
    var result = Selector(position: node.position)
    var words: [String] = []
    for member in members {
      words.append("\(member.key) \(member.value.plainText)")
      switch (member.key, member.value.string) {
      case ("index", _):
        guard let index = member.value.integer, index > 0 else {
          throw fail(member.value, "index is a whole number from 1")
        }
        result.index = index
      case ("client", let text?): result.ends.append(EndPattern(side: .client, text: text))
      case ("server", let text?): result.ends.append(EndPattern(side: .server, text: text))
      case ("client", nil), ("server", nil):
        throw fail(member.value, "\(member.key) is \"ADDRESS:PORT\" or \"ADDRESS\"")
      default: result.fields.append(try field(member))
      }
    }
    result.text = words.isEmpty ? "every connection" : "the connection with " + words.joined(separator: ", ")
    return result
  }

  private func field(_ member: JSONNode.Member) throws(ExpectationError) -> FieldExpectation {
    if let problem = ReportFields.problem(with: member.key) {
      throw ExpectationError(file: file, position: member.position, message: problem)
    }
    return FieldExpectation(path: member.key, pattern: Located(try pattern(member.value), at: member.value))
  }

  private func field(
    _ path: String, _ node: JSONNode, among names: [StaticString]
  ) throws(ExpectationError) -> FieldExpectation {
    let names = names.map { "\($0)" }
    for value in node.array ?? [node] {
      guard let word = value.string, names.contains(word) else {
        throw fail(
          value,
          "\(value.text) is no \(Self.noun(path))\(Suggestion.sentence(for: value.plainText, among: names))")
      }
    }
    return FieldExpectation(path: path, pattern: Located(try pattern(node), at: node))
  }

  private static func noun(_ path: String) -> String {
    switch path {
    case "handshake.kind": "kind of handshake"
    case "close.kind": "kind of close"
    default: "state"
    }
  }

  private func pattern(_ node: JSONNode) throws(ExpectationError) -> ValuePattern {
    switch node.value {
    case .object: return .bound(try bound(node))
    case .array(let values):
      if values.isEmpty { throw fail(node, "an empty list fits nothing") }
      for value in values where value.object != nil || value.array != nil {
        throw fail(value, "a list of values holds no \(value.kindName)")
      }
      return .oneOf(values)
    case .number where node.decimal == nil: throw fail(node, "a number has no exponent and at most nine decimals")
    default: return .oneOf([node])
    }
  }

  private func stateAfter(_ node: JSONNode) throws(ExpectationError) -> [StateAfter] {
    let members = try members(node, "an entry of states_after", ["frame", "client", "server"])
    guard let frame = node["frame"]?.integer, frame > 0 else {
      throw fail(node["frame"] ?? node, "\"frame\" with the number of a frame, from 1, is needed")
    }
    var result: [StateAfter] = []
    for member in members where member.key != "frame" {
      var states: [State] = []
      for value in member.value.array ?? [member.value] { states.append(try state(value)) }
      result.append(
        StateAfter(
          frame: UInt64(frame), side: member.key == "client" ? .client : .server,
          states: Located(states, at: member.value)))
    }
    return result
  }

  private func steps(
    _ node: JSONNode, _ what: String
  ) throws(ExpectationError) -> Located<[Located<StepPattern>]> {
    var steps: [Located<StepPattern>] = []
    for element in try list(node, what) {
      var step = StepPattern()
      for member in try members(element, "a step", ["frame", "endpoint", "from", "to", "basis"]) {
        switch member.key {
        case "frame":
          if case .null = member.value.value {
            step.frame = 0
          } else {
            guard let frame = member.value.integer, frame > 0 else {
              throw fail(member.value, "frame is a whole number from 1, or null for a timer")
            }
            step.frame = UInt64(frame)
          }
        case "endpoint": step.side = try side(member.value)
        case "from": step.from = try state(member.value)
        case "to": step.to = try state(member.value)
        default:
          step.basis = try word(member.value, "basis", among: Basis.allCases) { "\($0.name)" }
        }
      }
      steps.append(Located(step, at: element))
    }
    return Located(steps, at: node)
  }

  private func state(_ node: JSONNode) throws(ExpectationError) -> State {
    try word(node, "state", among: State.allCases) { "\($0.name)" }
  }
  func side(_ node: JSONNode) throws(ExpectationError) -> Side {
    try word(node, "endpoint", among: Side.allCases) { "\($0.name)" }
  }

  // MARK: small values

  func list(_ node: JSONNode, _ what: String) throws(ExpectationError) -> [JSONNode] {
    guard let elements = node.array else { throw fail(node, "\(what) is a list, not \(node.kindName)") }
    return elements
  }

  func word<Word>(
    _ node: JSONNode, _ what: String, among words: [Word], name: (Word) -> String
  ) throws(ExpectationError) -> Word {
    if let text = node.string, let word = words.first(where: { name($0) == text }) { return word }
    let suggestion = Suggestion.sentence(for: node.plainText, among: words.map(name))
    throw fail(node, "\(node.text) is no \(what)\(suggestion)")
  }

  private func word<Word: CaseIterable & RawRepresentable<String>>(
    _ node: JSONNode, _ what: String, make: (String) -> Word?
  ) throws(ExpectationError) -> Word {
    guard let text = node.string, let word = make(text) else {
      let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
      throw fail(node, "\(what) is \(words), not \(node.text)")
    }
    return word
  }

  /// A number, or bounds.
  func bound(_ node: JSONNode) throws(ExpectationError) -> Bound {
    if node.object == nil {
      guard let number = node.decimal else {
        throw fail(node, "a number, or {\"min\": …, \"max\": …}, is needed, not \(node.text)")
      }
      return Bound(least: number, most: number, text: node.text)
    }
    let members = try members(node, "a bound", ["min", "max"])
    guard !members.isEmpty else { throw fail(node, "a bound has \"min\", \"max\" or both") }
    var result = Bound(text: "")
    var words: [String] = []
    for member in members {
      guard let number = member.value.decimal else {
        throw fail(member.value, "\(member.key) is a number with at most nine decimals, not \(member.value.text)")
      }
      if member.key == "min" { result.least = number } else { result.most = number }
      words.append("at \(member.key == "min" ? "least" : "most") \(member.value.text)")
    }
    result.text = words.joined(separator: ", ")
    return result
  }
}
