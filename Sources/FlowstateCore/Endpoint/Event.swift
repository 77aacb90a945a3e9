/// What one segment, or one act of its user, means to one endpoint after the numbers were checked (RFC 9293 §3.10).
///
/// Figure 5 labels its arcs with these; what the figure leaves to its notes has an event of its own.
public enum Event: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// OPEN, passive: create TCB.
  case passiveOpen
  /// OPEN, active: the endpoint sends its SYN.
  case sndSYN
  /// SYN arrives.
  case rcvSYN
  /// SYN arrives that acknowledges the endpoint's own SYN.
  case rcvSYNACK
  /// The endpoint's own SYN is acknowledged.
  case rcvACKofSYN
  /// CLOSE: the endpoint sends its FIN.
  case sndFIN
  /// FIN arrives, and all octets before it have.
  case rcvFIN
  /// The endpoint's own FIN is acknowledged.
  case rcvACKofFIN
  /// Both at once, in one segment (figure 5, note 2).
  case rcvFINandACKofFIN
  /// An acceptable RST arrives at an endpoint whose open was passive (MUST-11; figure 5, note 1).
  case rcvRSTafterPassiveOpen
  /// An acceptable RST arrives at any other endpoint (figure 5, note 3).
  case rcvRST
  /// ABORT: the endpoint sends RST (§3.10.5).
  case sndRST
  /// The TIME-WAIT timer of 2MSL runs out.
  case timeout2MSL
}
