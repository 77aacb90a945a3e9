/// Which word was meant.
public enum Suggestion {
  /// "; did you mean ‘…’?" when one of the words is close to what was typed, else the words themselves when they are few.
  public static func sentence(for typed: String, among words: some Sequence<String>) -> String {
    let all = Array(words)
    let near = all.map { (word: $0, distance: distance(typed, $0)) }.min { $0.distance < $1.distance }
    if let near, near.distance <= max(2, typed.utf8.count / 3) { return "; did you mean ‘\(near.word)’?" }
    guard !all.isEmpty, all.count <= 14 else { return "" }
    return "; known are " + all.joined(separator: ", ")
  }

  /// Levenshtein's distance of two words.
  static func distance(_ one: String, _ other: String) -> Int {
    let one = Array(one.utf8.prefix(80))
    let other = Array(other.utf8.prefix(80))
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
