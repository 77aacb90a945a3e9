import FlowstateCheck
import Testing

@Suite struct ExpectationTests {
  /// A wrong member of the expectation, its column on line 2, and a part of the message.
  private static let mistakes: [(text: String, column: Int, message: String)] = [
    (#""conections": []"#, 1, "did you mean ‘connections’?"),
    (#""connection_count": "two""#, 21, "a number"),
    (#""no_findings": "warnin""#, 16, "did you mean ‘warning’?"),
    (#""findings": {"absent": ["syn-unanswerd"]}"#, 25, "did you mean ‘syn-unanswered’?"),
    (#""findings": {"absence": []}"#, 14, "did you mean ‘absent’?"),
    (#""findings": {"present": [{"id": "syn-unanswered", "sevrity": "error"}]}"#, 51, "did you mean ‘severity’?"),
    (#""connections": [{"states": {"client": "ESTABLISHD"}}]"#, 39, "did you mean ‘ESTABLISHED’?"),
    (#""connections": [{"handshake": "three-ways"}]"#, 31, "did you mean ‘three-way’?"),
    (#""connections": [{"close": 3}]"#, 27, "kind of close"),
    (#""connections": [{"fields": {"retransmited.client": 0}}]"#, 29, "did you mean ‘retransmitted’?"),
    (#""connections": [{"fields": {"handshake": 0}}]"#, 29, "is a group of fields"),
    (#""connections": [{"fields": {"close.rst": 0}}]"#, 29, "close.rst_count"),
    (#""connections": [{"match": {"client.prt": 1}}]"#, 28, "‘port’"),
    (#""connections": [{"history": [{"frame": 0}]}]"#, 40, "from 1"),
    (#""connections": [{"states_after": [{"client": "CLOSED"}]}]"#, 35, "frame"),
    (#""connections": [{"count": {}}]"#, 27, "\"min\""),
    (#""recorded": "all""#, 13, "complete"),
  ]

  @Test(arguments: mistakes.indices)
  func mistakesAreNamedWithTheirPlace(index: Int) {
    let mistake = Self.mistakes[index]
    let text = "{ \"schema\": \"flowstate.expect/1\",\n\(mistake.text) }"
    #expect { try expectation(text) } throws: { error in
      guard let error = error as? ExpectationError else { return false }
      return error.position == TextPosition(line: 2, column: mistake.column) && error.message.contains(mistake.message)
        && error.description.hasPrefix("x.expect.json:2:\(mistake.column): ")
    }
  }

  @Test func theVersionIsAskedFor() {
    #expect(throws: ExpectationError.self) { try expectation("{}") }
    #expect(throws: ExpectationError.self) { try expectation(#"{"schema": "flowstate.expect/2"}"#) }
  }

  @Test(arguments: Policy.allCases)
  func policiesAreExpectations(policy: Policy) throws {
    let results = Comparison.run(try policy.expectation(), try examined(ordinary))
    #expect(!results.isEmpty)
    #expect(results.filter { $0.failure != nil }.map(\.name).isEmpty)
  }
}
