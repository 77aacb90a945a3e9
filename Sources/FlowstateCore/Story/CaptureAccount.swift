/// Why a frame was not analyzed as a TCP segment. Every frame is either a TCP segment or counted under one of these.
public enum NotAnalyzed: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case notIP, notTCP, fragment, truncated, malformed, unsupportedLinkType, filtered, limit
  /// The word of the report contract.
  public var name: StaticString {
    switch self {
    case .notIP: "not_ip"
    case .notTCP: "not_tcp"
    case .fragment: "fragment"
    case .truncated: "truncated"
    case .malformed: "malformed"
    case .unsupportedLinkType: "unsupported_link_type"
    case .filtered: "filtered"
    case .limit: "limit"
    }
  }
}
