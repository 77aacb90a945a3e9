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
      let (segments, capture) = decode(trace)
      let settings = TrackerSettings()
      var analyzer = Analyzer(settings: settings)
      var finder = Finder(id: id)
      finder.engine.note(capture.signs.known)
      analyzer.ingest(segments.span, sink: &finder)
      analyzer.finish(sink: &finder)
      guard let shown = finder.best(now: segments.last?.time ?? 0, capture) else { return nil }
      var context = ReportContext(version: Flowstate.version, settings: AnalysisSettings())
      context.origin = trace.frames.first?.time ?? 0
      var canvas = TextCanvas(color: color)
      canvas.ladder(shown.story, findings: shown.findings, context: context, language: language, width: width)
      return canvas.bytes
    } catch {
      return nil
    }
  }

  private static func decode(_ trace: CompiledTrace) -> ([Segment], CaptureFacts) {
    var decoder = FrameDecoder()
    var capture = CaptureFacts()
    var segments: [Segment] = []
    for (index, frame) in trace.frames.enumerated() {
      var info = FrameInfo()
      info.number = UInt64(index + 1)
      info.time = frame.time
      info.originalLength = UInt32(clamping: frame.originalLength)
      var segment = Segment()
      let outcome = unsafe decoder.decode(frame.octets.span.bytes, info, into: &segment)
      capture.note(outcome, frame: info.number, time: info.time)
      if case .none = outcome { continue }
      segments.append(segment)
    }
    var watch = CaptureWatch()
    watch.take(segments.span)
    capture.signs = watch.finish()
    return (segments, capture)
  }

  /// Keeps the connections of an example with what was found in them.
  private struct Finder: StorySink, ~Copyable {
    let id: String
    var engine = FindingEngine()
    var told: [(story: ConnectionStory, findings: [Finding])] = []

    init(id: String) { self.id = id }

    mutating func take(_ story: inout ConnectionStory) {
      var found: [Finding] = []
      engine.examine(story, now: story.settledAt, into: &found)
      told.append((story, found))
    }

    /// The first connection that shows the finding, by itself or among others.
    mutating func best(now: Nanoseconds, _ capture: CaptureFacts) -> (story: ConnectionStory, findings: [Finding])? {
      told.sort { $0.story.id < $1.story.id }
      if let own = told.first(where: { $0.findings.contains { $0.id == id } }) { return own }
      var found: [Finding] = []
      engine.finish(now: now, capture: capture, into: &found)
      guard let finding = found.first(where: { $0.id == id }) else { return nil }
      guard var shown = told.first(where: { finding.connections.contains($0.story.id) }) ?? told.first else {
        return nil
      }
      shown.findings.append(finding)
      return shown
    }
  }
}
