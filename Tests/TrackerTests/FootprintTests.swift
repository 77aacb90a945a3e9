import CFlowstateShims
import Testing

@testable import FlowstateCore

/// Takes stories and keeps none.
private struct Nobody: StorySink {
  var count = 0
  mutating func take(_ story: borrowing ConnectionStory) { count += 1 }
}

@Suite("Footprint", .serialized)
struct FootprintTests {
  @Test("Sizes of what each connection needs")
  func sizes() {
    #expect(MemoryLayout<Record>.stride <= 424)
    #expect(MemoryLayout<Half>.stride <= 120)
    #expect(MemoryLayout<Latest>.size <= 56)
    #expect(MemoryLayout<SegmentLog.Chunk>.stride == 64)
  }

  @Test("Segments of a settled connection allocate nothing and are not logged")
  func steadyState() {
    var talk = Dialogue()
    talk.open()
    var next: UInt32 = 101
    for step in 0..<2100 {
      talk.add(.client, .ack, next, 301, length: 100, at: 0.1 + Double(step) * 0.001)
      next += 100
      talk.add(.server, .ack, 301, next, at: 0.1005 + Double(step) * 0.001)
    }
    let segments = talk.segments
    // Other tests allocate at the same time: one undisturbed try of several shows it.
    var growth = Int.max
    for _ in 0..<20 where growth != 0 {
      var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 1 << 12)
      var sink = Nobody()
      analyzer.ingest(segments.span.extracting(0..<103), sink: &sink)
      let chunks = analyzer.logChunks
      let before = flowstate_heap_in_use()
      analyzer.ingest(segments.span.extracting(103..<segments.count), sink: &sink)
      growth = Int(flowstate_heap_in_use()) - Int(before)
      #expect(analyzer.logChunks == chunks)
    }
    #expect(growth == 0)
  }

  @Test("Connections that are over are reported while the capture goes on, and their memory is used again")
  func expiry() {
    var settings = TrackerSettings()
    settings.closedRetention = 10 * .second
    settings.attemptRetention = 5 * .second
    var analyzer = Analyzer(settings: settings, seed: 1, capacity: 256)
    var sink = Nobody()
    var most = 0
    for round in 0..<300 {
      var talk = Dialogue(clientPort: UInt16(1024 + round % 60000))
      let start = Double(round)
      talk.open(at: start)
      if round % 3 != 0 {
        talk.add(.client, [.fin, .ack], 101, 301, at: start + 0.1)
        talk.add(.server, [.fin, .ack], 301, 102, at: start + 0.11)
        talk.add(.client, .ack, 102, 302, at: start + 0.12)
      } else {
        talk.segments.removeLast(2)
      }
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &sink)
      most = max(most, analyzer.liveConnections)
    }
    #expect(most <= 16)
    #expect(sink.count > 280)
    analyzer.finish(sink: &sink)
    #expect(sink.count == 300 && analyzer.liveConnections == 0 && analyzer.logChunks == 0)
    #expect(analyzer.limits == TrackerLimits())
  }

  @Test("A clock that jumps ahead and back does not stop expiry or crash")
  func clockSteps() {
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 256)
    var sink = Nobody()
    for (port, at) in [(1, 0.0), (2, 1e9), (3, 5), (4, -1e6), (5, 3e5), (6, 9e8)] as [(UInt16, Double)] {
      var talk = Dialogue(clientPort: port)
      talk.open(at: at)
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    #expect(sink.count == 6)
  }

  @Test("A full table is said, not hidden")
  func tableLimit() {
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 3)
    var sink = Nobody()
    for port in 1...5 as ClosedRange<UInt16> {
      var talk = Dialogue(clientPort: port)
      talk.add(.client, .syn, 1, at: 0)
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    #expect(sink.count == 2 && analyzer.limits.tableLimit == 3)
  }

  @Test("The log's limit is counted in its story")
  func logLimit() throws {
    var settings = TrackerSettings()
    settings.logLimit = 20
    var talk = Dialogue()
    talk.open()
    for step in 0..<40 {
      talk.add(.client, [.rst, .ack], 101, 301, at: 1 + Double(step))
    }
    let story = try #require(stories(talk.segments, settings: settings).first)
    #expect(story.segmentsNotLogged == 23 && story.segments.count == 21)
    #expect(story.segments.last?.frame == 43)
  }
}
