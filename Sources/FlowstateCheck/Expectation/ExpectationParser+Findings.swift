import FlowstateCore
import FlowstateFindings

extension ExpectationParser {
  func findings(_ node: JSONNode) throws(ExpectationError) -> FindingsExpectation {
    var result = FindingsExpectation()
    for member in try members(node, "findings", ["present", "absent", "only"]) {
      var patterns: [Located<FindingPattern>] = []
      for element in try list(member.value, member.key) {
        patterns.append(Located(try finding(element), at: element))
      }
      switch member.key {
      case "present": result.present = patterns
      case "absent": result.absent = patterns
      default: result.only = Located(patterns, at: member.value)
      }
    }
    return result
  }

  private func finding(_ node: JSONNode) throws(ExpectationError) -> FindingPattern {
    if node.string != nil { return FindingPattern(id: try findingID(node)) }
    let members = try members(
      node, "a finding", ["id", "kind", "severity", "confidence", "endpoint", "frames"])
    guard let id = node["id"] else { throw fail(node, "a finding needs an \"id\"") }
    var result = FindingPattern(id: try findingID(id))
    for member in members {
      let value = member.value
      switch member.key {
      case "kind":
        if case .null = value.value {
          result.kind = .some(nil)
        } else {
          guard let kind = value.string else { throw fail(value, "kind is a string or null, not \(value.kindName)") }
          result.kind = .some(kind)
        }
      case "severity": result.severity = try severity(value)
      case "confidence": result.confidence = try confidence(value)
      case "endpoint": result.endpoint = try side(value)
      case "frames":
        for element in try list(value, "frames") {
          guard let frame = element.integer, frame > 0 else {
            throw fail(element, "frames are whole numbers from 1, not \(element.text)")
          }
          result.frames.append(UInt64(frame))
        }
      default: break
      }
    }
    return result
  }

  private func findingID(_ node: JSONNode) throws(ExpectationError) -> String {
    guard let id = node.string else { throw fail(node, "the id of a finding is a string, not \(node.kindName)") }
    guard Self.ids.contains(id) else {
      throw fail(node, "no finding is called ‘\(id)’\(Suggestion.sentence(for: id, among: Self.ids))")
    }
    return id
  }

  private static let ids = Registry.all.map(\.id)

  func floor(_ node: JSONNode) throws(ExpectationError) -> Located<Floor> {
    if node.string != nil {
      return Located(Floor(severity: try severity(node), confidence: .weak, except: []), at: node)
    }
    let members = try members(node, "no_findings", ["at_or_above", "confidence", "except"])
    guard let limit = node["at_or_above"] else {
      throw fail(node, "no_findings is a severity, or an object with \"at_or_above\"")
    }
    var result = Floor(severity: try severity(limit), confidence: .weak, except: [])
    for member in members {
      switch member.key {
      case "confidence": result.confidence = try confidence(member.value)
      case "except":
        for element in try list(member.value, "except") { result.except.append(try findingID(element)) }
      default: break
      }
    }
    return Located(result, at: node)
  }

  private func severity(_ node: JSONNode) throws(ExpectationError) -> Severity {
    try word(node, "severity", among: Severity.allCases) { $0.name }
  }
  private func confidence(_ node: JSONNode) throws(ExpectationError) -> Confidence {
    try word(node, "confidence", among: Confidence.allCases) { "\($0.name)" }
  }
}
