import Testing

@testable import FlowstateCore

@Suite("Attempts")
struct AttemptTests {
  /// A SYN with all that a bare SYN can have.
  private func fullSYN() -> Segment {
    var talk = Dialogue()
    talk.add(.client, [.syn, .ece, .cwr], 0xdead_beef, at: 1234.567891, window: 64240) {
      $0.frame = 0x1234_5678_9abc
      $0.options.kinds = [.mss, .windowScale, .sackPermitted, .timestamps, .fastOpen]
      $0.options.mss = 1460
      $0.options.windowScale = 7
      $0.options.timestampValue = 0xcafe_f00d
      $0.options.fastOpenCookieLength = 8
      $0.space = 99
      $0.hopLimit = 113
      $0.identification = 4711
      $0.marks = [.ipv4, .dontFragment, .checksumGood, .outgoing]
    }
    return talk.segments[0]
  }

  @Test("An attempt takes one cache line and gives its segment back", arguments: [false, true])
  func form(fromHigherEnd: Bool) {
    #expect(MemoryLayout<Attempt>.stride == 64)
    var segment = fullSYN()
    if fromHigherEnd { swap(&segment.source, &segment.destination) }
    #expect(Attempt.fits(segment))
    let (key, fromB) = FlowKey.of(source: segment.source, destination: segment.destination, space: segment.space)
    var attempt = Attempt(segment, key: key, fromSecond: fromB, envelope: 3)
    attempt.bucket = 4095
    attempt.wheelNext = 7
    #expect(fromB == fromHigherEnd && attempt.fromSecond == fromB && attempt.envelope == 3)
    #expect(attempt.key == key && attempt.isOf(key) && attempt.bucket == 4095)
    #expect("\(attempt.segment)" == "\(segment)")
    var other = key
    other.space = 98
    #expect(!attempt.isOf(other))
    other = key
    other.a.address.high = 1
    #expect(!attempt.isOf(other))
  }

  @Test("What a bare SYN does not have needs a record")
  func misfits() {
    let changes: [(inout Segment) -> Void] = [
      { $0.flags = [.syn, .ack] }, { $0.flags = .ack }, { $0.flags = [.syn, .fin] }, { $0.payloadLength = 1 },
      { $0.acknowledgment = SequenceNumber(1) }, { $0.options.timestampEcho = 1 }, { $0.options.blockCount = 1 },
      { $0.source.address = IPAddress(high: 1, low: 2) }, { $0.frame = 1 << 48 }, { $0.payloadHash = 1 },
    ]
    for change in changes {
      var segment = fullSYN()
      change(&segment)
      #expect(!Attempt.fits(segment))
    }
  }

  @Test("The story of a SYN without answer shows the SYN whole")
  func story() throws {
    let segment = fullSYN()
    let story = try #require(stories([segment]).first)
    #expect(story.firstFrame == segment.frame && story.lastFrame == segment.frame && story.firstTime == segment.time)
    #expect(story.ends.client == segment.source && story.ends.server == segment.destination)
    #expect(story.segments.count == 1 && story.figures.client.frames == 1 && story.figures.server.frames == 0)
    let logged = try #require(story.segments.first)
    #expect("\(logged)" == "\(segment.logged(notes: []))")
    #expect(story.handshake.options.client?.mss == 1460 && story.handshake.options.client?.fastOpenCookie == true)
    #expect(story.facts.isSuperset(of: [.syn, .oneSided]))
  }

  @Test("A SYN with a wrong checksum is told with that fact")
  func badChecksum() throws {
    var segment = fullSYN()
    segment.marks.insert(.checksumBad)
    let story = try #require(stories([segment]).first)
    #expect(story.segments.map(\.frame) == [segment.frame] && story.facts.contains(.badChecksum))
  }

  @Test("A second segment makes a record of it, and both are in the log")
  func promotion() throws {
    var talk = Dialogue()
    talk.open()
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 16)
    var collector = Collector()
    let segments = talk.segments
    for position in segments.indices {
      analyzer.ingest(segments.span.extracting(position..<position + 1), sink: &collector)
      #expect(analyzer.liveConnections == 1)
    }
    analyzer.finish(sink: &collector)
    let story = try #require(collector.stories.first)
    #expect(collector.stories.count == 1 && story.segments.map(\.frame) == [1, 2, 3])
  }

  @Test("Attempts expire in the order of their moment among other connections, and their memory is used again")
  func expiry() {
    var settings = TrackerSettings()
    settings.attemptRetention = 5 * .second
    settings.closedRetention = 5 * .second
    var analyzer = Analyzer(settings: settings, seed: 1, capacity: 64)
    var collector = Collector()
    var frame: UInt64 = 0
    var most = 0
    for round in 0..<500 {
      var talk = Dialogue(clientPort: UInt16(1024 + round))
      talk.add(.client, .syn, 100, at: Double(round) * 0.25)
      if round % 3 == 0 { talk.add(.server, [.rst, .ack], 0, 101, at: Double(round) * 0.25 + 0.1) }
      for position in talk.segments.indices {
        frame += 1
        talk.segments[position].frame = frame
      }
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &collector)
      most = max(most, analyzer.liveConnections)
    }
    #expect(most <= 32 && analyzer.limits == TrackerLimits())
    let told = collector.stories.map(\.lastTime)
    #expect(told == told.sorted() && told.count > 450)
    analyzer.finish(sink: &collector)
    #expect(collector.stories.count == 500 && analyzer.liveConnections == 0 && analyzer.logChunks == 0)
  }
}
