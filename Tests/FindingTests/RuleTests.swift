import FlowstateFindings
import FoundationEssentials
import Testing

@testable import flowstate_generate

@Suite("Rules over rules")
struct RuleTests {
  @Test("ids are unique, and kebab-case")
  func ids() {
    let ids = Registry.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(
        id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (97...122).contains($0) || (48...57).contains($0) }, "\(id)")
    }
  }

  @Test(
    "each has a title in both languages, a reference, a trigger, a flagged and a clean example",
    arguments: Registry.all.map(\.id))
  func complete(_ id: String) throws {
    let rule = try #require(Registry.rule(id))
    #expect(!rule.title.english.isEmpty && !rule.title.chinese.isEmpty)
    #expect(!rule.references.isEmpty && rule.references.allSatisfy { $0.rfc > 0 })
    #expect(!rule.trigger.isEmpty)
    #expect(!rule.pattern.isEmpty)
    #expect(rule.examples.contains(where: \.isFlagged) && rule.examples.contains { !$0.isFlagged })
  }

  @Test("generated files are fresh")
  func generated() throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    for (path, text) in try Generator.files(package: package) {
      let written = try? String(contentsOfFile: package + "/" + path, encoding: .utf8)
      #expect(written == text, "\(path) is stale: \(Generator.command)")
    }
  }
}
