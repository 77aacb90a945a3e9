import FlowstateCore

extension Comparison {
  /// Where a history first differs from what is expected.
  static func difference(
    _ expected: Located<[Located<StepPattern>]>, _ found: [Transition]
  ) -> (position: TextPosition, failure: CheckResult.Failure)? {
    for (index, pattern) in expected.value.enumerated() {
      guard index < found.count else {
        return (
          pattern.position,
          .init(
            expected: "step \(index + 1): \(pattern.value.text)", found: "the history ends after \(found.count) steps",
            frames: found.last.map { [$0.frame] } ?? [])
        )
      }
      if pattern.value.matches(found[index]) { continue }
      return (
        pattern.position,
        .init(
          expected: "step \(index + 1): \(pattern.value.text)", found: text(found[index]),
          frames: [pattern.value.frame ?? found[index].frame, found[index].frame].filter { $0 > 0 })
      )
    }
    guard found.count > expected.value.count else { return nil }
    let extra = found[expected.value.count]
    return (
      expected.value.last?.position ?? expected.position,
      .init(
        expected: "no more than \(expected.value.count) steps",
        found: "step \(expected.value.count + 1): \(text(extra))",
        frames: [extra.frame])
    )
  }

  /// The first expected step that does not come after the ones before it.
  static func missing(
    _ expected: Located<[Located<StepPattern>]>, _ found: [Transition]
  ) -> (position: TextPosition, failure: CheckResult.Failure)? {
    var used: Set<Int> = []
    var lastIndex: Int?
    for pattern in expected.value {
      // What both ends do at one frame has no order.
      let open = found.indices.filter { index in
        guard let lastIndex else { return true }
        return !used.contains(index)
          && (index > lastIndex
            || found[index].frame == found[lastIndex].frame && found[index].side != found[lastIndex].side)
      }
      guard let index = open.first(where: { pattern.value.matches(found[$0]) }) else {
        let last = lastIndex.map { found[$0] }
        let earlier = found.first { pattern.value.matches($0) }
        let after = last.map { "after \(text($0))" } ?? "in the history"
        let instead = earlier.map { "; it comes earlier: \(text($0))" } ?? ""
        let tail = open.prefix(6).map { text(found[$0]) }.joined(separator: "; ")
        return (
          pattern.position,
          .init(
            expected: pattern.value.text,
            found: "no such step \(after)\(instead)" + (tail.isEmpty ? "" : "; what follows is \(tail)"),
            frames: [earlier?.frame ?? last?.frame ?? found.first?.frame ?? 0].filter { $0 > 0 })
        )
      }
      used.insert(index)
      lastIndex = max(index, lastIndex ?? index)
    }
    return nil
  }

  /// A step in words.
  static func text(_ step: Transition) -> String {
    let place = step.basis == .timer ? "by timer" : "at frame \(step.frame), \(step.basis.name)"
    return "\(step.side.name) \(step.from.name) → \(step.to.name) \(place)"
  }
}

extension StepPattern {
  /// As people read it.
  var text: String {
    var words: [String] = []
    if let side { words.append("\(side.name)") }
    switch (from, to) {
    case (let from?, let to?): words.append("\(from.name) → \(to.name)")
    case (let from?, nil): words.append("leaves \(from.name)")
    case (nil, let to?): words.append("→ \(to.name)")
    case (nil, nil): words.append("any step")
    }
    if let frame { words.append(frame == 0 ? "by timer" : "at frame \(frame)") }
    if let basis, basis != .timer { words.append("\(basis.name)") }
    return words.joined(separator: " ")
  }
}

extension ConnectionStory {
  /// Where an end stands once a frame had its effect, and the step that led there; what a timer does later is not yet done.
  public func state(of side: Side, after frame: UInt64) -> (state: State, step: Transition?) {
    let time = segments.last { $0.frame <= frame }?.time ?? firstTime
    let step = transitions.last {
      $0.side == side && ($0.frame == 0 ? $0.time <= time : $0.frame <= frame)
    }
    return (step?.to ?? .unknown, step)
  }
}
