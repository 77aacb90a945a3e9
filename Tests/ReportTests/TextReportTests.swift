import FlowstateCore
import FlowstateFindings
import Testing

@testable import FlowstateReports

@Suite struct TextReportTests {
  private func report(_ options: TextOptions) -> String {
    let output = MemoryOutput()
    var report = TextReport(context: StoryBuilder.context, options: options, output: output, spool: MemorySpool())
    report.take(StoryBuilder.complete, findings: [])
    report.take(StoryBuilder.figure8, findings: [StoryBuilder.staleSYN])
    var listener = ListenerRow(end: SocketAddress(address: IPAddress(v4: 0x0a00_0002), port: 80))
    listener.attempts = 2
    listener.completed = 1
    report.finish(capture: StoryBuilder.capture, findings: [], listeners: [listener])
    return output.text
  }

  @Test func theReportReadsWell() {
    Snapshot.expect(report(TextOptions()), is: "report-en.txt")
  }

  @Test func theReportReadsWellInChinese() {
    var options = TextOptions()
    options.language = .chinese
    options.listsAll = true
    Snapshot.expect(report(options), is: "report-zh.txt")
  }

  @Test func figureEightLooksLikeFigureEight() {
    var canvas = TextCanvas(color: false)
    canvas.ladder(
      StoryBuilder.figure8, findings: [StoryBuilder.staleSYN], context: StoryBuilder.context, language: .english,
      width: .max)
    Snapshot.expect(String(decoding: canvas.bytes, as: UTF8.self), is: "ladder-figure-8.txt")
  }

  @Test func aCloseIsDrawnToItsEnd() {
    var canvas = TextCanvas(color: false)
    canvas.ladder(
      StoryBuilder.complete, findings: [], context: StoryBuilder.context, language: .chinese, width: 120)
    Snapshot.expect(String(decoding: canvas.bytes, as: UTF8.self), is: "ladder-close-zh.txt")
  }

  @Test func lostAndLateSegmentsHaveTheArrowsOfTheRFC() {
    var segment = LoggedSegment()
    #expect(LadderArrows(segment, fate: .lost).right == "--X")
    #expect(LadderArrows(segment, fate: .foreign).left == "...")
    segment.sender = .server
    #expect(LadderArrows(segment, fate: .lost).left == "X--")
    #expect(LadderArrows(segment, fate: .accepted).right == "<--")
    segment.notes = .oldCopy
    #expect(LadderArrows(segment, fate: .accepted).right == "...")
  }

  @Test func aConnectionThatIsNotThereIsSaid() {
    var options = TextOptions()
    options.selection.connections = [.id(4711)]
    #expect(report(options).contains("No connection of the capture has this id or end."))
  }

  @Test func examplesOfAFindingAreFewAndTheWorst() {
    var examples = FindingExamples(selection: Selection())
    for number in 1...100 {
      var finding = StoryBuilder.staleSYN
      finding.frames = [UInt64(number)]
      finding.severity = number == 60 ? .error : .notice
      examples.take(finding, ends: nil)
    }
    #expect(examples.byID["stale-syn-reset"]?.compactMap(\.finding.frames.first) == [60, 1, 2])
  }
}

@Suite struct TextCanvasTests {
  @Test func wideCharactersTakeTwoColumns() {
    #expect(displayWidth("三次握手") == 8)
    #expect(displayWidth("aé e\u{301}") == 4)
    var canvas = TextCanvas(color: false)
    canvas.put("握手")
    canvas.pad(to: 6)
    canvas.put("x")
    #expect(canvas.column == 7)
  }

  @Test func controlCharactersNeverReachATerminal() {
    var canvas = TextCanvas(color: true)
    canvas.put("a\u{1b}[2Jb\u{9b}\u{202e}\r\n")
    #expect(String(decoding: canvas.bytes, as: UTF8.self) == "a?[2Jb????")
  }

  @Test func linesBreakBetweenWordsAndWideCharacters() {
    var canvas = TextCanvas(color: false)
    canvas.pad(to: 2)
    canvas.wrap("one two three 三次握手，完成", width: 12)
    canvas.endLine()
    #expect(String(decoding: canvas.bytes, as: UTF8.self) == "  one two\n  three 三次\n  握手，完成\n")
  }

  @Test func stylesAreWrittenOnlyWithColor() {
    var canvas = TextCanvas(color: true)
    canvas.put("x", .bold)
    #expect(String(decoding: canvas.bytes, as: UTF8.self) == "\u{1b}[1mx\u{1b}[0m")
    #expect(canvas.column == 1)
  }

  @Test(arguments: [
    (999, "999 B"), (1000, "1.0 kB"), (1_999_999, "1.9 MB"), (12_000_000_000, "12.0 GB"),
  ])
  func octetsAreCutNotRounded(count: UInt64, expected: String) { #expect(octets(count) == expected) }

  @Test(arguments: [
    (500_000, "500 µs"), (20_400_000, "20.4 ms"), (3_204_999_999, "3.204 s"), (725_000_000_000, "12 min 5 s"),
    (9_600_000_000_000, "2 h 40 min"), (180_000_000_000_000, "2 d 2 h"),
  ])
  func durationsAreSpoken(value: Int64, expected: String) { #expect(spoken(value) == expected) }

  @Test func thousandsAreGrouped() {
    #expect(grouped(1_234_567) == "1,234,567")
    #expect(grouped(999) == "999")
  }
}
