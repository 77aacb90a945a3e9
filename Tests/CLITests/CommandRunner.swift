import Foundation

/// Runs the built program as a user does.
struct CommandRunner {
  /// What a run left behind.
  struct Outcome {
    var status: Int32
    var output: Data
    var errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
  /// The program lies beside the test bundle.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "flowstate")

  static func run(_ arguments: [String], input: Data? = nil, environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C"].merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory.appending(path: "flowstate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: nothing can block, however much is written.
    process.standardOutput = try file(folder, "output", Data())
    process.standardError = try file(folder, "errors", Data())
    process.standardInput = try file(folder, "input", input ?? Data())
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try Data(contentsOf: folder.appending(path: "output")),
      errors: String(decoding: try Data(contentsOf: folder.appending(path: "errors")), as: UTF8.self))
  }

  private static func file(_ folder: URL, _ name: String, _ data: Data) throws -> FileHandle {
    let url = folder.appending(path: name)
    try data.write(to: url)
    return try FileHandle(forUpdating: url)
  }
}
