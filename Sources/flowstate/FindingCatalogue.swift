import FlowstateFindings

/// The findings as the command line knows them.
enum FindingCatalogue {
  /// All ids, in order.
  static let ids = Registry.all.map(\.id)

  /// All ids that are explained: those that are not detected yet too.
  static let explained = Set(ids).union(ExplainTexts.ids).sorted()

  /// What to say of an id that does not exist: the known ones that come close to it.
  static func unknown(_ typed: String, among known: [String] = ids) -> String {
    let near = near(typed, among: known)
    guard let first = near.first else { return "no finding is called '\(typed)'; flowstate findings lists them" }
    let others = near.dropFirst().map { " or '\($0)'" }.joined()
    return "no finding is called '\(typed)'; did you mean '\(first)'\(others)?"
  }

  /// At most three ids that are spelled like what was typed, or that hold all of its words.
  static func near(_ typed: String, among known: [String]) -> [String] {
    let words = typed.lowercased().split { !$0.isLetter && !$0.isNumber }
    let limit = max(2, typed.count / 3)
    let spelled = known.map { (id: $0, distance: distance(typed.lowercased(), $0)) }
      .filter { $0.distance <= limit }.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.map(\.id)
    let holding = known.filter { id in !words.isEmpty && words.allSatisfy { id.contains($0) } }
    var near: [String] = []
    for id in spelled + holding where near.count < 3 && !near.contains(id) { near.append(id) }
    return near
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
