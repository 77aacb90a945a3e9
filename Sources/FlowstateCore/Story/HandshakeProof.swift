/// Why it takes three segments: what each end had proved by when.
///
/// To go on, an end must know four things: that it can send and the peer can receive, and that the peer can send and it
/// can receive. A SYN's arrival proves the second pair to its receiver; a SYN-ACK's proves both to its receiver; only the
/// third segment proves the first pair to the passive end (RFC 9293 §3.5).
public struct HandshakeProof: Sendable, BitwiseCopyable {
  /// The step by which an end came to know something.
  public struct Step: Sendable, BitwiseCopyable, Equatable {
    /// The segment whose arrival told it; 0 when it is not in the capture.
    public var frame: UInt64
    /// What the claim rests on that this segment arrived.
    public var basis: Basis
    /// The later frame by which the capture shows that; 0 for none.
    public var proofFrame: UInt64
    /// A step.
    public init(frame: UInt64, basis: Basis, proofFrame: UInt64) {
      self.frame = frame
      self.basis = basis
      self.proofFrame = proofFrame
    }
  }

  /// For each end: the step by which it knew that its peer can send and that it can receive; `nil` while it is missing.
  public var hearsPeer = PerSide<Step?>(client: nil, server: nil)
  /// For each end: the step by which it knew that it can send and that its peer can receive; `nil` while it is missing.
  public var isHeard = PerSide<Step?>(client: nil, server: nil)

  /// Nothing proved.
  public init() {}

  /// Whether both ends know all they need.
  public var isComplete: Bool {
    hearsPeer.client != nil && hearsPeer.server != nil && isHeard.client != nil && isHeard.server != nil
  }

  /// Takes in one step of a history.
  mutating func follow(_ transition: Transition) {
    let step = Step(frame: transition.frame, basis: transition.basis, proofFrame: transition.proofFrame)
    let side = transition.side
    switch transition.to {
    case .synSent, .listen:
      hearsPeer[side] = nil
      isHeard[side] = nil
    case .synReceived:
      hearsPeer[side] = step
      isHeard[side] = nil
    case .established, .finWait1, .finWait2, .closeWait, .closing, .lastAck, .timeWait:
      // A connection that was picked up in its middle proves nothing about its handshake.
      switch transition.from {
      case .listen, .synSent:
        hearsPeer[side] = step
        isHeard[side] = step
      case .synReceived: isHeard[side] = step
      case .closed, .established, .finWait1, .finWait2, .closeWait, .closing, .lastAck, .timeWait, .unknown: break
      }
    case .closed, .unknown: break
    }
  }
}
