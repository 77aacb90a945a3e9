/// The transmission control block of one endpoint, as far as an observer can know it (RFC 9293 §3.3.1).
struct ControlBlock: BitwiseCopyable {
  /// What is known of the numbers.
  struct Known: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// `iss`, `sndUna` and `sndNxt`.
    static let send = Known(rawValue: 1)
    /// `rcvNxt`.
    static let receive = Known(rawValue: 2)
    /// `irs`.
    static let irs = Known(rawValue: 4)
    /// `iss` itself (mid-stream only `sndNxt` is known).
    static let iss = Known(rawValue: 8)
  }

  var state = State.closed
  /// The open was passive: an RST in SYN-RECEIVED leads back to LISTEN (MUST-11).
  var openedPassively = false
  /// This endpoint's FIN has been sent; `sndNxt` is one past it.
  var finSent = false
  /// The peer's FIN arrived, but octets before it are missing; `heldFIN` is its sequence number (SHLD-31).
  var finHeld = false
  /// This endpoint has received the peer's FIN.
  var finReceived = false
  var known: Known = []
  var iss = SequenceNumber(0)
  var irs = SequenceNumber(0)
  var sndUna = SequenceNumber(0)
  var sndNxt = SequenceNumber(0)
  var rcvNxt = SequenceNumber(0)
  /// One past this endpoint's FIN, when `finSent`.
  var finEnd = SequenceNumber(0)
  var heldFIN = SequenceNumber(0)
  /// First number past a hole that the peer's captured segments left, and one past the last octet held beyond it.
  var heldFrom = SequenceNumber(0)
  var heldEnd = SequenceNumber(0)
  /// Octets beyond a hole are held in `heldFrom..<heldEnd`.
  var holds = false
  /// Largest receive window that this endpoint can have, in octets.
  var rcvWnd: Int32 = 1 << 20
}
