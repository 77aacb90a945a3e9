/// Expectations for captures that have none of their own, by name.
public enum Policy: String, Sendable, CaseIterable {
  /// What a healthy service's traffic should keep to.
  case `default`
  /// The same, and everything that is unusual counts.
  case strict

  /// The policy as an expectation.
  public func expectation() throws(ExpectationError) -> Expectation {
    try Expectation(Array(text.utf8), file: "policy \(rawValue)")
  }

  /// The policy in the format of expectations, to be copied and changed.
  public var text: String {
    switch self {
    case .default:
      """
      {
        "schema": "flowstate.expect/1",
        "description": "No certain finding of severity warning or above, every handshake that was captured complete, no reset.",
        "no_findings": { "at_or_above": "warning", "confidence": "certain" },
        "connections": [
          {
            "match": {},
            "count": { "min": 0 },
            "handshake": ["three-way", "simultaneous", "fast-open", "none"],
            "close": ["four-segment", "three-segment", "simultaneous", "half-close", "open", "none"]
          }
        ]
      }

      """
    case .strict:
      """
      {
        "schema": "flowstate.expect/1",
        "description": "No finding of severity notice or above, every connection opened and closed in the capture, nothing sent twice.",
        "connection_count": { "min": 1 },
        "no_findings": { "at_or_above": "notice", "confidence": "weak" },
        "connections": [
          {
            "match": {},
            "count": { "min": 0 },
            "handshake": ["three-way", "simultaneous", "fast-open"],
            "close": ["four-segment", "three-segment", "simultaneous"],
            "fields": { "retransmitted.client": 0, "retransmitted.server": 0 }
          }
        ]
      }

      """
    }
  }
}
