import FlowstateCapture
import FlowstateCore
import FlowstateReports

/// Tracking and inference on several threads, each of which takes its share of the tuples; their stories are merged into
/// the order in which one thread alone would tell them.
struct ShardedAnalysis: ~Copyable {
  private let reading: Reading
  private var merge: StoryMerge

  /// Starts all threads, reading included; `nil` when they are not to be had: then nothing was read.
  init?(_ plan: RunPlan, _ reading: Reading, takesBrief: Bool) {
    let shards = (0..<plan.shards).map { index in
      Shard(index, of: plan.shards, reading, settings: plan.tracker, takesBrief: takesBrief)
    }
    guard shards.allSatisfy({ DetachedThread.start($0) }), reading.start() else {
      reading.dismiss()
      return nil
    }
    self.reading = reading
    merge = StoryMerge(shards.map(\.chunks))
  }

  /// Reports all stories in their order.
  mutating func run<R: Report & ~Copyable>(_ reporting: inout ReportingStage<R>) -> (ReadingOutcome, TrackerLimits) {
    // Set once all was read.
    var outcome: ReadingOutcome?
    while reporting.isWanted, merge.advance() {
      if outcome == nil { reporting.keepUp(with: merge.pace) }
      while let source = merge.ready {
        if merge.isLeft(source), outcome == nil { outcome = endCapture(&reporting) }
        merge.tell(source, to: &reporting.sink)
      }
    }
    guard reporting.isWanted else {
      merge.cancel()
      reporting.leave()
      return (reading.cancel(), merge.limits)
    }
    return (outcome ?? endCapture(&reporting), merge.limits)
  }

  private func endCapture<R: Report & ~Copyable>(_ reporting: inout ReportingStage<R>) -> ReadingOutcome {
    let outcome = reading.finish()
    reporting.endCapture(outcome)
    return outcome
  }
}
