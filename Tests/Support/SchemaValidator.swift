/// Checks values against the keywords of JSON Schema (draft 2020-12) that the project's schema uses.
///
/// Stricter than the standard in one thing: a member that no `properties` names is reported, unless
/// `additionalProperties` is given. So a key that is written but not documented fails a test.
package struct SchemaValidator {
  private static let keywords: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "enum", "const", "properties", "required",
    "additionalProperties", "items", "maxItems", "minimum", "maximum", "pattern", "anyOf",
  ]
  let root: JSONValue

  package init(root: JSONValue) { self.root = root }

  /// What is wrong with a value by a definition; empty when nothing is.
  package func problems(_ value: JSONValue, definition: String) -> [String] {
    guard let schema = root["$defs"]?[definition] else { return ["no definition \(definition)"] }
    return problems(value, schema, "")
  }

  func problems(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard case .object(let rules) = schema else { return schema == .boolean(true) ? [] : ["\(path): not allowed"] }
    var found: [String] = []
    for keyword in rules.keys where !Self.keywords.contains(keyword) {
      found.append("\(path): unknown keyword \(keyword)")
    }
    if let referred = resolve(rules["$ref"]) {
      found += problems(value, referred, path).filter { !isForeign($0, rules) }
    }
    if case .array(let options)? = rules["anyOf"], !options.contains(where: { problems(value, $0, path).isEmpty }) {
      found.append("\(path): none of anyOf fits")
    }
    if let type = rules["type"], !has(value, type) { found.append("\(path): \(value) is not \(type)") }
    if let constant = rules["const"], constant != value { found.append("\(path): \(value) is not \(constant)") }
    if case .array(let values)? = rules["enum"], !values.contains(value) {
      found.append("\(path): \(value) is not listed")
    }
    if let minimum = rules["minimum"]?.double, let number = value.double, number < minimum {
      found.append("\(path): \(number) is below \(minimum)")
    }
    if let maximum = rules["maximum"]?.double, let number = value.double, number > maximum {
      found.append("\(path): \(number) is above \(maximum)")
    }
    if case .string(let pattern)? = rules["pattern"], case .string(let text) = value {
      if (try? Regex(pattern).firstMatch(in: text)) == nil {
        found.append("\(path): '\(text)' does not fit \(pattern)")
      }
    }
    found += members(value, rules, path)
    if case .array(let items) = value, let schema = rules["items"] {
      for (index, item) in items.enumerated() { found += problems(item, schema, "\(path)[\(index)]") }
      if let limit = rules["maxItems"]?.double, Double(items.count) > limit { found.append("\(path): too many items") }
    }
    return found
  }

  private func members(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    var found: [String] = []
    if case .array(let names)? = rules["required"] {
      for case .string(let name) in names where members[name] == nil { found.append("\(path): \(name) is missing") }
    }
    guard case .object(let known)? = rules["properties"] else {
      guard let extra = rules["additionalProperties"] else { return found }
      for (name, member) in members { found += problems(member, extra, "\(path).\(name)") }
      return found
    }
    let inherited: Set<String> =
      if case .object(let other)? = resolve(rules["$ref"])?["properties"] { Set(other.keys) } else { [] }
    for (name, member) in members {
      if let schema = known[name] {
        found += problems(member, schema, "\(path).\(name)")
      } else if !inherited.contains(name) {
        found.append("\(path).\(name) is not documented")
      }
    }
    return found
  }

  /// Whether a problem of a referred schema is about a member that the referring one documents.
  private func isForeign(_ problem: String, _ rules: [String: JSONValue]) -> Bool {
    guard case .object(let known)? = rules["properties"] else { return false }
    return known.keys.contains { problem == ".\($0) is not documented" }
  }

  private func resolve(_ reference: JSONValue?) -> JSONValue? {
    guard case .string(let text)? = reference else { return nil }
    return root["$defs"]?[String(text.split(separator: "/").last ?? "")]
  }

  private func has(_ value: JSONValue, _ type: JSONValue) -> Bool {
    if case .array(let types) = type { return types.contains { has(value, $0) } }
    guard case .string(let name) = type else { return false }
    return switch (name, value) {
    case ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .integer), ("number", .number),
      ("string", .string), ("array", .array), ("object", .object):
      true
    default: false
    }
  }
}
