import FlowstateReports

/// One JSON document, `"schema": "flowstate.check/1"`.
enum JSONCheckReport {
  static func text(_ summary: CheckSummary) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("schema", "flowstate.check/1")
    writer.key("tool")
    writer.beginObject()
    writer.pair("name", "flowstate")
    writer.pair("version", summary.version)
    writer.endObject()
    writer.key("captures")
    writer.beginArray()
    for result in summary.results { write(&writer, result) }
    writer.endArray()
    writer.key("summary")
    writer.beginObject()
    writer.key("captures")
    writer.integer(summary.results.count)
    writer.key("expectations")
    writer.integer(summary.checks)
    writer.key("failures")
    writer.integer(summary.failures)
    writer.key("known_failures")
    writer.integer(summary.known)
    writer.key("errors")
    writer.integer(summary.errors)
    writer.key("updated")
    writer.integer(summary.updated)
    writer.key("status")
    writer.integer(summary.status)
    writer.endObject()
    writer.endObject()
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func word(_ outcome: CaptureResult.Outcome) -> String {
    switch outcome {
    case .checked: "checked"
    case .withoutExpectation: "without-expectation"
    case .recorded: "recorded"
    case .updated: "updated"
    case .badExpectation: "bad-expectation"
    case .unreadable: "unreadable"
    }
  }

  private static func write(_ writer: inout JSONWriter, _ result: CaptureResult) {
    writer.beginObject()
    writer.pair("path", result.path)
    writer.key("expectation")
    if let file = result.expectation { writer.string(file) } else { writer.null() }
    writer.pair("outcome", word(result.outcome))
    writer.key("error")
    if let error = result.error { writer.string(error) } else { writer.null() }
    writer.key("checks")
    writer.beginArray()
    for check in result.checks { write(&writer, check) }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ writer: inout JSONWriter, _ check: CheckResult) {
    writer.beginObject()
    writer.pair("kind", check.kind.rawValue)
    writer.pair("name", check.name)
    writer.key("line")
    if let position = check.position { writer.integer(position.line) } else { writer.null() }
    writer.key("column")
    if let position = check.position { writer.integer(position.column) } else { writer.null() }
    writer.key("connection")
    if let id = check.connection { writer.integer(id) } else { writer.null() }
    writer.key("holds")
    writer.boolean(check.failure == nil)
    writer.key("known_reason")
    if let reason = check.knownReason { writer.string(reason) } else { writer.null() }
    if let failure = check.failure {
      writer.pair("expected", failure.expected)
      writer.pair("found", failure.found)
      writer.key("frames")
      writer.beginArray()
      for frame in failure.frames.prefix(64) { writer.integer(frame) }
      writer.endArray()
      writer.pair("ladder", failure.ladder.joined(separator: "\n"))
    }
    writer.endObject()
  }
}
