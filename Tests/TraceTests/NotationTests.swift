import FoundationEssentials
import Testing

@testable import TraceScript

@Suite struct NotationTests {
  private static let root = FixtureFiles.folder.deletingLastPathComponent()
  private static func page(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test func bothCopiesOfThePageAreEqual() throws {
    #expect(
      try Self.page("Sources/TraceScript/Notation.md") == Self.page("Documentation/notation.md"),
      "cp Sources/TraceScript/Notation.md Documentation/notation.md")
  }

  @Test func theExampleOfThePageCompiles() throws {
    let parts = try Self.page("Documentation/notation.md").split(separator: "```", omittingEmptySubsequences: false)
    let trace = try CompiledTrace(Script(parsing: String(parts[1].drop { $0.isNewline })))
    #expect(trace.frames.count == 4)
  }

  @Test(arguments: FixtureFiles.scripts)
  func aFixtureBeginsWithItsReason(_ path: String) throws {
    let script = try Script(parsing: FixtureFiles.text(of: path))
    #expect(script.story.contains(" ") && script.steps.contains { $0.segment != nil })
    _ = try CompiledTrace(script)
  }
}
