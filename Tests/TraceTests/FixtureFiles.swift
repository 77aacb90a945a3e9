import FoundationEssentials

/// The scripts of the project's `Fixtures` folder.
enum FixtureFiles {
  /// The `Fixtures` folder.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// Paths of all scripts, relative to the folder, in order.
  static let scripts: [String] = {
    let all = try? FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return (all ?? []).filter { $0.hasSuffix(".trace") }.sorted()
  }()

  /// The text of a script.
  static func text(of path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// Traces that may fail, as `states PATH` or `findings PATH`, with the reason.
  static let knownOpen: [String: String] = {
    var result: [String: String] = [:]
    for line in (try? text(of: "known-open.txt"))?.split(whereSeparator: \.isNewline) ?? [] where line.first != "#" {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1].drop { $0 == " " }) }
    }
    return result
  }()
}
