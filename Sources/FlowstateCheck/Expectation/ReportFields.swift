import FlowstateReports

/// The fields of a connection's record as its JSON Schema names them: what an expectation may ask for by path.
public enum ReportFields {
  private static let schema: JSONNode? = try? JSONReader.read(Array(reportSchema.utf8))

  /// What is wrong with a path, or `nil` when it names a field that has one value.
  public static func problem(with path: String) -> String? {
    guard let schema, var node = schema["$defs"]?["connection"] else { return "the report's schema cannot be read" }
    var known = ""
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let properties = fields(of: node, in: schema)
      guard let next = properties.first(where: { $0.key == part })?.value else {
        let names = properties.map(\.key)
        if names.isEmpty { return "‘\(known)’ has no fields of its own" }
        let place = known.isEmpty ? "a connection has no field" : "‘\(known)’ has no field"
        return "\(place) ‘\(part)’\(Suggestion.sentence(for: String(part), among: names))"
      }
      known += known.isEmpty ? String(part) : ".\(part)"
      node = next
    }
    let inner = fields(of: node, in: schema).map(\.key)
    if !inner.isEmpty { return "‘\(known)’ is a group of fields: \(inner.joined(separator: ", "))" }
    if isList(node, in: schema) { return "‘\(known)’ is a list; its length stands beside it, as ‘\(known)_count’" }
    return nil
  }

  private static func resolved(_ node: JSONNode, in schema: JSONNode) -> [JSONNode] {
    if let reference = node["$ref"]?.string, let name = reference.split(separator: "/").last,
      let target = schema["$defs"]?[String(name)]
    {
      return resolved(target, in: schema)
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
      if let parts = node[keyword]?.array { return parts.flatMap { resolved($0, in: schema) } }
    }
    return [node]
  }

  private static func fields(of node: JSONNode, in schema: JSONNode) -> [JSONNode.Member] {
    resolved(node, in: schema).flatMap { $0["properties"]?.object ?? [] }
  }

  private static func isList(_ node: JSONNode, in schema: JSONNode) -> Bool {
    resolved(node, in: schema).contains { $0["type"]?.string == "array" }
  }
}
