/// Expectations that are known not to hold, each with the reason: `PATH: REASON` a line.
///
/// `states PATH` means the states of a trace alone, `findings PATH` everything else. Paths count from the list's folder;
/// `#` begins a comment.
public struct KnownFailures: Sendable {
  /// A line of the list.
  private struct Entry: Sendable {
    var path: String
    /// `true` for states alone, `false` for all but states, `nil` for everything.
    var isStates: Bool?
    var reason: String
    var text: String
  }
  private var entries: [Entry] = []

  /// Reads a list.
  public init(_ text: String, file: String) throws(ExpectationError) {
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.prefix { $0 != "#" }.trimmingBlanks
      if line.isEmpty { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw ExpectationError(
          file: file, position: TextPosition(line: index + 1, column: line.count + 1),
          message: "expected ‘:’ and the reason why it is known to fail")
      }
      var path = line[..<colon].trimmingBlanks
      var isStates: Bool?
      for (word, value) in [("states ", true), ("findings ", false)] where path.hasPrefix(word) {
        path = path.dropFirst(word.count).trimmingBlanks
        isStates = value
      }
      entries.append(
        Entry(
          path: folder.isEmpty ? String(path) : "\(folder)/\(path)", isStates: isStates,
          reason: String(line[line.index(after: colon)...].trimmingBlanks), text: String(line[..<colon])))
    }
  }

  /// Marks the failures that are known; the entries of the list that name nothing that fails.
  public func mark(_ results: inout [CaptureResult]) -> [String] {
    var used = [Bool](repeating: false, count: entries.count)
    for index in results.indices {
      for check in results[index].checks.indices where results[index].checks[check].failure != nil {
        let isState = results[index].checks[check].kind == .traceState
        let entry = entries.firstIndex {
          $0.path == results[index].path && ($0.isStates == nil || $0.isStates == isState)
        }
        guard let entry else { continue }
        used[entry] = true
        results[index].checks[check].knownReason = entries[entry].reason
      }
    }
    return entries.indices.filter { position in
      !used[position] && results.contains { $0.path == entries[position].path }
    }.map { entries[$0].text }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return text
  }
}
