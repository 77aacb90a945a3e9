/// Delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002): the parts of something
/// that are needed for a property to hold.
public struct DeltaDebugging: Sendable {
  /// Times that the property was asked for.
  public private(set) var tests = 0
  /// Times that it may be asked for.
  public let limit: Int

  /// A search that asks at most so often.
  public init(limit: Int = 20_000) { self.limit = limit }

  /// Whether the search ended because it had asked often enough: what is left may not be the least.
  public var isExhausted: Bool { tests >= limit }

  /// Parts, in order, of which none can be left out alone without losing the property (1-minimal).
  ///
  /// `parts` must have the property.
  public mutating func reduce<Part>(_ parts: [Part], while holds: ([Part]) -> Bool) -> [Part] {
    var kept = parts
    var pieces = 2
    while kept.count > 1, !isExhausted {
      let size = (kept.count + pieces - 1) / pieces
      var isReduced = false
      // Parts at the end go first: what comes later is needed less often.
      var start = (kept.count - 1) / size * size
      while start >= 0, !isExhausted {
        let end = min(start + size, kept.count)
        let candidate = Array(kept[..<start] + kept[end...])
        if !candidate.isEmpty {
          tests += 1
          if holds(candidate) {
            kept = candidate
            isReduced = true
          }
        }
        start -= size
      }
      if isReduced {
        pieces = max(2, min(pieces, kept.count))
        if size == 1 { continue }
      } else if size == 1 {
        break
      }
      pieces = min(kept.count, pieces * 2)
    }
    return kept
  }
}
