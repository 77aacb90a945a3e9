import FlowstateCapture
import FlowstateCore
import FlowstateFindings
import Glibc

/// CPU time of each stage of the way from file to findings: `stages FILE [repetitions]`.
///
/// Each line holds all stages up to its own; the difference to the line before is what the stage costs. The figure is the
/// median of the repetitions, taken in turn, in nanoseconds of CPU for each frame of the file.
enum Stage: String, CaseIterable { case walk, decode, stories, findings }

/// Counts stories, and has them examined when asked.
struct Counter: StorySink, ~Copyable {
  var stories = 0
  var findings = 0
  var segments = 0
  var engine: FindingEngine?
  private var found: [Finding] = []

  init(findings: Bool) { engine = findings ? FindingEngine() : nil }

  mutating func take(_ story: inout ConnectionStory) {
    stories += 1
    segments += story.segments.count
    found.removeAll(keepingCapacity: true)
    engine?.examine(story, now: story.settledAt, into: &found)
    findings += found.count
  }
}

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Runs the stages up to one; nanoseconds for each frame, and what came of it.
func run(_ path: String, _ stage: Stage) throws -> (nanoseconds: Double, text: String) {
  let start = processorTime()
  var reader = try CaptureReader([path])
  var decoder = FrameDecoder()
  var analyzer = Analyzer(settings: TrackerSettings(), seed: 1)
  var sink = Counter(findings: stage == .findings)
  var segments = [Segment](repeating: Segment(), count: CaptureReader.batchSize)
  var frames = 0
  var decoded = 0
  while reader.nextBatch({ bytes, batch in
    frames += batch.count
    guard stage != .walk else { return }
    var filled = 0
    for index in batch.indices {
      let outcome = decoder.decode(bytes.extracting(batch[index].range), batch[index].info, into: &segments[filled])
      if case .none = outcome { continue }
      filled += 1
    }
    decoded += filled
    guard stage != .decode else { return }
    analyzer.ingest(segments.span.extracting(first: filled), sink: &sink)
  }) {}
  if stage != .walk && stage != .decode { analyzer.finish(sink: &sink) }
  let text =
    "\(frames) frames, \(decoded) segments, \(sink.stories) stories, \(sink.segments) logged, \(sink.findings) findings"
  return ((processorTime() - start) / Double(max(1, frames)), text)
}

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: stages FILE [repetitions, default 5]")
  exit(2)
}
let repetitions = arguments.count > 2 ? max(1, Int(arguments[2]) ?? 5) : 5
var times: [Stage: [Double]] = [:]
var texts: [Stage: String] = [:]
for _ in 0..<repetitions {
  for stage in Stage.allCases {
    let (nanoseconds, text) = try run(arguments[1], stage)
    times[stage, default: []].append(nanoseconds)
    texts[stage] = text
  }
}
for stage in Stage.allCases {
  let sorted = (times[stage] ?? []).sorted()
  guard let least = sorted.first, let most = sorted.last else { continue }
  let median = sorted[sorted.count / 2]
  print("\(stage.rawValue): \(Int(median)) ns/frame (\(Int(least))-\(Int(most))); \(texts[stage] ?? "")")
}
