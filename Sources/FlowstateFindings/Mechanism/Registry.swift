/// All rules. A rule is a file in `Rules/`; `swift run flowstate-generate` lists them.
public enum Registry {
  /// What is known of every rule, in order of id.
  public static let all: [RuleInfo] =
    (rules.map { RuleInfo($0) } + captureRules.map { RuleInfo($0) }).sorted { $0.id < $1.id }

  /// One rule by its id.
  public static func rule(_ id: String) -> RuleInfo? { all.first { $0.id == id } }

  /// A rule's display filter pattern.
  static func pattern(of id: String) -> String { rule(id)?.pattern ?? "tcp" }
}
