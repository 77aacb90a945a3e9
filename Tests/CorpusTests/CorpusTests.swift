import FlowstateCore
import Testing

/// Whole public captures, read through the library, against tshark and Zeek.
@Suite(
  "Public captures against tshark and Zeek",
  .enabled(if: ReferenceCorpus.folder != nil, "there is no folder with reference captures"))
struct CorpusTests {
  @Test("tshark's streams and the rows of Zeek's own tests")
  func agreement() throws {
    var tshark = CorpusComparison()
    var zeek = CorpusComparison()
    let folder = try #require(ReferenceCorpus.folder)
    let captures = try ReferenceCorpus.captures()
    #expect(!captures.isEmpty)
    for capture in captures {
      let analyzed = try AnalyzedCapture("\(folder)/\(capture.capture)")
      #expect(analyzed.accounted == analyzed.frames, "\(capture.capture)")
      if let packets = capture.packets, analyzed.isWhole {
        #expect(analyzed.frames == UInt64(packets), "\(capture.capture)")
      }
      if let path = capture.tshark, let facts = try ReferenceCorpus.read(ReferenceCorpus.Tshark.self, path) {
        tshark.compare(analyzed, facts)
      }
      if let path = capture.zeek, let runs = try ReferenceCorpus.read([ReferenceCorpus.ZeekRun].self, path) {
        for run in runs { zeek.compare(analyzed, run) }
      }
    }
    for (name, count) in tshark.counts.sorted(by: { $0.key < $1.key }) { print("tshark \(name): \(count)") }
    for (name, count) in zeek.counts.sorted(by: { $0.key < $1.key }) { print("Zeek \(name): \(count)") }
    for name in ["client", "frames", "bytes", "completeness", "community ID"] {
      #expect(tshark[name].share >= 0.99, "\(name)")
      #expect(tshark[name].total > 2000, "\(name)")
    }
    #expect(tshark["connections"].share >= 0.97)
    for name in ["conn_state", "history"] { #expect(zeek[name].share >= 0.97, "\(name)") }
  }
}
