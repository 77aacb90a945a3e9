import FlowstateCheck
import Testing

@Suite struct ComparisonTests {
  /// The failures of an expectation with these members.
  private func failures(_ members: String, _ script: String = ordinary) throws -> [CheckResult] {
    let results = Comparison.run(
      try expectation("{ \"schema\": \"flowstate.expect/1\",\n\(members) }"), try examined(script))
    #expect(!results.isEmpty)
    return results.filter { $0.failure != nil }
  }

  /// Members that hold of an ordinary connection.
  private static let holding = [
    #""connection_count": 1"#, #""connection_count": {"min": 1, "max": 2}"#, #""no_findings": "info""#,
    #""findings": {"only": []}, "capture_findings": {"only": [], "absent": ["syn-unanswered"]}"#,
    #""connections": [{"handshake": "three-way", "close": ["four-segment", "three-segment"]}]"#,
    #""connections": [{"states": {"client": "TIME-WAIT", "server": ["CLOSED", "LISTEN"]}}]"#,
    #""connections": [{"states_after": [{"frame": 1, "client": "SYN-SENT", "server": "SYN-RECEIVED"}, {"frame": 5, "client": "ESTABLISHED"}]}]"#,
    #""connections": [{"transitions": [{"endpoint": "client", "to": "SYN-SENT"}, {"from": "CLOSE-WAIT", "to": "LAST-ACK"}]}]"#,
    #""connections": [{"match": {"client": "10.0.0.1:40000", "server": "10.0.0.2"}, "fields": {"handshake.rtt.server": {"max": 0.02}, "retransmitted.client": 0}}]"#,
    #""connections": [{"match": {"server.port": 80, "role_basis": "syn"}, "count": 1}]"#,
    #""connections": [{"match": {"server.port": 81}, "count": 0}]"#,
    #""connections": [{"match": {"index": 1}, "fields": {"previous": null, "payload_bytes.server": {"min": 300, "max": 300}}}]"#,
  ]

  @Test(arguments: holding)
  func whatIsTrueHolds(members: String) throws {
    #expect(try failures(members).map(\.name) == [])
  }

  /// Members that do not hold, the group of the failure, and parts of what was expected and found.
  private static let failing: [(members: String, kind: CheckResult.Kind, expected: String, found: String)] = [
    (#""connection_count": 2"#, .connectionCount, "2", "1"),
    (#""connections": [{"handshake": "fast-open"}]"#, .field, "fast-open", "three-way"),
    (#""connections": [{"states": {"client": "CLOSED"}}]"#, .field, "CLOSED", "TIME-WAIT"),
    (
      #""connections": [{"states_after": [{"frame": 2, "client": "SYN-SENT"}]}]"#, .stateAfter, "SYN-SENT",
      "ESTABLISHED (client SYN-SENT → ESTABLISHED at frame 2"
    ),
    (
      #""connections": [{"history": [{"frame": 1}, {"frame": 9}]}]"#, .history, "step 2: any step at frame 9",
      "at frame 1"
    ),
    (
      #""connections": [{"transitions": [{"to": "FIN-WAIT-1"}, {"to": "SYN-SENT"}]}]"#, .transitions, "→ SYN-SENT",
      "it comes earlier: client CLOSED → SYN-SENT at frame 1"
    ),
    (#""connections": [{"fields": {"handshake.rtt.server": {"max": 0.001}}}]"#, .field, "at most 0.001", "0.01"),
    (#""connections": [{"match": {"server.port": 81}}]"#, .match, "1 in the capture", "10.0.0.2:80"),
    (#""connections": [{}, {}]"#, .match, "1 in the capture", "0;"),
    (#""findings": {"present": ["syn-unanswered"]}"#, .findingPresent, "syn-unanswered", "no finding"),
    (#""findings": {"only": ["syn-unanswered"]}"#, .findingsOnly, "syn-unanswered", "missing syn-unanswered"),
  ]

  @Test(arguments: failing.indices)
  func whatIsNotTrueFailsAlone(index: Int) throws {
    let wanted = Self.failing[index]
    let found = try failures(wanted.members)
    #expect(found.count == 1)
    let result = try #require(found.first)
    let failure = try #require(result.failure)
    #expect(result.kind == wanted.kind)
    #expect(result.position?.line == 2)
    #expect(failure.expected.contains(wanted.expected), "\(failure.expected)")
    #expect(failure.found.contains(wanted.found), "\(failure.found)")
  }

  private let refused = """
    peer A 10.0.0.1:40000  B 10.0.0.2:80
    0.000  -->  S 0:0 -->
    +0.010 <--  R. =0 ack 1 bare <--
    """

  @Test func findingsAreComparedWithTheirEvidence() throws {
    #expect(try failures(#""findings": {"present": [{"id": "syn-refused", "frames": [2]}]}"#, refused).isEmpty)
    #expect(try failures(#""findings": {"only": [{"id": "syn-refused", "kind": null}]}"#, refused).isEmpty)
    let absent = try failures(#""findings": {"absent": ["syn-refused"]}"#, refused)
    #expect(absent.first?.failure?.found.contains("syn-refused, ") == true)
    #expect(absent.first?.failure?.ladder.contains { $0.contains("<CTL=RST,ACK>") } == true)
    #expect(try failures(#""findings": {"present": [{"id": "syn-refused", "frames": [9]}]}"#, refused).count == 1)
    #expect(try failures(#""no_findings": "info""#, refused).count == 1)
    #expect(
      try failures(#""no_findings": {"at_or_above": "info", "except": ["syn-refused"]}"#, refused).isEmpty)
  }

  @Test func theLadderShowsTheFramesAroundTheFailure() throws {
    let found = try failures(#""connections": [{"states_after": [{"frame": 7, "server": "ESTABLISHED"}]}]"#)
    let ladder = try #require(found.first?.failure?.ladder)
    #expect(ladder.contains { $0.contains("<CTL=FIN,ACK>") && $0.contains("FIN-WAIT-1") })
    #expect(ladder.count <= 18)
  }

  @Test func recordingsHoldAndAreStable() throws {
    for script in [ordinary, refused] {
      let said = try examined(script)
      for style in RecordStyle.allCases {
        let text = Recorder.record(said, style: style)
        #expect(text == Recorder.record(try examined(script), style: style))
        let results = Comparison.run(try expectation(text), said)
        #expect(results.filter { $0.failure != nil }.isEmpty)
        #expect(results.count >= 5)
      }
    }
  }

  @Test func oneChangedStateFailsOneCheck() throws {
    let said = try examined(ordinary)
    let text = Recorder.record(said, style: .complete)
    let states = text.ranges(of: "\"TIME-WAIT\"")
    #expect(states.count == 2)
    for range in states {
      let changed = text.replacingCharacters(in: range, with: "\"CLOSING\"")
      let failed = Comparison.run(try expectation(changed), said).filter { $0.failure != nil }
      #expect(failed.count == 1)
    }
  }

  @Test func handwrittenExpectationsAreUpdatedInTheirPlaces() throws {
    let text = """
      { "schema": "flowstate.expect/1",
        "connections": [ { "states": { "client":   "CLOSED" },  "handshake": "split",
          "findings": { "present": ["syn-unanswered"] } } ] }
      """
    let said = try examined(ordinary)
    let read = try expectation(text)
    let update = Updater.update(Array(text.utf8), read, Comparison.run(read, said), said)
    let expected = text.replacing("\"CLOSED\"", with: "\"TIME-WAIT\"").replacing("\"split\"", with: "\"three-way\"")
    #expect(String(decoding: update.text, as: UTF8.self) == expected)
    #expect(!update.isComplete)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
