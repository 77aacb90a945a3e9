import FlowstateCore

/// An attempt that came to nothing is one of many such: their cause is one, whatever it is.
///
/// Known when the attempt's story is over, from those whose stories were over before: the first ones are told in full, as
/// nothing that was told is taken back.
enum Crowd: String, Sendable {
  /// Its client had no luck with 15 ports of this host within 60 s (as `port-scan` counts).
  case ports
  /// Its client had no luck with 25 hosts on this port within 60 s (as `host-sweep` counts).
  case hosts
  /// 100 attempts at its listener came to nothing within 10 s (as `syn-flood` counts).
  case attempts

  /// What says of an attempt that it came to nothing, and how.
  private static let outcomes: Set<String> = [
    "syn-unanswered", "syn-icmp-refused", "syn-refused", "third-ack-never-seen", "syn-scan-open", "syn-retransmitted",
  ]

  /// Makes what was found of one of many a thing for the curious.
  func lower(_ findings: inout [Finding]) {
    for index in findings.indices where findings[index].severity > .info && Self.outcomes.contains(findings[index].id) {
      findings[index].lower(because: Detail("one_of_many", .text(rawValue)))
    }
  }
}
