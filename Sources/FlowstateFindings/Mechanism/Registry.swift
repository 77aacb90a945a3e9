/// All rules. A rule is a file in `Rules/` and a line here; a test compares the two.
public enum Registry {
  /// What is known of every rule, in order of id.
  public static let all: [RuleInfo] =
    (rules.map { RuleInfo($0) } + captureRules.map { RuleInfo($0) }).sorted { $0.id < $1.id }

  /// One rule by its id.
  public static func rule(_ id: String) -> RuleInfo? { all.first { $0.id == id } }

  /// A rule's display filter pattern.
  static func pattern(of id: String) -> String { rule(id)?.pattern ?? "tcp" }

  /// Rules over one connection.
  static let rules: [any FindingRule.Type] = [
    // Establishment
    SYNUnanswered.self, SYNICMPRefused.self, SYNRefused.self, SYNRetransmitted.self, SYNISNChanged.self,
    SYNACKRetransmitted.self, ThirdACKNeverSeen.self, ThirdACKLostBehindCapture.self, ThirdACKRecoveredByData.self,
    ThirdACKAnsweredByRST.self, StaleSYNReset.self, LateSYNACKReset.self, SYNACKWrongACK.self, SimultaneousOpen.self,
    SplitHandshake.self, AcceptQueueOverflow.self,
    // Capture quality
    CaptureMidStream.self,
  ]

  /// Rules over the whole capture.
  static let captureRules: [any CaptureRule.Type] = []
}
