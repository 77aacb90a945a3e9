/// A capture or trace that is to be checked, and the file of its expectation.
struct CheckTarget: Sendable {
  /// What is checked.
  enum Kind: Sendable { case capture, trace }
  var path: String
  var kind: Kind
  /// Named on the command line, not found in a directory.
  var isNamed: Bool
  /// `NAME.expect.json` beside `NAME.pcap`, whether it is there or not.
  var expectation: String

  /// Suffixes of captures, the longer ones first.
  private static let suffixes: [String] = ["pcapng", "pcap", "cap", "snoop"].flatMap { kind in
    ["gz", "zst", "lz4"].map { ".\(kind).\($0)" } + [".\(kind)"]
  }

  /// `nil` for a file that a directory's captures and traces are not called like.
  private init?(_ path: String, isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
    if path.hasSuffix(".trace") {
      kind = .trace
      expectation = path
      return
    }
    let suffix = Self.suffixes.first { path.hasSuffix($0) }
    guard suffix != nil || isNamed else { return nil }
    kind = .capture
    expectation = "\(path.dropLast(suffix?.count ?? 0)).expect.json"
  }

  /// The targets that paths lead to, each once, in order.
  static func find(_ paths: [String]) throws(Failure) -> [CheckTarget] {
    var targets: [CheckTarget] = []
    for path in paths {
      guard Files.kind(path) == .directory else {
        if path.hasSuffix(".expect.json") {
          throw Failure(message: "\(path): name the capture; its expectation is found beside it", status: .usage)
        }
        if let target = CheckTarget(path, isNamed: true) { targets.append(target) }
        continue
      }
      let files = try Files.list(path)
      let found = files.compactMap { CheckTarget($0, isNamed: false) }
      let expected = Set(found.map(\.expectation))
      for file in files where file.hasSuffix(".expect.json") && !expected.contains(file) {
        throw Failure(message: "\(file): there is no capture beside it that it belongs to", status: .usage)
      }
      if found.isEmpty { throw Failure(message: "\(path): no captures or traces in it", status: .usage) }
      targets += found
    }
    var seen: Set<String> = []
    return targets.filter { seen.insert($0.path).inserted }
  }
}
