import ArgumentParser
import FlowstateCapture
import FlowstateCheck
import FlowstateCore
import FlowstateReports

/// Runs captures through the program's own stages and keeps everything that they say.
struct Examiner: CaptureExaminer {
  private let plan: RunPlan

  /// An examiner whose analysis takes for granted what the options say.
  init(_ settings: SettingOptions, filter: String? = nil) throws {
    var read = try ReadOptions.parse(["-"])
    read.filter = filter
    plan = try RunPlan(read: read, settings: settings, report: try ReportOptions.parse([]))
  }

  /// What the decoder was told.
  var decoder: DecoderSettings { plan.decoder }
  /// What records are written with.
  var context: ReportContext {
    ReportContext(version: Flowstate.version, settings: plan.settings, filter: plan.filter)
  }

  func examine(path: String) -> Examined {
    let reader: CaptureReader
    do throws(CaptureError) {
      reader = try CaptureReader([path], filter: plan.filter)
    } catch {
      var examined = Examined(context: context)
      examined.problems = ["\(error)"]
      return examined
    }
    var reading = ReadingStage(reader, DecodingStage(plan))
    var examination = Examination(plan, context)
    var batch = SegmentBatch()
    while reading.next(into: &batch) { examination.take(batch) }
    let outcome = reading.finish()
    var examined = examination.finish(outcome)
    examined.problems = outcome.errors.map { "\($0)" }
    return examined
  }

  func examine(_ frames: FrameList) -> Examined {
    var decoding = DecodingStage(plan)
    var examination = Examination(plan, context)
    var batch = SegmentBatch()
    var start = 0
    while start < frames.frames.count {
      let end = min(start + CaptureReader.batchSize, frames.frames.count)
      // Octets are of a plain type, and the span ends with the call.
      unsafe decoding.decode(frames.bytes.span.bytes, frames.frames.span.extracting(start..<end), into: &batch)
      batch.pace = Pace(
        origin: frames.frames.first?.info.time, clockSteps: decoding.clockSteps, plainFrom: decoding.plainFrom)
      examination.take(batch)
      start = end
    }
    var outcome = decoding.finish()
    var lastTime = Nanoseconds.min
    outcome.totals.add(frames.frames, count: frames.frames.count, after: &lastTime)
    return examination.finish(outcome)
  }

  /// All frames of captures, in memory.
  func load(_ paths: [String]) throws(Failure) -> FrameList {
    var list = FrameList()
    do throws(CaptureError) {
      var reader = try CaptureReader(paths, filter: plan.filter)
      while reader.nextBatch({ bytes, frames in
        for index in frames.indices {
          let part = bytes.extracting(frames[index].range)
          var octets: [UInt8] = []
          octets.reserveCapacity(part.byteCount)
          // Every offset below the count is within the span.
          for offset in 0..<part.byteCount {
            octets.append(unsafe part.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
          }
          list.append(octets, frames[index].info)
        }
      }) {}
      if let error = reader.errors.first { throw error }
    } catch {
      throw Failure(message: "\(error)", status: .unreadable)
    }
    guard list.bytes.count < Int(UInt32.max) else {
      throw Failure(message: "captures of more than 4 GiB cannot be held in memory; use --filter", status: .usage)
    }
    return list
  }
}

/// One capture on its way from segments to everything that is said of it.
private struct Examination: ~Copyable {
  private var analyzer: Analyzer
  private var sink: ReportSink<StoryCollector>

  init(_ plan: RunPlan, _ context: ReportContext) {
    analyzer = Analyzer(settings: plan.tracker)
    sink = ReportSink(report: StoryCollector(context: context), settings: plan.findings)
  }

  mutating func take(_ batch: SegmentBatch) {
    sink.keepUp(with: batch.pace)
    batch.analyze(by: &analyzer, sink: &sink)
  }

  /// Ends the analysis; everything that was kept.
  mutating func finish(_ outcome: ReadingOutcome) -> Examined {
    sink.endCapture(outcome)
    analyzer.finish(sink: &sink)
    sink.finish(capture: CaptureSummary(outcome), signs: outcome.signs)
    return sink.report.examined
  }
}
