/// The numbers that decide what the tracker and the inference make of a capture. Defaults are documented with each; all
/// can be set from the command line, and reports print them.
public struct TrackerSettings: Sendable, Equatable {
  /// Length of TIME-WAIT (2MSL) as this network's hosts keep it. The default is 60 s (Linux).
  public var timeWait: Nanoseconds = 60 * .second
  /// Copies of a frame closer than this may be capture duplicates. The default is 10 ms.
  public var duplicateWindow: Nanoseconds = 10 * .millisecond
  /// How long an undecided SYN waits for the peer's reply. The default is 3 s.
  public var decide: Nanoseconds = 3 * .second
  /// How long after the last segment a connection that was never opened is kept. The default is 130 s.
  public var attemptRetention: Nanoseconds = 130 * .second
  /// How long after its end a closed connection is remembered. The default is 240 s (2MSL of RFC 9293).
  public var closedRetention: Nanoseconds = 240 * .second
  /// How long an open connection may be silent before it is let go. The default is 12 h.
  public var idleRetention: Nanoseconds = 12 * 3600 * .second
  /// A silence that findings call long. The default is 60 s.
  public var longIdle: Nanoseconds = 60 * .second
  /// Time that FIN-WAIT-2 of an orphan lasts. The default is 60 s (Linux tcp_fin_timeout).
  public var finWait2: Nanoseconds = 60 * .second
  /// At most so many segments of one connection are logged. The default is 4096.
  public var logLimit: Int = 4096
  /// VLAN tags separate address spaces. The default is no.
  public var separateVLANs = false
  /// Tunnels separate address spaces. The default is no.
  public var separateTunnels = false
  /// Stories tell what Zeek and Wireshark would make of the connection. The default is yes; who prints neither saves it.
  public var comparesTools = true
  /// The defaults.
  public init() {}
}
