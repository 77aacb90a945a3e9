import FlowstateCore
import FlowstateFindings
import FlowstateReports
import TestSupport
import Testing

@Suite struct JSONReportTests {
  private func document(_ selection: Selection = Selection(), shift: Nanoseconds = 0) throws -> JSONValue {
    let output = MemoryOutput()
    var report = JSONDocumentReport(
      context: StoryBuilder.context, selection: selection, output: output, spool: MemorySpool())
    var second = StoryBuilder.complete
    second.id = 7
    second.firstTime += shift
    report.take(second, findings: [])
    report.take(StoryBuilder.figure8, findings: [StoryBuilder.staleSYN])
    report.finish(capture: StoryBuilder.capture, findings: [], listeners: [])
    return try JSONValue.parse(output.bytes)
  }

  @Test func connectionsOfADocumentAreOrderedById() throws {
    let connections = try document()["connections"]
    #expect(connections?[0]?["id"] == .integer(1))
    #expect(connections?[1]?["id"] == .integer(7))
    #expect(connections?[2] == nil)
  }

  @Test func timesCountFromTheFirstFrame() throws {
    let connection = try document(shift: 1)["connections"]?[1]
    #expect(connection?["time"]?.double == 0.100000001)
    #expect(connection?["start"] == .string("2023-11-14T22:13:20.100000001Z"))
    #expect(connection?["start_ns"] == .integer(1_700_000_000_100_000_001))
  }

  @Test func timersHaveNoFrame() throws {
    guard case .array(let history)? = try document()["connections"]?[1]?["history"], let last = history.last else {
      Issue.record("no history")
      return
    }
    #expect(last["basis"] == .string("timer"))
    #expect(last["frame"] == .null)
    #expect(last["to"] == .string("CLOSED"))
  }

  @Test func everyFrameIsAccountedFor() throws {
    let capture = try document()["capture"]
    guard case .object(let reasons)? = capture?["not_analyzed"], let frames = capture?["frames"]?.double,
      let segments = capture?["tcp_segments"]?.double
    else {
      Issue.record("no account")
      return
    }
    #expect(segments + reasons.values.compactMap(\.double).reduce(0, +) == frames)
    #expect(reasons.count == NotAnalyzed.allCases.count)
  }

  @Test func aSelectionChoosesConnectionsAndTheSummaryStillCountsAll() throws {
    var selection = Selection()
    selection.connections = [.end(SocketAddress(address: IPAddress(v4: 0x0a00_0002), port: 80))]
    let chosen = try document(selection)
    #expect(chosen["connections"]?[0]?["id"] == .integer(1))
    #expect(chosen["connections"]?[1] == nil)
    #expect(chosen["summary"]?["connections"] == .integer(2))
    #expect(chosen["summary"]?["findings"]?["stale-syn-reset"] == .integer(1))
  }

  @Test func longListsAreCappedAndTheirCountsAreNot() throws {
    var story = StoryBuilder.figure8
    story.close.rst = Array(1...100)
    story.transitions = Array(repeating: story.transitions[0], count: 3000)
    var writer = JSONWriter()
    writer.connection(story, findings: [], context: StoryBuilder.context, typed: true)
    let connection = try JSONValue.parse(writer.bytes)
    guard case .array(let resets)? = connection["close"]?["rst"], case .array(let history)? = connection["history"]
    else {
      Issue.record("no lists")
      return
    }
    #expect(resets.count == ReportLimits.frames)
    #expect(connection["close"]?["rst_count"] == .integer(100))
    #expect(history.count == ReportLimits.history)
    #expect(connection["history_count"] == .integer(3000))
  }
}
