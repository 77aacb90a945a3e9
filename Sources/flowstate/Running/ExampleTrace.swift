import FlowstateCore
import FlowstateFindings
import FlowstateReports
import TraceScript

/// Draws a finding's own example: its trace is compiled, decoded and analyzed as a capture would be.
enum ExampleTrace {
  /// The ladder of the connection that shows the finding; `nil` when none does.
  static func draw(_ example: Example, of id: String, language: Language, color: Bool, width: Int) -> [UInt8]? {
    do {
      let trace = try CompiledTrace(Script(parsing: example.trace))
      let segments = decode(trace)
      let settings = TrackerSettings()
      var analyzer = Analyzer(settings: settings)
      var finder = Finder(id: id)
      analyzer.ingest(segments.span, sink: &finder)
      analyzer.finish(sink: &finder)
      guard let story = finder.story else { return nil }
      var context = ReportContext(version: Flowstate.version, settings: settings)
      context.origin = trace.frames.first?.time ?? 0
      var canvas = TextCanvas(color: color)
      canvas.ladder(story, findings: finder.findings, context: context, language: language, width: width)
      return canvas.bytes
    } catch {
      return nil
    }
  }

  private static func decode(_ trace: CompiledTrace) -> [Segment] {
    var decoder = FrameDecoder()
    var segments: [Segment] = []
    for (index, frame) in trace.frames.enumerated() {
      var info = FrameInfo()
      info.number = UInt64(index + 1)
      info.time = frame.time
      info.originalLength = UInt32(clamping: frame.originalLength)
      var segment = Segment()
      if case .none = unsafe decoder.decode(frame.octets.span.bytes, info, into: &segment) { continue }
      segments.append(segment)
    }
    return segments
  }

  /// Keeps the first connection that shows a finding.
  private struct Finder: StorySink {
    let id: String
    var engine = FindingEngine()
    var story: ConnectionStory?
    var findings: [Finding] = []

    init(id: String) { self.id = id }

    mutating func take(_ story: borrowing ConnectionStory) {
      guard self.story == nil else { return }
      var found: [Finding] = []
      engine.examine(story, now: story.settledAt, into: &found)
      guard found.contains(where: { $0.id == id }) else { return }
      self.story = copy story
      findings = found
    }
  }
}
