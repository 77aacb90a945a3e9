import FlowstateFindings

/// The findings as the command line knows them.
enum FindingCatalogue {
  /// All ids, in order.
  static let ids = Registry.all.map(\.id)

  /// The known id that a mistyped one is closest to, as the rest of a sentence.
  static func suggestion(for typed: String) -> String {
    let near = ids.map { (id: $0, distance: distance(typed, $0)) }.min { $0.distance < $1.distance }
    guard let near, near.distance <= max(2, typed.count / 3) else { return "; flowstate findings lists them" }
    return "; did you mean '\(near.id)'?"
  }

  /// Levenshtein's distance of two words.
  private static func distance(_ one: String, _ other: String) -> Int {
    let one = Array(one.utf8)
    let other = Array(other.utf8)
    var row = Array(0...other.count)
    for (line, octet) in one.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in other.indices {
        let changed = diagonal + (octet == other[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[other.count]
  }
}
