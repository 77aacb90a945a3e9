import AllocationCount
import Testing

@testable import FlowstateCore

/// Takes stories and keeps none.
private struct Nobody: StorySink {
  var count = 0
  mutating func take(_ story: inout ConnectionStory) { count += 1 }
}

@Suite("Footprint", .serialized)
struct FootprintTests {
  @Test("Sizes of what each connection needs")
  func sizes() {
    #expect(MemoryLayout<Record>.stride <= 448)
    #expect(MemoryLayout<ClosedRecord>.stride * 2 == MemoryLayout<Record>.stride)
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
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 1 << 12)
    var sink = Nobody()
    analyzer.ingest(segments.span.extracting(0..<103), sink: &sink)
    let chunks = analyzer.logChunks
    let before = flowstate_allocations()
    analyzer.ingest(segments.span.extracting(103..<segments.count), sink: &sink)
    let calls = flowstate_allocations() - before
    // Without optimization, values are boxed on their way: only the optimized build is held to none.
    #expect(calls <= Self.tolerated, "4,100 frames")
    #expect(analyzer.logChunks == chunks)
  }

  /// Calls of the allocator for those frames: a few a frame in a debug build, none in an optimized one.
  private static let tolerated = _isDebugAssertConfiguration() ? 40 * 4100 : 0

  @Test("Allocations are counted", .enabled(if: flowstate_counts_allocations() != 0))
  func counting() {
    let before = flowstate_allocations()
    let array = [UInt64](repeating: before.byteSwapped == 1 ? 1 : 2, count: 1000 + Int(before & 1))
    #expect(array.count >= 1000 && flowstate_allocations() > before)
  }

  @Test("A hundred copies of a capture, one after the other, need the memory of one")
  func repetition() {
    var settings = TrackerSettings()
    settings.idleRetention = 60 * .second
    var once = Footprint(settings: settings)
    once.add(copies: 2)
    var often = Footprint(settings: settings)
    often.add(copies: 100)
    // Two copies: one is told while the other one is read.
    #expect(often.records <= once.records && often.attempts <= once.attempts && often.chunks <= once.chunks)
    #expect(often.told == 50 * once.told && once.told == 2 * 60)
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
    // The limit holds for each part of the tuples.
    let part = FlowKey.part(Dialogue(clientPort: 1).client, Dialogue().server, space: 0)
    let ports = (1...200 as ClosedRange<UInt16>).filter {
      FlowKey.part(Dialogue(clientPort: $0).client, Dialogue().server, space: 0) == part
    }
    for port in ports.prefix(5) {
      var talk = Dialogue(clientPort: port)
      talk.add(.client, .syn, 1, at: 0)
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    #expect(sink.count == 3 && analyzer.limits.tableLimit == 2)
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

/// Takes copies of a small capture, and tells the most that was in use.
private struct Footprint: ~Copyable {
  private var analyzer: Analyzer
  private var sink = Nobody()
  private(set) var records = 0
  private(set) var attempts = 0
  private(set) var chunks = 0

  init(settings: TrackerSettings) { analyzer = Analyzer(settings: settings, seed: 1, capacity: 1 << 12) }

  var told: Int { sink.count }

  /// Each copy is shifted in time beyond all retention: 20 unanswered, 20 closed, 20 open connections of 600 s.
  mutating func add(copies: Int) {
    var frame: UInt64 = 0
    for copy in 0..<copies {
      for port in 0..<60 as Range<UInt16> {
        var talk = Dialogue(clientPort: 2000 + port)
        let start = Double(copy) * 600 + Double(port) * 0.1
        if port % 3 == 0 { talk.add(.client, .syn, 100, at: start) } else { talk.open(at: start) }
        if port % 3 == 1 {
          talk.add(.client, [.fin, .ack], 101, 301, at: start + 0.1)
          talk.add(.server, [.fin, .ack], 301, 102, at: start + 0.11)
          talk.add(.client, .ack, 102, 302, at: start + 0.12)
        }
        for position in talk.segments.indices {
          frame += 1
          talk.segments[position].frame = frame
        }
        let segments = talk.segments
        analyzer.ingest(segments.span, sink: &sink)
        let use = analyzer.footprint
        records = max(records, use.records)
        attempts = max(attempts, use.attempts)
        chunks = max(chunks, use.chunks)
      }
    }
    analyzer.finish(sink: &sink)
  }
}
