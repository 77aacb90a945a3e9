import FlowstateFindings
import FoundationEssentials
import Testing

@Suite("Reference captures", .enabled(if: ReferenceCaptures.folder != nil))
struct ReferenceTests {
  @Test("special cases are told, with nothing else at warning or above", arguments: ReferenceCaptures.micro.map(\.name))
  func special(_ name: String) throws {
    let folder = try #require(ReferenceCaptures.folder)
    let ids = try #require(ReferenceCaptures.micro.first { $0.name == name }?.ids)
    let file = try #require(CaptureFile(path: "\(folder)/micro/\(name).pcap"))
    let findings = TraceAnalysis.findings(of: file.frames, linkType: file.linkType)
    let told = findings.map { "\($0.id)\($0.kind.map { "/" + $0 } ?? "") \($0.severity.name)" }
    for id in ids { #expect(findings.contains { $0.id == id }, "\(told)") }
    let severe = findings.filter { $0.severity >= .warning }.map(\.id)
    #expect(Set(severe).isSubset(of: ids), "\(told)")
  }

  @Test("captures of real stacks: ordinary connections show nothing severe")
  func ordinary() throws {
    let folder = try #require(ReferenceCaptures.folder)
    var lines: [String] = []
    for name in ReferenceCaptures.kernel {
      let file = try #require(CaptureFile(path: "\(folder)/kernel-truth/captures/\(name).pcap"))
      let findings = TraceAnalysis.findings(of: file.frames, linkType: file.linkType)
      for finding in findings {
        lines.append(
          "\(name)\t\(finding.id)\t\(finding.severity.name)\t\(finding.kind ?? "")\t\(finding.frames)\t\(finding.summary.english)"
        )
      }
      let base = name.split(separator: "/").last ?? ""
      if base.hasPrefix("01-") || base.hasPrefix("19-") {
        #expect(!findings.contains { $0.severity >= .warning }, "\(name): \(findings.map(\.id))")
      }
    }
    if let path = ProcessInfo.processInfo.environment["FLOWSTATE_FINDINGS"] {
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    }
  }
}
