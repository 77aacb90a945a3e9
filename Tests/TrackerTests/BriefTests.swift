import Testing

@testable import FlowstateCore

/// Takes ordinary connections in brief.
private struct BriefCollector: StorySink {
  var stories: [ConnectionStory] = []
  var takesBrief: Bool { true }
  mutating func take(_ story: inout ConnectionStory) { stories.append(story) }
}

/// What a story told in brief must have in common with the same one told in full.
private struct Gist: Equatable {
  var id: UInt64
  var states: PerSide<State>
  var kinds: [String]
  var initiator: Side?
  var roundTrip: PerSide<Nanoseconds?>
  var facts: Facts
  var bases: [Int]
  var octets: [UInt64]
  var frames: [UInt64]
  var beginning: [UInt64]
  var clockRunsOn: Bool?

  init(_ story: ConnectionStory) {
    id = story.id
    states = story.states
    kinds = ["\(story.handshake.kind.name)", "\(story.close.kind.name)", "\(story.roleBasis.name)"]
    initiator = story.close.initiator
    roundTrip = story.handshake.roundTrip
    facts = story.facts
    bases = [Int](repeating: 0, count: Basis.allCases.count)
    if let brief = story.brief {
      for basis in bases.indices { bases[basis] = Int(brief.bases[basis]) }
    } else {
      for step in story.transitions where step.from != .unknown { bases[Int(step.basis.rawValue)] += 1 }
    }
    octets = [story.figures.client.payloadBytes, story.figures.server.payloadBytes]
    frames = [story.figures.client.frames, story.figures.server.frames, story.lastFrame]
    beginning = story.segments.prefix(2).flatMap { [$0.frame, UInt64($0.sequence.rawValue), UInt64($0.time)] }
    beginning += story.handshake.syn + story.handshake.synACK
  }
}

private func gists(_ segments: [Segment]) -> (full: [ConnectionStory], brief: [ConnectionStory]) {
  var analyzer = Analyzer(settings: TrackerSettings(), seed: 1)
  var collector = BriefCollector()
  analyzer.ingest(segments.span, sink: &collector)
  analyzer.finish(sink: &collector)
  return (stories(segments), collector.stories)
}

/// Shapes of a whole connection.
private struct Shape {
  var exchanges = 2
  var serverFirst = false
  var serverCloses = false
  var together = false
  var timestamps = false
  var dataInFIN = false
  var start = 0.0
}

extension Dialogue {
  /// A whole connection; what follows it, if anything, is two minutes later.
  fileprivate mutating func converse(_ shape: Shape) {
    var now = shape.start
    var next = PerSide<UInt32>(client: 100, server: 300)
    var clock = PerSide<UInt32>(client: 0, server: 0)
    func stamp(_ segment: inout Segment, _ side: Side) {
      if segment.flags.contains(.syn) {
        segment.options.kinds.insert(.mss)
        segment.options.mss = 1460
      }
      guard shape.timestamps else { return }
      segment.options.kinds.insert(.timestamps)
      clock[side] = UInt32((side == .client ? 1000 : 90_000) + segment.time / .millisecond)
      segment.options.timestampValue = clock[side]
      segment.options.timestampEcho = segment.flags.contains(.ack) ? clock[side.peer] : 0
    }
    func say(_ side: Side, _ flags: TCPFlags, _ length: UInt32 = 0, after: Double = 0.010) {
      now += after
      let acknowledges: UInt32 = flags.contains(.ack) ? next[side.peer] : 0
      add(side, flags, next[side], acknowledges, length: length, at: now) { stamp(&$0, side) }
      next[side] &+= length + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0)
    }
    say(.client, .syn, after: 0)
    say(.server, [.syn, .ack])
    say(.client, .ack, after: 0.001)
    for _ in 0..<shape.exchanges {
      let asker: Side = shape.serverFirst ? .server : .client
      say(asker, [.ack, .psh], 80)
      say(asker.peer, .ack)
      say(asker.peer, [.ack, .psh], 900)
      say(asker, .ack)
    }
    let closer: Side = shape.serverCloses ? .server : .client
    say(closer, [.fin, .ack], shape.dataInFIN ? 10 : 0)
    if !shape.together { say(closer.peer, .ack) }
    say(closer.peer, [.fin, .ack])
    say(closer, .ack)
  }
}

@Suite("Stories in brief")
struct BriefTests {
  @Test("An ordinary connection comes in brief and says the same", arguments: 0..<64)
  func ordinary(number: Int) {
    var dialogue = Dialogue()
    var shape = Shape()
    shape.serverFirst = number & 1 != 0
    shape.serverCloses = number & 2 != 0
    shape.together = number & 4 != 0
    shape.timestamps = number & 8 != 0
    shape.dataInFIN = number & 16 != 0
    shape.exchanges = number & 32 != 0 ? 9 : 1
    dialogue.converse(shape)
    let (full, brief) = gists(dialogue.segments)
    #expect(brief.count == 1 && brief[0].brief != nil)
    #expect(brief.map { Gist($0) } == full.map { Gist($0) })
  }

  @Test("TIME-WAIT that has ended is told in brief, too")
  func timeWaitEnds() {
    var dialogue = Dialogue()
    dialogue.converse(Shape())
    var later = Dialogue(clientPort: 50_000)
    later.segments = dialogue.segments
    later.add(.client, .syn, 7, at: 120)
    let (full, brief) = gists(later.segments)
    #expect(brief.first?.brief != nil && brief.first?.states == PerSide(both: .closed))
    #expect(brief.map { Gist($0) } == full.map { Gist($0) })
  }

  @Test("Whatever is changed, what comes in brief says what it says in full", arguments: 0..<400)
  func changed(number: Int) {
    var random = Xorshift(state: UInt64(number) &* 0x9e37_79b9_7f4a_7c15 | 1)
    var dialogue = Dialogue()
    var shape = Shape()
    shape.exchanges = Int.random(in: 0...6, using: &random)
    shape.serverFirst = Bool.random(using: &random)
    shape.serverCloses = Bool.random(using: &random)
    shape.together = Bool.random(using: &random)
    shape.timestamps = Bool.random(using: &random)
    dialogue.converse(shape)
    var segments = dialogue.segments
    let place = Int.random(in: 0..<segments.count, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0: segments.remove(at: place)
    case 1: segments.insert(segments[place], at: place)
    case 2: segments.swapAt(place, min(place + 1, segments.count - 1))
    case 3: segments[place].flags = .rst
    case 4: segments[place].flags.insert(.fin)
    case 5: segments[place].options.kinds = []
    case 6: segments[place].window = 0
    case 7: segments[place].options.timestampValue &-= UInt32.random(in: 1...40, using: &random)
    case 8: segments[place].payloadLength &+= 100
    default:
      let pause = Nanoseconds.random(in: 0...3, using: &random) * .second
      for later in place..<segments.count { segments[later].time += pause }
    }
    for index in segments.indices {
      segments[index].frame = UInt64(index) + 1
      if index > 0 { segments[index].time = max(segments[index].time, segments[index - 1].time) }
    }
    let (full, brief) = gists(segments)
    #expect(brief.map { Gist($0) } == full.map { Gist($0) })
  }
}
