import FlowstateCore

/// A rule over the whole capture that reads what the host book has gathered, and is not fed itself.
protocol BookRule: CaptureRule {}

extension BookRule {
  /// Nothing: the book has taken note.
  public mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {}
}
