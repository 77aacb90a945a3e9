import FoundationEssentials
import Testing

@testable import FlowstateCore

@Suite struct TransitionTests {
  /// The whole matrix, as a page that can be held beside RFC 9293's figure 5.
  private static func matrix() -> String {
    var lines: [String] = []
    for state in State.allCases where state != .unknown {
      lines.append("\(state.name)")
      for event in Event.allCases {
        guard let next = state.next(event) else { continue }
        lines.append("  \(String(describing: event).padded(to: 24)) \(next.name)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func matrixIsTheReviewedOne() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/transitions.txt")
    if let record = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"], record == "1" {
      try Self.matrix().write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(url.path()); review the change and run again")
      return
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == Self.matrix())
  }

  @Test(arguments: Event.allCases) func nothingMovesUnknown(_ event: Event) {
    #expect(State.unknown.next(event) == nil)
  }

  /// Every state of the figure can be left, and every state but LISTEN and CLOSED is reached by an arc.
  @Test func everyStateIsConnected() {
    let reached = Set(State.allCases.flatMap { state in Event.allCases.compactMap { state.next($0) } })
    for state in State.allCases where state != .unknown {
      #expect(reached.contains(state))
      #expect(Event.allCases.contains { state.next($0) != nil })
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
