import FoundationEssentials
import Testing

/// Text kept in files beside the tests. RECORD_SNAPSHOTS=1 writes it anew and fails, so that nobody commits it unseen.
enum Snapshot {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()

  static func expect(_ text: String, is name: String, at location: SourceLocation = #_sourceLocation) {
    let file = root.appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? Data(text.utf8).write(to: file)
      Issue.record("\(name) was recorded: review it", sourceLocation: location)
      return
    }
    guard let data = try? Data(contentsOf: file) else {
      Issue.record("no snapshot \(name); record it with RECORD_SNAPSHOTS=1", sourceLocation: location)
      return
    }
    #expect(text == String(decoding: data, as: UTF8.self), "\(name)", sourceLocation: location)
  }
}
