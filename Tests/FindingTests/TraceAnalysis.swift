import FlowstateCore
import FlowstateFindings
import TraceScript

/// Runs a trace through decoder, analyzer and engine, as the program does with a capture.
enum TraceAnalysis {
  /// All findings of a trace, those of the capture included.
  static func findings(
    of text: String, settings: FindingSettings = FindingSettings(), examples: Int? = nil
  ) throws -> [Finding] {
    let trace = try CompiledTrace(Script(parsing: text))
    return findings(
      of: trace.frames.map { (time: $0.time, octets: $0.octets, length: $0.originalLength) }, settings: settings,
      examples: examples)
  }

  /// All findings of frames.
  static func findings(
    of frames: [(time: Nanoseconds, octets: [UInt8], length: Int)], linkType: UInt32 = 1,
    settings: FindingSettings = FindingSettings(), examples: Int? = nil
  ) -> [Finding] {
    var decoder = FrameDecoder()
    var segments: [Segment] = []
    var capture = CaptureFacts()
    for (index, frame) in frames.enumerated() {
      var info = FrameInfo()
      info.number = UInt64(index + 1)
      info.time = frame.time
      info.linkType = linkType
      info.originalLength = UInt32(frame.length)
      var segment = Segment()
      let outcome = unsafe decoder.decode(frame.octets.span.bytes, info, into: &segment)
      capture.note(outcome, frame: info.number, time: info.time)
      if case .none = outcome { continue }
      segments.append(segment)
    }
    var watch = CaptureWatch()
    watch.take(segments.span)
    capture.signs = watch.finish()
    var sink = ExaminingSink(engine: FindingEngine(settings: settings, examples: examples))
    var analyzer = Analyzer(settings: TrackerSettings(), seed: 1)
    sink.engine.note(capture.signs.known)
    sink.engine.note(plainFrom: capture.signs.plainFrom)
    for segment in segments {
      sink.now = segment.time
      analyzer.ingest([segment].span, sink: &sink)
    }
    analyzer.finish(sink: &sink)
    sink.engine.finish(now: sink.now, capture: capture, into: &sink.findings)
    return sink.findings
  }
}

/// Asks the engine about each connection.
struct ExaminingSink: StorySink, ~Copyable {
  var engine: FindingEngine
  var now: Nanoseconds = 0
  var findings: [Finding] = []

  mutating func take(_ story: inout ConnectionStory) { engine.examine(story, now: now, into: &findings) }
}
