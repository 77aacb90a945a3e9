import Foundation

/// Runs the built program, and others, as a user does.
enum Command {
  /// What a run left behind.
  struct Outcome {
    var status: Int32
    var text: String
    var errors: String
  }
  /// The project's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
  /// The program lies beside the test bundle.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "flowstate").path

  /// Runs the program in a folder.
  static func flowstate(_ arguments: [String], in folder: URL = root) throws -> Outcome {
    try run([program] + arguments, in: folder)
  }

  /// Runs a command that `PATH` leads to.
  static func run(_ command: [String], in folder: URL = root) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    let files = FileManager.default.temporaryDirectory.appending(path: "flowstate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    // Files instead of pipes: nothing can block, however much is written.
    let output = files.appending(path: "output")
    let errors = files.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forUpdating: output)
    process.standardError = try FileHandle(forUpdating: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, text: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Whether a command is there; says so when it is not.
  static func isThere(_ name: String) -> Bool {
    if (try? run([name, "--version"]))?.status == 0 { return true }
    print("\(name) is not installed: what needs it is not tested")
    return false
  }

  /// A folder of a test's own, which `body` may fill; it is gone afterwards.
  static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flowstate-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
