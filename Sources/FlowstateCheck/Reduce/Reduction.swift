import FlowstateCore
import FlowstateFindings

/// The smallest capture that still shows a finding: connections are left out first, then frames.
public struct Reduction: Sendable {
  /// What must still be found.
  public struct Target: Sendable {
    /// Id of the finding.
    public var id: String
    /// Its sub-kind; `nil` for any.
    public var kind: String?
    /// A finding with this id, and this sub-kind where one is given.
    public init(id: String, kind: String?) {
      self.id = id
      self.kind = kind
    }
    /// Whether a finding is one of these.
    public func matches(_ finding: Finding) -> Bool { finding.id == id && (kind == nil || finding.kind == kind) }
  }

  /// Places of the frames that are left, in order, from 0.
  public private(set) var kept: [Int]
  /// Captures analyzed on the way.
  public private(set) var tests = 0
  /// Whether no single frame can be left out any more; `false` when the search was given up before.
  public private(set) var isMinimal = true

  /// Reduces frames that show the finding.
  ///
  /// `groups` holds, for each frame, what it belongs to: frames of one connection have the same number.
  public init(_ frames: FrameList, groups: [Int], target: Target, examiner: some CaptureExaminer) {
    func shows(_ positions: [Int]) -> Bool {
      examiner.examine(frames.keeping(positions)).findings.contains { target.matches($0) }
    }
    let everything = Array(frames.frames.indices)
    kept = everything
    var search = DeltaDebugging()
    var ids: [Int] = []
    for group in groups where !ids.contains(group) { ids.append(group) }
    // Most findings belong to one connection: one look may be enough.
    let blamed = Self.blamed(examiner.examine(frames), target, groups)
    var few = everything.filter { blamed.contains(groups[$0]) }
    tests += 2
    if few.isEmpty || !shows(few) { few = everything }
    let left = Set(few.map { groups[$0] })
    let connections = search.reduce(ids.filter { left.contains($0) }) { chosen in
      let chosen = Set(chosen)
      return shows(few.filter { chosen.contains(groups[$0]) })
    }
    let chosen = Set(connections)
    kept = search.reduce(few.filter { chosen.contains(groups[$0]) }, while: shows)
    tests += search.tests
    isMinimal = !search.isExhausted
  }

  /// The groups of the connection with the fewest frames that shows the finding.
  private static func blamed(_ examined: Examined, _ target: Target, _ groups: [Int]) -> Set<Int> {
    let shown = examined.connections.filter { $0.findings.contains { target.matches($0) } }
    let smallest = shown.min {
      $0.story.figures.client.frames + $0.story.figures.server.frames
        < $1.story.figures.client.frames + $1.story.figures.server.frames
    }
    guard let id = smallest?.story.id, groups.indices.contains(Int(id) - 1) else { return [] }
    return [groups[Int(id) - 1]]
  }
}
