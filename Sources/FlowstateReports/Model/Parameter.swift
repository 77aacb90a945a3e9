import FlowstateCore
import FlowstateFindings

/// All settings of an analysis.
public struct AnalysisSettings: Sendable, Equatable {
  /// Of tracking and inference.
  public var tracker = TrackerSettings()
  /// Of findings.
  public var findings = FindingSettings()
  /// The defaults.
  public init() {}
}

/// A number that decides what an analysis says: settable by command line and configuration file, printed in reports.
public struct Parameter: Sendable {
  /// What its value counts.
  public enum Unit: Sendable {
    /// Kept in nanoseconds, written in seconds.
    case seconds
    /// A number of things.
    case count
    /// Parts in a thousand.
    case perMille
  }

  /// Name, in snake_case; with hyphens, the name of a command line option.
  public let name: StaticString
  /// What its value counts.
  public let unit: Unit
  /// The values that make sense, in nanoseconds where the unit is seconds.
  public let range: ClosedRange<Int64>
  /// What it decides.
  public let meaning: Sentence
  private let places: [Place]

  /// Where a value is kept.
  private enum Place: Sendable {
    case trackerTime(any WritableKeyPath<TrackerSettings, Nanoseconds> & Sendable)
    case trackerCount(any WritableKeyPath<TrackerSettings, Int> & Sendable)
    case findingTime(any WritableKeyPath<FindingSettings, Nanoseconds> & Sendable)
    case findingCount(any WritableKeyPath<FindingSettings, Int> & Sendable)
  }

  /// The value among some settings; nanoseconds where the unit is seconds.
  public func value(in settings: AnalysisSettings) -> Int64 {
    switch places.first {
    case .trackerTime(let path): settings.tracker[keyPath: path]
    case .trackerCount(let path): Int64(settings.tracker[keyPath: path])
    case .findingTime(let path): settings.findings[keyPath: path]
    case .findingCount(let path): Int64(settings.findings[keyPath: path])
    case nil: 0
    }
  }

  /// Sets the value, which must lie in `range`.
  public func set(_ value: Int64, in settings: inout AnalysisSettings) {
    for place in places {
      switch place {
      case .trackerTime(let path): settings.tracker[keyPath: path] = value
      case .trackerCount(let path): settings.tracker[keyPath: path] = Int(clamping: value)
      case .findingTime(let path): settings.findings[keyPath: path] = value
      case .findingCount(let path): settings.findings[keyPath: path] = Int(clamping: value)
      }
    }
  }

  /// The value as people write it: seconds in decimal, counts as they are.
  public func text(of value: Int64) -> String {
    var bytes: [UInt8] = []
    if unit == .seconds { bytes.append(seconds: value, decimals: 0) } else { bytes.append(decimal: value) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A parameter by its name, with hyphens or underscores.
  public static func named(_ name: some StringProtocol) -> Parameter? {
    let wanted = name.map { $0 == "-" ? "_" : $0 }
    return all.first { "\($0.name)".elementsEqual(wanted) }
  }

  private static let longest = 366 * 86_400 * Nanoseconds.second

  private static func time(_ name: StaticString, _ places: [Place], en: String, zh: String) -> Parameter {
    Parameter(name: name, unit: .seconds, range: 0...longest, meaning: Sentence(en: en, zh: zh), places: places)
  }

  /// All parameters, in the order in which reports print them.
  public static let all: [Parameter] = [
    time(
      "time_wait", [.trackerTime(\.timeWait), .findingTime(\.timeWait)],
      en: "Length of TIME-WAIT (2MSL) on the captured hosts.", zh: "被抓包主机的 TIME-WAIT 时长（2MSL）。"),
    time(
      "time_wait_rfc", [.findingTime(\.timeWaitOfRFC)],
      en: "Length of TIME-WAIT that RFC 9293 asks for.", zh: "RFC 9293 要求的 TIME-WAIT 时长。"),
    time(
      "fin_wait_2", [.trackerTime(\.finWait2), .findingTime(\.finWait2)],
      en: "How long FIN-WAIT-2 lasts when nobody reads any more.", zh: "无人读取时 FIN-WAIT-2 的持续时间。"),
    time(
      "duplicate_window", [.trackerTime(\.duplicateWindow)],
      en: "Copies of a frame closer than this may be capture duplicates.", zh: "间隔小于此值的相同帧可能是重复抓取。"),
    time(
      "decide", [.trackerTime(\.decide)],
      en: "How long an undecided SYN waits for its reply.", zh: "归属未定的 SYN 等待应答的时间。"),
    time(
      "horizon", [.findingTime(\.horizon)],
      en: "How long the capture must run on before \"never answered\" is said.", zh: "断言“从未应答”之前抓包须继续的时间。"),
    time(
      "synack_give_up", [.findingTime(\.synACKGiveUp)],
      en: "When a server gives up repeating its SYN-ACK.", zh: "服务器放弃重发 SYN-ACK 的时间。"),
    time(
      "challenge_limit", [.findingTime(\.challengeLimit)],
      en: "A host sends at most one challenge ACK in this time.", zh: "主机在此时间内最多发送一个挑战 ACK。"),
    time(
      "unknown_round_trip", [.findingTime(\.unknownRoundTrip)],
      en: "Round trip that is reckoned with where the handshake tells none.", zh: "握手无法给出往返时间时采用的值。"),
    time(
      "long_idle", [.trackerTime(\.longIdle), .findingTime(\.longIdle)],
      en: "A silence that findings call long.", zh: "被视为长时间静默的时长。"),
    Parameter(
      name: "retransmission_warning", unit: .perMille, range: 0...1000,
      meaning: Sentence(
        en: "Retransmitted segments in a thousand from which retransmission is a warning.",
        zh: "重传报文段达到每千个中的多少个时列为警告。"),
      places: [.findingCount(\.retransmissionWarning)]),
    time(
      "zero_window_stall", [.findingTime(\.zeroWindowStall)],
      en: "A zero window that lasts longer is a stall.", zh: "零窗口超过此时长即为停滞。"),
    time(
      "zero_window_warning", [.findingTime(\.zeroWindowWarning)],
      en: "A zero window that lasts longer is a warning.", zh: "零窗口超过此时长即列为警告。"),
    time(
      "attempt_retention", [.trackerTime(\.attemptRetention)],
      en: "How long an attempt that was never opened is kept.", zh: "未建立的连接尝试保留的时间。"),
    time(
      "closed_retention", [.trackerTime(\.closedRetention)],
      en: "How long a closed connection is remembered.", zh: "已关闭的连接被记住的时间。"),
    time(
      "idle_retention", [.trackerTime(\.idleRetention)],
      en: "How long an open connection may be silent before it is let go.", zh: "打开的连接静默多久后不再跟踪。"),
    Parameter(
      name: "log_limit", unit: .count, range: 16...1_000_000,
      meaning: Sentence(
        en: "Segments of one connection that are kept for its story.", zh: "为一个连接保留的报文段数上限。"),
      places: [.trackerCount(\.logLimit)]),
  ]
}
