import FlowstateCore

/// The numbers that decide what is a finding. Defaults are documented with each; reports print them.
public struct FindingSettings: Sendable, Equatable {
  /// How long an end must have been silent before "never answered" may be said. The default is 3 s: the first
  /// retransmission of a SYN comes after 1 s, the second after 3 s (RFC 6298 §2.1). Twice the last retransmission gap
  /// counts when that is longer.
  public var horizon: Nanoseconds = 3 * .second
  /// Length of TIME-WAIT (2MSL) as this network's hosts keep it. The default is 60 s (Linux).
  public var timeWait: Nanoseconds = 60 * .second
  /// 2MSL of RFC 9293 §3.4.2. The default is 240 s.
  public var timeWaitOfRFC: Nanoseconds = 240 * .second
  /// Time that FIN-WAIT-2 of an orphan lasts. The default is 60 s (Linux tcp_fin_timeout).
  public var finWait2: Nanoseconds = 60 * .second
  /// When a server gives its SYN-ACK up. The default is 63 s (1+2+4+8+16+32, Linux tcp_synack_retries).
  public var synACKGiveUp: Nanoseconds = 63 * .second
  /// At most one challenge ACK in this time. The default is 500 ms (Linux tcp_invalid_ratelimit).
  public var challengeLimit: Nanoseconds = 500 * .millisecond
  /// A round trip to reckon with where the handshake does not tell one. The default is 200 ms.
  public var unknownRoundTrip: Nanoseconds = 200 * .millisecond
  /// A silence after which state on the path may have expired. The default is 60 s.
  public var longIdle: Nanoseconds = 60 * .second
  /// Share of retransmitted segments above which retransmission is a warning, in thousandths. The default is 10 (1 %).
  public var retransmissionWarning: Int = 10
  /// A zero window that lasts longer is a stall. The default is 1 s.
  public var zeroWindowStall: Nanoseconds = 1 * .second
  /// A zero window that lasts longer is a warning. The default is 30 s.
  public var zeroWindowWarning: Nanoseconds = 30 * .second
  /// The capture file reports frames that it dropped: what was never seen may have been dropped. The default is no.
  public var dropsReported = false
  /// Ids of findings that are not wanted.
  public var disabled: Set<String> = []
  /// Severities that replace the rules' own, by id.
  public var regraded: [String: Severity] = [:]
  /// Blocks of addresses about which a finding is not wanted, by id.
  public var ignoredWithin: [String: [AddressPrefix]] = [:]
  /// Blocks of addresses that findings must be about; empty for all.
  public var within: [AddressPrefix] = []
  /// The defaults.
  public init() {}
}
