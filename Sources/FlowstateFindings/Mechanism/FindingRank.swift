import FlowstateCore

/// Which of a rule's findings is shown before another: the severe before the mild, the sure before the doubtful, the early
/// before the late.
public struct FindingRank: Sendable, Equatable {
  /// How much it matters.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// The first frame of the evidence, 0 for none.
  public var frame: UInt64

  /// Whether this one is shown first.
  public func precedes(_ other: FindingRank) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if confidence != other.confidence { return confidence > other.confidence }
    return frame < other.frame
  }
}

extension Finding {
  /// Where it stands among the findings of its rule.
  public var rank: FindingRank {
    FindingRank(severity: severity, confidence: confidence, frame: frames.first ?? 0)
  }
}

/// The first few ranks among a rule's findings.
struct FindingRanks: Sendable {
  private let limit: Int
  /// In order.
  private var ranks: [FindingRank] = []

  init(limit: Int) { self.limit = limit }

  /// Whether a finding would be among them.
  func admits(_ rank: FindingRank) -> Bool {
    if ranks.count < limit { return true }
    return ranks.last.map { rank.precedes($0) } ?? false
  }

  /// Puts one among them, if it ranks high enough.
  mutating func insert(_ rank: FindingRank) {
    guard admits(rank) else { return }
    ranks.insert(rank, at: ranks.firstIndex { rank.precedes($0) } ?? ranks.count)
    if ranks.count > limit { ranks.removeLast() }
  }
}
