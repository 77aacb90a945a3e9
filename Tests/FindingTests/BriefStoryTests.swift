import FlowstateCore
import Testing

@testable import FlowstateFindings

@Suite("Ordinary connections")
struct BriefStoryTests {
  /// What the story of an ordinary connection may have.
  private static let usual: Facts = [.syn, .synACK, .fin, .timeWait, .timer]

  @Test("No rule need be asked about a connection that is told in brief")
  func noRuleIsAsked() {
    // A timer concerns it only where one end never closed, and in brief both have.
    let asked = Registry.rules.filter { !$0.trigger.isDisjoint(with: Self.usual) && $0.id != CloseWaitStuck.id }
    #expect(asked.map { $0.id } == [])
    let fed = Registry.captureRules.filter { !($0 is any BookRule.Type) && !$0.trigger.isDisjoint(with: Self.usual) }
    #expect(fed.map { $0.id } == [])
  }
}
