@testable import FlowstateCore

/// Keeps copies of all stories.
struct Collector: StorySink {
  var stories: [ConnectionStory] = []
  mutating func take(_ story: inout ConnectionStory) { stories.append(story) }
}

/// A pair of ends and a clock, to write segments in one line each.
struct Dialogue {
  var client = SocketAddress(address: IPAddress(v4: 0x0a00_0001), port: 40000)
  var server = SocketAddress(address: IPAddress(v4: 0x0a00_0002), port: 80)
  var segments: [Segment] = []
  private var identification: UInt16 = 100

  init() {}
  init(clientPort: UInt16) { client.port = clientPort }

  /// Adds a segment at `at` seconds.
  @discardableResult
  mutating func add(
    _ sender: Side, _ flags: TCPFlags, _ sequence: UInt32, _ acknowledgment: UInt32 = 0, length: UInt32 = 0,
    at seconds: Double, window: UInt16 = 1000, _ change: (inout Segment) -> Void = { _ in }
  ) -> UInt64 {
    var segment = Segment()
    segment.frame = UInt64(segments.count) + 1
    segment.time = Nanoseconds((seconds * 1e6).rounded()) * 1000
    segment.source = sender == .client ? client : server
    segment.destination = sender == .client ? server : client
    segment.sequence = SequenceNumber(sequence)
    segment.acknowledgment = SequenceNumber(acknowledgment)
    segment.payloadLength = length
    segment.flags = flags
    segment.window = window
    segment.hopLimit = 64
    segment.identification = identification
    identification += 1
    segment.marks = [.ipv4, .dontFragment]
    segment.payloadHash = length == 0 ? 0 : sequence &* 2_654_435_761 | 1
    change(&segment)
    segments.append(segment)
    return segment.frame
  }

  /// The handshake 100/300 at 0, 10 and 11 ms after `start`.
  mutating func open(at start: Double = 0, client: UInt32 = 100, server: UInt32 = 300) {
    add(.client, .syn, client, at: start)
    add(.server, [.syn, .ack], server, client &+ 1, at: start + 0.010)
    add(.client, .ack, client &+ 1, server &+ 1, at: start + 0.011)
  }
}

/// All stories of some segments, each batch of `batch` taken on its own.
func stories(
  _ segments: [Segment], settings: TrackerSettings = TrackerSettings(), seed: UInt64 = 1, batch: Int = 64
) -> [ConnectionStory] {
  var analyzer = Analyzer(settings: settings, seed: seed)
  var collector = Collector()
  var start = 0
  while start < segments.count {
    let end = min(start + batch, segments.count)
    let part = Array(segments[start..<end])
    analyzer.ingest(part.span, sink: &collector)
    start = end
  }
  analyzer.finish(sink: &collector)
  return collector.stories
}
