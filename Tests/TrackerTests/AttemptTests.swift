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

  /// The SYN-ACK that answers `fullSYN`.
  private func fullSYNACK() -> Segment {
    var segment = fullSYN()
    swap(&segment.source, &segment.destination)
    segment.frame += 70_000
    segment.time += 3 * .second
    segment.flags = [.syn, .ack, .ece]
    segment.acknowledgment = segment.sequence + 1
    segment.sequence = SequenceNumber(0xfeed_0000)
    segment.window = 65160
    segment.hopLimit = 57
    segment.identification = 0
    segment.marks = [.ipv4, .dontFragment, .checksumPartial, .incoming]
    segment.options.mss = 1400
    segment.options.windowScale = 9
    segment.options.fastOpenCookieLength = 16
    segment.options.timestampEcho = segment.options.timestampValue
    segment.options.timestampValue = 77
    return segment
  }

  @Test("A SYN and its SYN-ACK take 96 octets and give both segments back", arguments: [false, true])
  func answeredForm(fromHigherEnd: Bool) {
    #expect(MemoryLayout<AnsweredAttempt>.stride == 96)
    var question = fullSYN()
    var reply = fullSYNACK()
    if fromHigherEnd {
      swap(&question.source, &question.destination)
      swap(&reply.source, &reply.destination)
    }
    let (key, fromB) = FlowKey.of(source: question.source, destination: question.destination, space: question.space)
    let attempt = Attempt(question, key: key, fromSecond: fromB, envelope: 3)
    #expect(AnsweredAttempt.fits(reply, fromSecond: !fromB, after: attempt))
    var answered = AnsweredAttempt(attempt, reply)
    answered.bucket = 4095
    answered.wheelPrevious = 9
    #expect("\(answered.syn.segment)" == "\(question)" && "\(answered.answer)" == "\(reply)")
    #expect(answered.time == reply.time && answered.syn.key == key && answered.wheelPrevious == 9)
    reply.options.kinds.remove(.timestamps)
    reply.options.timestampValue = 0
    reply.options.timestampEcho = 0
    #expect(AnsweredAttempt.fits(reply, fromSecond: !fromB, after: attempt))
    #expect("\(AnsweredAttempt(attempt, reply).answer)" == "\(reply)")
  }

  @Test("Any other answer needs a record")
  func answeredMisfits() {
    let question = fullSYN()
    let (key, fromB) = FlowKey.of(source: question.source, destination: question.destination, space: question.space)
    let attempt = Attempt(question, key: key, fromSecond: fromB, envelope: 0)
    let changes: [(inout Segment) -> Void] = [
      { $0.flags = .syn }, { $0.flags = .ack }, { $0.flags = [.rst, .ack] }, { $0.flags = [.syn, .ack, .fin] },
      { $0.acknowledgment = $0.acknowledgment + 1 }, { $0.payloadLength = 1 }, { $0.payloadHash = 1 },
      { $0.options.timestampEcho = 1 }, { $0.options.kinds.remove(.timestamps) }, { $0.options.blockCount = 1 },
      { $0.time = question.time - 1 }, { $0.time += 2 * .second }, { $0.frame = question.frame - 1 },
    ]
    for change in changes {
      var reply = fullSYNACK()
      change(&reply)
      #expect(!AnsweredAttempt.fits(reply, fromSecond: !fromB, after: attempt))
    }
    #expect(!AnsweredAttempt.fits(fullSYNACK(), fromSecond: fromB, after: attempt))
  }

  @Test("A half-open connection is told with both segments, whether it ends with the capture or expires before")
  func halfOpen() throws {
    for expires in [false, true] {
      var settings = TrackerSettings()
      settings.attemptRetention = 20 * .second
      var analyzer = Analyzer(settings: settings, seed: 1, capacity: 16)
      var collector = Collector()
      var talk = Dialogue()
      talk.add(.client, .syn, 100, at: 0)
      talk.add(.server, [.syn, .ack], 300, 101, at: 0.5)
      let segments = talk.segments
      analyzer.ingest(segments.span, sink: &collector)
      #expect(analyzer.footprint.records == 1, "only the spare one")
      if expires {
        var other = Dialogue(clientPort: 4000)
        other.add(.client, .syn, 100, at: 60)
        other.segments[0].frame = 3
        let segments = other.segments
        analyzer.ingest(segments.span, sink: &collector)
        #expect(collector.stories.count == 1 && analyzer.liveConnections == 1)
      }
      analyzer.finish(sink: &collector)
      let story = try #require(collector.stories.first)
      #expect(story.segments.map(\.frame) == [1, 2] && story.handshake.kind == .partial)
      #expect(story.states.server == .synReceived)
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
