/// What a claim rests on.
public enum Basis: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// The endpoint itself sent a segment that only the new state can send.
  case sent
  /// The segment was addressed to the endpoint, and a later one from it shows that exactly this one was accepted.
  case proved
  /// The segment was addressed to the endpoint; nothing proves or disproves that it arrived.
  case presumed
  /// The segment that moved the endpoint is not in the capture; a later one shows that it must have existed.
  case inferred
  /// No segment: the time that the state lasts has passed in capture time.
  case timer

  /// Whether the claim may never be wrong.
  public var isCertain: Bool { self == .sent || self == .proved }
  /// The name as reports write it.
  public var name: StaticString {
    switch self {
    case .sent: "sent"
    case .proved: "proved"
    case .presumed: "presumed"
    case .inferred: "inferred"
    case .timer: "timer"
    }
  }
}

/// Why an endpoint moved, in a few words.
public enum Cause: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case begins, passiveOpen
  case sendsSYN, sendsSYNACK, sendsACK, sendsFIN, sendsRST, sendsData
  case receivesSYN, receivesSYNACK, receivesACKOfSYN, receivesData, receivesFIN, receivesACKOfFIN
  case receivesFINAndACKOfFIN, receivesRST
  case rejectsSYNACK, knowsNoConnection, timeWaitEnds, timesOut, laterSegmentShows

  /// The words as reports write them.
  public var text: StaticString {
    switch self {
    case .begins: "is here when the connection begins"
    case .passiveOpen: "listens"
    case .sendsSYN: "sends SYN"
    case .sendsSYNACK: "sends SYN-ACK"
    case .sendsACK: "sends ACK"
    case .sendsFIN: "sends FIN"
    case .sendsRST: "sends RST"
    case .sendsData: "sends data"
    case .receivesSYN: "receives SYN"
    case .receivesSYNACK: "receives SYN-ACK"
    case .receivesACKOfSYN: "receives ACK of its SYN"
    case .receivesData: "receives data"
    case .receivesFIN: "receives FIN"
    case .receivesACKOfFIN: "receives ACK of its FIN"
    case .receivesFINAndACKOfFIN: "receives FIN and the ACK of its own"
    case .receivesRST: "receives RST"
    case .rejectsSYNACK: "rejects a SYN-ACK that it did not ask for"
    case .knowsNoConnection: "answers as an end that knows no such connection"
    case .timeWaitEnds: "2MSL have passed"
    case .timesOut: "gave up"
    case .laterSegmentShows: "a later segment shows it"
    }
  }
}

/// One step of one endpoint's history.
public struct Transition: Sendable, BitwiseCopyable {
  /// The frame at which it is dated; 0 when the basis is `timer`.
  public var frame: UInt64
  /// Capture time of that frame, or of the timer.
  public var time: Nanoseconds
  /// The endpoint that moved.
  public var side: Side
  /// State before.
  public var from: State
  /// State after.
  public var to: State
  /// What the claim rests on.
  public var basis: Basis
  /// The later frame that proves or reveals it; 0 for none.
  public var proofFrame: UInt64
  /// Why.
  public var cause: Cause

  /// A step.
  public init(
    frame: UInt64, time: Nanoseconds, side: Side, from: State, to: State, basis: Basis, proofFrame: UInt64 = 0,
    cause: Cause
  ) {
    self.frame = frame
    self.time = time
    self.side = side
    self.from = from
    self.to = to
    self.basis = basis
    self.proofFrame = proofFrame
    self.cause = cause
  }
}
