import Testing

@testable import FlowstateCore

@Suite("Closed connections")
struct ClosedTests {
  /// What comes after a close, 4 s and more behind it.
  enum Sequel: String, CaseIterable, Sendable {
    case nothing, finAgain, lateData, reset, newSYN, reuse, icmp
  }

  /// A connection with data and timestamps that is closed at 1.02 s, and what comes after.
  private func talk(_ sequel: Sequel) -> Dialogue {
    var talk = Dialogue()
    func stamped(_ value: UInt32, _ echo: UInt32) -> (inout Segment) -> Void {
      { segment in
        segment.options.kinds.insert(.timestamps)
        segment.options.timestampValue = value
        segment.options.timestampEcho = echo
        segment.options.windowScale = segment.flags.contains(.syn) ? 7 : 0
        if segment.flags.contains(.syn) { segment.options.kinds.insert(.windowScale) }
      }
    }
    talk.add(.client, .syn, 100, at: 0, stamped(1000, 0))
    talk.add(.server, [.syn, .ack], 300, 101, at: 0.01, stamped(7_000_000, 1000))
    talk.add(.client, .ack, 101, 301, at: 0.011, stamped(1011, 7_000_000))
    talk.add(.client, [.psh, .ack], 101, 301, length: 400, at: 0.012, stamped(1012, 7_000_000))
    talk.add(.server, [.psh, .ack], 301, 501, length: 900, at: 0.03, stamped(7_000_020, 1012))
    talk.add(.client, .ack, 501, 1201, at: 0.031, stamped(1031, 7_000_020))
    talk.add(.client, [.fin, .ack], 501, 1201, at: 1, stamped(2000, 7_000_020))
    talk.add(.server, [.fin, .ack], 1201, 502, at: 1.01, stamped(7_001_000, 2000))
    talk.add(.client, .ack, 502, 1202, at: 1.02, stamped(2020, 7_001_000))
    switch sequel {
    case .nothing: break
    case .finAgain:
      talk.add(.server, [.fin, .ack], 1201, 502, at: 6, stamped(7_005_990, 2000))
      talk.add(.client, .ack, 502, 1202, at: 6.01, stamped(7010, 7_005_990))
    case .lateData: talk.add(.server, [.psh, .ack], 301, 501, length: 900, at: 6, stamped(7_000_020, 1012))
    case .reset: talk.add(.client, .rst, 502, at: 6)
    case .newSYN: talk.add(.client, .syn, 70_000, at: 6, stamped(7000, 0))
    case .reuse:
      talk.add(.client, .syn, 70_000, at: 6, stamped(7000, 0))
      talk.add(.server, [.syn, .ack], 90_000, 70_001, at: 6.01, stamped(7_006_000, 7000))
      talk.add(.client, .ack, 70_001, 90_001, at: 6.02, stamped(7020, 7_006_000))
    case .icmp:
      talk.add(.client, [.fin, .ack], 501, 1201, at: 6) { $0.marks.insert(.quotedByICMP) }
    }
    return talk
  }

  /// Segments of another tuple in every second: they make the tracker look at what it keeps.
  private func others(clientPort: UInt16, from start: Double) -> [Segment] {
    var other = Dialogue(clientPort: clientPort)
    for second in 0..<4 {
      other.add(.client, .ack, 5 + UInt32(second), 9, length: 1, at: start + Double(second))
    }
    return other.segments
  }

  @Test("What comes later finds a closed connection as it was", arguments: Sequel.allCases)
  func sequels(_ sequel: Sequel) throws {
    let segments = talk(sequel).segments
    let ticks = others(clientPort: 7, from: 1.6)
    let closing = 9
    let last = Array(others(clientPort: 9, from: 10).prefix(1))
    let plain = stories(segments + last).filter { $0.ends.client.port == 40000 }
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1, capacity: 16)
    var collector = Collector()
    analyzer.ingest(Array(segments[..<closing] + ticks).span, sink: &collector)
    #expect(analyzer.putAway == 1 && analyzer.liveConnections == 2)
    analyzer.ingest(Array(segments[closing...] + last).span, sink: &collector)
    #expect(analyzer.putAway == (sequel == .nothing ? 1 : 0))
    analyzer.finish(sink: &collector)
    let told = collector.stories.filter { $0.ends.client.port == 40000 }
    #expect(told.count == plain.count)
    for (left, right) in zip(told, plain) {
      #expect("\(left.segments)" == "\(right.segments)")
      #expect("\(left.transitions)" == "\(right.transitions)" && "\(left.handshake)" == "\(right.handshake)")
      #expect("\(left.close)" == "\(right.close)" && "\(left.figures)" == "\(right.figures)")
      #expect("\(left.facts)" == "\(right.facts)" && "\(left.predecessor as Any)" == "\(right.predecessor as Any)")
      #expect("\(left.icmpErrors)" == "\(right.icmpErrors)" && left.states.client == right.states.client)
    }
  }

  @Test("Many closed connections take half as many places, and are told when their retention has passed")
  func places() {
    var settings = TrackerSettings()
    settings.closedRetention = 100 * .second
    var analyzer = Analyzer(settings: settings, seed: 1, capacity: 4096)
    var collector = Collector()
    var frame: UInt64 = 0
    for port in 0..<1000 as Range<UInt16> {
      var one = talk(.nothing)
      for position in one.segments.indices {
        frame += 1
        one.segments[position].frame = frame
        one.segments[position].time += Nanoseconds(port) * 50 * .millisecond
        if one.segments[position].source == one.client { one.segments[position].source.port = 2000 + port }
        if one.segments[position].destination == one.client { one.segments[position].destination.port = 2000 + port }
      }
      let segments = one.segments
      analyzer.ingest(segments.span, sink: &collector)
    }
    #expect(collector.stories.isEmpty && analyzer.liveConnections == 1000 && analyzer.putAway > 900)
    #expect(analyzer.footprint.records < 620)
    analyzer.ingest(others(clientPort: 7, from: 400).span, sink: &collector)
    #expect(collector.stories.count == 1000 && analyzer.putAway == 0 && analyzer.liveConnections == 1)
    analyzer.finish(sink: &collector)
    #expect(collector.stories.count == 1001 && analyzer.logChunks == 0)
  }

  @Test("What closed connections took does not lack when as many others open")
  func room() {
    var settings = TrackerSettings()
    settings.closedRetention = 30 * .second
    var analyzer = Analyzer(settings: settings, seed: 1, capacity: 256)
    var collector = Collector()
    var frame: UInt64 = 0
    for round in 0..<2 {
      var segments: [Segment] = []
      for port in 0..<3400 as Range<UInt16> {
        var one = Dialogue(clientPort: 2000 + port)
        let start = Double(round) * 200 + Double(port) * 0.002
        one.open(at: start)
        if round == 0 {
          one.add(.client, [.fin, .ack], 101, 301, at: start + 0.02)
          one.add(.server, [.fin, .ack], 301, 102, at: start + 0.03)
          one.add(.client, .ack, 102, 302, at: start + 0.04)
        }
        segments += one.segments
      }
      segments.sort { $0.time < $1.time }
      for position in segments.indices {
        frame += 1
        segments[position].frame = frame
      }
      analyzer.ingest(segments.span, sink: &collector)
      if round == 0 {
        analyzer.ingest(others(clientPort: 7, from: 60).span, sink: &collector)
        #expect(collector.stories.count == 3400)
      }
    }
    analyzer.finish(sink: &collector)
    #expect(analyzer.limits.tableLimit == 0)
    #expect(collector.stories.filter { $0.handshake.kind == .threeWay }.count == 6800)
  }
}
