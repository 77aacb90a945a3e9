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
}
