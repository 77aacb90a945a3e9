import FlowstateCore
import FlowstateFindings
import FlowstateReports
import FoundationEssentials
import TestSupport
import Testing

@Suite struct SchemaTests {
  static let file = Snapshot.root.appending(path: "../../Documentation/report.schema.json")

  @Test func theProgramPrintsTheDocumentedSchema() throws {
    let text = String(decoding: try Data(contentsOf: Self.file), as: UTF8.self)
    #expect(reportSchema == text, "run .ci/embed-schema after a change of Documentation/report.schema.json")
  }

  @Test func everyReferenceOfTheSchemaResolves() throws {
    let schema = try JSONValue.parse(reportSchema.utf8)
    guard case .object(let definitions)? = schema["$defs"] else {
      Issue.record("no $defs")
      return
    }
    for reference in reportSchema.matches(of: #/"#\/\$defs\/([A-Za-z0-9]+)"/#) {
      #expect(definitions[String(reference.1)] != nil, "\(reference.1)")
    }
  }

  @Test func aDocumentFollowsTheSchema() throws {
    let output = MemoryOutput()
    var report = JSONDocumentReport(
      context: StoryBuilder.context, selection: Selection(), output: output, spool: MemorySpool())
    report.take(StoryBuilder.complete, findings: [])
    report.take(StoryBuilder.figure8, findings: [StoryBuilder.staleSYN])
    report.finish(capture: StoryBuilder.capture, findings: [captureFinding], listeners: [listener])
    let document = try JSONValue.parse(output.bytes)
    let validator = SchemaValidator(root: try JSONValue.parse(reportSchema.utf8))
    #expect(validator.problems(document, definition: "document") == [])
  }

  @Test func everyLineFollowsTheSchema() throws {
    let output = MemoryOutput()
    var report = JSONLinesReport(context: StoryBuilder.context, selection: Selection(), output: output)
    report.take(StoryBuilder.figure8, findings: [StoryBuilder.staleSYN])
    report.take(StoryBuilder.complete, findings: [])
    report.finish(capture: CaptureSummary(), findings: [captureFinding], listeners: [listener])
    let validator = SchemaValidator(root: try JSONValue.parse(reportSchema.utf8))
    let definitions = ["connectionLine", "connectionLine", "findingLine", "summaryLine"]
    let lines = output.text.split(separator: "\n")
    #expect(lines.count == definitions.count)
    for (line, definition) in zip(lines, definitions) {
      #expect(validator.problems(try JSONValue.parse(line.utf8), definition: definition) == [])
    }
  }

  @Test func theValidatorNoticesWhatIsWrong() throws {
    let validator = SchemaValidator(root: try JSONValue.parse(reportSchema.utf8))
    let wrong = try JSONValue.parse(#"{"ip": 7, "port": 70000, "extra": 1}"#.utf8)
    #expect(validator.problems(wrong, definition: "end").count == 3)
    #expect(validator.problems(try JSONValue.parse("{}".utf8), definition: "end").count == 2)
  }

  private var captureFinding: Finding {
    Finding(
      id: "clock-step", kind: "back", severity: .info, confidence: .weak,
      subject: .listener(SocketAddress(address: IPAddress(v4: 1), port: 80)), connections: [1, 12], frames: [4],
      time: StoryBuilder.epoch, summary: Sentence(en: "A \"step\".", zh: "跳变"), references: [])
  }
  private var listener: ListenerRow {
    var row = ListenerRow(end: SocketAddress(address: IPAddress(high: 0x2001_0db8 << 32, low: 1), port: 443))
    row.attempts = 3
    return row
  }
}
