import FlowstateCheck
import Foundation
import TestSupport
import Testing

/// What the documentation says is what the program does.
@Suite struct DocumentationTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: Command.root.appending(path: path), encoding: .utf8)
  }

  /// The schema without the keywords that the validator of the tests does not know.
  private func schema() throws -> SchemaValidator {
    func plain(_ value: JSONValue) -> JSONValue {
      switch value {
      case .object(let members):
        .object(members.filter { !["minItems", "minProperties"].contains($0.key) }.mapValues(plain))
      case .array(let elements): .array(elements.map(plain))
      default: value
      }
    }
    let root = plain(try JSONValue.parse(try text("Documentation/expectation.schema.json").utf8))
    guard case .object(var members) = root, case .object(var definitions)? = members["$defs"] else {
      return SchemaValidator(root: root)
    }
    definitions["document"] = .object([
      "type": .string("object"), "required": .array([.string("schema")]), "additionalProperties": .boolean(false),
      "properties": members["properties"] ?? .null,
    ])
    members["$defs"] = .object(definitions)
    return SchemaValidator(root: .object(members))
  }

  /// The blocks of JSON in check.md.
  private func examples() throws -> [String] {
    try text("Documentation/check.md").components(separatedBy: "```json\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test func examplesPoliciesAndRecordingsKeepToTheSchema() throws {
    let said = try examined(ordinary)
    let recordings = RecordStyle.allCases.map { Recorder.record(said, style: $0) }
    let all = try examples() + Policy.allCases.map(\.text) + recordings
    #expect(all.count == 6)
    let schema = try schema()
    for text in all {
      #expect(schema.problems(try JSONValue.parse(text.utf8), definition: "document") == [], "\(text)")
      _ = try expectation(text)
    }
  }

  @Test func theDocumentedPolicyIsTheDefault() throws {
    let lines = Policy.default.text.split(separator: "\n").filter { !$0.contains("\"description\"") }
    let example = try #require(try examples().last)
    #expect(example.split(separator: "\n") == lines)
  }

  @Test func theSchemaKnowsTheKeysOfTheParser() throws {
    let root = try JSONReader.read(Array(try text("Documentation/expectation.schema.json").utf8))
    let keys = try #require(root["properties"]?.object).map(\.key)
    let connection = try #require(root.at(path: "$defs.connection.properties")?.object).map(\.key)
    // A key that the parser does not know is an error that lists or suggests the ones it knows.
    for key in keys where key != "schema" {
      let known = message(#"{"schema": "flowstate.expect/1", "\#(key)": {"?": 0}}"#)
      #expect(!known.contains("an expectation has no key"), "\(key): \(known)")
    }
    for key in connection {
      let known = message(#"{"schema": "flowstate.expect/1", "connections": [{"\#(key)": {"?": 0}}]}"#)
      #expect(!known.contains("a connection has no key"), "\(key): \(known)")
    }
  }

  private func message(_ text: String) -> String {
    do {
      _ = try expectation(text)
      return ""
    } catch {
      return "\(error)"
    }
  }
}
