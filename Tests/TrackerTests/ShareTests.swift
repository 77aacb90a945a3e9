import Testing

@testable import FlowstateCore

/// Analyzers that share a capture tell together what one analyzer alone tells, in the same order.
@Suite struct ShareTests {
  /// Numbers that look random and are the same in each run.
  private struct Chance {
    var state: UInt64
    mutating func below(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
  }

  /// Connections of all kinds, woven into each other: unanswered, refused, closed, left open, tuples used again, over hours.
  private func capture(_ seed: UInt64) -> [Segment] {
    var chance = Chance(state: seed)
    var segments: [Segment] = []
    for _ in 0..<400 {
      var talk = Dialogue(clientPort: UInt16(1024 + chance.below(90)))
      talk.server.address = IPAddress(v4: 0x0a00_0100 + UInt32(chance.below(3)))
      let start = Double(chance.below(20_000_000)) / 1000
      let isn = UInt32(chance.below(1 << 31))
      switch chance.below(5) {
      case 0: talk.add(.client, .syn, isn, at: start)
      case 1:
        talk.add(.client, .syn, isn, at: start)
        talk.add(.server, [.rst, .ack], 0, isn &+ 1, at: start + 0.02)
      case 2: talk.open(at: start, client: isn)
      case 3:
        talk.open(at: start, client: isn)
        talk.add(.client, [.rst], isn &+ 1, at: start + 0.1)
      default:
        talk.open(at: start, client: isn)
        talk.add(.client, [.psh, .ack], isn &+ 1, 301, length: 50, at: start + 0.1)
        talk.add(.server, [.fin, .ack], 301, isn &+ 51, at: start + 0.12)
        talk.add(.client, [.fin, .ack], isn &+ 51, 302, at: start + 0.13)
        talk.add(.server, .ack, 302, isn &+ 52, at: start + 0.14)
      }
      segments += talk.segments
    }
    segments.sort { $0.time < $1.time }
    // Now and then the capturing clock is set back.
    for place in stride(from: 300, to: segments.count, by: 500) {
      for position in place..<min(place + 20, segments.count) { segments[position].time -= 7200 * .second }
    }
    for position in segments.indices { segments[position].frame = UInt64(position) + 1 }
    return segments
  }

  /// What is told, and when.
  private struct Told: Equatable {
    var id: UInt64
    var previous: UInt64
    var incarnation: UInt32
    var frames: [UInt64]
    var states: PerSide<State>
    var settledAt: Nanoseconds
    var turn: StoryTurn

    init(_ story: ConnectionStory) {
      id = story.id
      previous = story.previous
      incarnation = story.incarnation
      frames = story.segments.map(\.frame)
      states = story.states
      settledAt = story.settledAt
      turn = story.turn
    }
  }

  private func told(_ segments: [Segment], by count: Int, of batch: Int, settings: TrackerSettings) -> [Told] {
    let marks = segments.map { ShareMark($0) }
    var all: [Told] = []
    for index in 0..<count {
      var analyzer = Analyzer(
        settings: settings, seed: UInt64(index) + 7, share: FlowShare(index, of: count))
      var collector = Collector()
      for start in stride(from: 0, to: segments.count, by: batch) {
        let end = min(start + batch, segments.count)
        analyzer.ingest(
          segments.span.extracting(start..<end), marks: marks.span.extracting(start..<end), sink: &collector)
      }
      analyzer.finish(sink: &collector)
      let own = collector.stories.map { Told($0) }
      #expect(own.map(\.turn) == own.map(\.turn).sorted(), "each tells its stories in their turns")
      all += own
    }
    return all.sorted { $0.turn < $1.turn }
  }

  @Test(
    "However many share a capture, the stories and their order are the same", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func sameStories(seed: UInt64) {
    let segments = capture(seed)
    var settings = TrackerSettings()
    settings.closedRetention = 600 * .second
    let alone = stories(segments, settings: settings).map { Told($0) }
    #expect(alone.count > 300 && alone.contains { $0.turn.frame < .max } && alone.contains { $0.incarnation > 1 })
    for (count, batch) in [(1, 64), (2, 50), (3, 7), (16, 256)] {
      #expect(told(segments, by: count, of: batch, settings: settings) == alone, "\(count) analyzers")
    }
  }

  @Test("Both directions of a tuple fall into the same part, and tuples into all parts")
  func parts() {
    var seen = Set<UInt8>()
    for port in 1...200 as ClosedRange<UInt16> {
      let client = SocketAddress(address: IPAddress(v4: 0x0a00_0001), port: port)
      let server = SocketAddress(address: IPAddress(v4: 0x0a00_0002), port: 80)
      let part = FlowKey.part(client, server, space: 0)
      #expect(part == FlowKey.part(server, client, space: 0) && Int(part) < FlowShare.parts)
      seen.insert(part)
    }
    #expect(seen.count == FlowShare.parts)
  }
}
