import FlowstateCapture
import FlowstateCore
import FoundationEssentials

/// The captures of real stacks among the project's fixtures.
enum KernelFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/kernel")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
    .filter { $0.hasSuffix(".pcap") }.map { String($0.dropLast(5)) }.sorted()

  private struct Collector: StorySink {
    var stories: [ConnectionStory] = []
    mutating func take(_ story: inout ConnectionStory) { stories.append(story) }
  }

  /// The stories of a capture, by first frame.
  static func stories(of path: String) throws -> [ConnectionStory] {
    var reader = try CaptureReader([path])
    var decoder = FrameDecoder()
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1)
    var sink = Collector()
    var segments: [Segment] = []
    while reader.nextBatch({ bytes, frames in
      for index in frames.indices {
        var segment = Segment()
        let outcome = decoder.decode(bytes.extracting(frames[index].range), frames[index].info, into: &segment)
        if case .segment = outcome { segments.append(segment) }
      }
    }) {}
    analyzer.ingest(segments.span, sink: &sink)
    analyzer.finish(sink: &sink)
    return sink.stories.sorted { $0.id < $1.id }
  }
}
