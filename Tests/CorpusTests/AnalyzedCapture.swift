import FlowstateCapture
import FlowstateCore
import FlowstateReports

/// A capture as the library tells it.
struct AnalyzedCapture {
  /// What the comparison needs of a connection.
  struct Connection {
    var key: FlowKey
    var client: SocketAddress
    var firstFrame: UInt64
    var frames: PerSide<UInt64>
    var bytes: PerSide<UInt64>
    var completeness: UInt8
    var communityID: String
    var zeekState: String
    var zeekHistory: String

    init(_ story: borrowing ConnectionStory) {
      key = FlowKey.of(source: story.ends.client, destination: story.ends.server, space: 0).key
      client = story.ends.client
      firstFrame = story.firstFrame
      frames = PerSide(client: story.figures.client.frames, server: story.figures.server.frames)
      bytes = PerSide(client: story.figures.client.payloadBytes, server: story.figures.server.payloadBytes)
      completeness = story.completeness
      var text: [UInt8] = []
      CommunityID.append(story.ends.client, story.ends.server, to: &text)
      communityID = String(decoding: text, as: UTF8.self)
      zeekState = ZeekSummary.stateNames[Int(story.zeek.state)].description
      zeekHistory = String(decoding: story.zeek.history, as: UTF8.self)
    }
  }

  private struct Sink: StorySink {
    var connections: [Connection] = []
    mutating func take(_ story: inout ConnectionStory) { connections.append(Connection(story)) }
  }

  var connections: [Connection]
  /// Frames read, and frames that are TCP segments or have a reason why not.
  var frames: UInt64
  var accounted: UInt64
  /// Whether the file was read to its end.
  var isWhole: Bool

  init(_ path: String) throws {
    var reader = try CaptureReader([path])
    var decoder = FrameDecoder()
    var analyzer = Analyzer(settings: TrackerSettings())
    var sink = Sink()
    var accounted: UInt64 = 0
    var segments: [Segment] = []
    while reader.nextBatch({ bytes, frames in
      segments.removeAll(keepingCapacity: true)
      for index in frames.indices {
        var segment = Segment()
        let frame = frames[index]
        let outcome = decoder.decode(bytes.extracting(frame.range), frame.info, into: &segment)
        accounted += 1
        if case .none = outcome { continue }
        segments.append(segment)
      }
    }) {
      analyzer.ingest(segments.span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    connections = sink.connections.sorted { $0.firstFrame < $1.firstFrame }
    frames = reader.totals.frames
    self.accounted = accounted
    isWhole = reader.errors.isEmpty
  }
}
