/// All that is known of one connection when nothing can change it any more: what findings read and reports print.
///
/// One value is reused for all connections, so that an ordinary one costs no allocation; take a copy to keep it.
public struct ConnectionStory: Sendable {
  // MARK: identity

  /// Number of the first frame: unique, stable.
  public var id: UInt64 = 0
  /// The unordered pair of ends.
  public var key = FlowKey(
    a: SocketAddress(address: IPAddress(high: 0, low: 0), port: 0),
    b: SocketAddress(address: IPAddress(high: 0, low: 0), port: 0), space: 0)
  /// Addresses and ports of the ends.
  public var ends = PerSide(both: SocketAddress(address: IPAddress(high: 0, low: 0), port: 0))
  /// How client and server were told apart.
  public var roleBasis = RoleBasis.syn
  /// VLAN tags of the first frame.
  public var vlans = VLANStack()
  /// Tunnels of the first frame.
  public var tunnels = TunnelStack()
  /// nth remembered connection on this tuple, from 1.
  public var incarnation: UInt32 = 1
  /// `id` of the connection before on this tuple, while it is remembered; 0 for none.
  public var previous: UInt64 = 0
  /// What the connection before on this tuple left behind; `nil` for none.
  public var predecessor: Predecessor?
  /// Whether innermost IP is version 4.
  public var isIPv4: Bool { ends.client.address.isIPv4 }

  // MARK: extent and counters

  /// First and last frame.
  public var firstFrame: UInt64 = 0
  /// Last frame.
  public var lastFrame: UInt64 = 0
  /// Capture time of the first frame.
  public var firstTime: Nanoseconds = 0
  /// Capture time of the last frame.
  public var lastTime: Nanoseconds = 0
  /// Time of the newest segment of the capture when nothing could change the story any more.
  public var settledAt: Nanoseconds = 0
  /// Its place among all stories.
  public internal(set) var turn = StoryTurn()
  /// Counters by sender.
  public var figures = PerSide(both: SideFigures())

  // MARK: the story

  /// The segments that matter, in capture order.
  public var segments: [LoggedSegment] = []
  /// For each element of `segments`: what became of it, and where both ends stood after it.
  public var verdicts: [Verdict] = []
  /// Segments that should have been logged but exceeded the limit on one connection.
  public var segmentsNotLogged: UInt64 = 0
  /// Both ends' histories, in order of frame.
  public var transitions: [Transition] = []
  /// Where each end stands at the end of the capture.
  public var states = PerSide(both: State.unknown)
  /// Initial sequence numbers where known.
  public var initialSequence = PerSide<SequenceNumber?>(client: nil, server: nil)
  /// What stands out, as bits: rules look here before they look closer.
  public var facts: Facts = []
  /// The handshake.
  public var handshake = Handshake()
  /// The close.
  public var close = Close()
  /// Where the capture point sat on this connection's path.
  public var capturePoint = CapturePoint()
  /// Zeek's conn_state and history.
  public var zeek = ZeekSummary()
  /// Wireshark's tcp.completeness mask.
  public var completeness: UInt8 = 0
  /// ICMP errors that quote a segment of this connection, the first few.
  public var icmpErrors: [ICMPError] = []
  /// What an ordinary connection's story says instead when it is told in brief; `nil` when it is told in full.
  public var brief: Brief?

  /// An empty story, to be filled.
  public init() {}
}

extension ConnectionStory {
  /// An ordinary connection in brief: it opened by a three-way handshake, carried data, was closed by both ends, and
  /// nothing about it stands out.
  ///
  /// `segments` holds the SYN and the SYN-ACK alone, without identification and timestamps; `verdicts`, `transitions`, the frames of `close`, `capturePoint` and
  /// what other tools would call it are left out.
  public struct Brief: Sendable, BitwiseCopyable {
    /// Transitions by basis, but for those that say where an end stood before the first frame.
    public var bases = InlineArray<5, UInt8>(repeating: 0)
    /// The server's timestamps went on from its SYN-ACK's at one tick a millisecond.
    public var clockRunsOn = false
    /// Nothing known.
    public init() {}
  }
}

/// How client and server were told apart.
public enum RoleBasis: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case syn, synACK, port, firstSender
  /// The word of the report contract.
  public var name: StaticString {
    switch self {
    case .syn: "syn"
    case .synACK: "syn-ack"
    case .port: "port"
    case .firstSender: "first-sender"
    }
  }
}

/// What a connection's predecessor on the same tuple left behind, in terms of the new connection's roles.
public struct Predecessor: Sendable {
  /// Where each end stood just before the new connection began.
  public var states: PerSide<State>
  /// When each end entered that state (TIME-WAIT: also its last restart).
  public var since: PerSide<Nanoseconds>
  /// SND.NXT of each end where known: one past the highest sequence number it used.
  public var sendNext: PerSide<SequenceNumber?>
  /// Last TSval of each end where known.
  public var timestampValue: PerSide<UInt32?>
  /// Number of its last frame.
  public var lastFrame: UInt64
  /// Time of its last frame.
  public var lastTime: Nanoseconds
  /// Which end closed first; `nil` when neither or unknown.
  public var activeCloser: Side?
  /// What a connection leaves behind.
  public init(
    states: PerSide<State>, since: PerSide<Nanoseconds>, sendNext: PerSide<SequenceNumber?>,
    timestampValue: PerSide<UInt32?>, lastFrame: UInt64, lastTime: Nanoseconds, activeCloser: Side?
  ) {
    self.states = states
    self.since = since
    self.sendNext = sendNext
    self.timestampValue = timestampValue
    self.lastFrame = lastFrame
    self.lastTime = lastTime
    self.activeCloser = activeCloser
  }
}

/// What became of a logged segment, and where both ends stood after it.
public struct Verdict: Sendable, BitwiseCopyable {
  /// What became of a segment at its receiver.
  public enum Fate: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing says whether it arrived.
    case open
    /// It arrived and was accepted.
    case accepted
    /// It arrived and was ignored, or answered without effect.
    case ignored
    /// It did not arrive.
    case lost
    /// It was not sent by the end it names: forged, by a middlebox, or an old copy from the network.
    case foreign
    /// A capture duplicate or a bad checksum: it does not act.
    case inert
  }
  /// What became of it.
  public var fate: Fate
  /// States after the segment had its effect.
  public var states: PerSide<State>
  /// A verdict.
  public init(fate: Fate, states: PerSide<State>) {
    self.fate = fate
    self.states = states
  }
}

/// Counters of what one end sent.
public struct SideFigures: Sendable, BitwiseCopyable {
  /// Frames.
  public var frames: UInt64 = 0
  /// TCP payload octets, retransmissions, duplicates and bad checksums included.
  public var payloadBytes: UInt64 = 0
  /// Segments sent again.
  public var retransmitted: UInt32 = 0
  /// Of those, by timer.
  public var timeoutRetransmitted: UInt32 = 0
  /// Of those, fast.
  public var fastRetransmitted: UInt32 = 0
  /// Of those, not needed.
  public var spuriouslyRetransmitted: UInt32 = 0
  /// Frames captured twice.
  public var duplicated: UInt32 = 0
  /// Payload octets of those.
  public var duplicatedBytes: UInt64 = 0
  /// Segments with a bad checksum.
  public var badChecksum: UInt32 = 0
  /// Segments with a partial checksum (offload).
  public var partialChecksum: UInt32 = 0
  /// Segments that arrived at the capture point out of order.
  public var outOfOrder: UInt32 = 0
  /// Segments lost before the capture point.
  public var lostBeforeCapture: UInt32 = 0
  /// Segments lost after the capture point.
  public var lostAfterCapture: UInt32 = 0
  /// Octets that the peer acknowledged but the capture does not hold.
  public var unseenBytes: UInt64 = 0
  /// Duplicate ACKs.
  public var duplicateACKs: UInt32 = 0
  /// Keep-alive probes.
  public var keepAlives: UInt32 = 0
  /// Keep-alive probes that the peer answered.
  public var keepAlivesAnswered: UInt32 = 0
  /// Times this end closed its receive window.
  public var zeroWindows: UInt32 = 0
  /// Longest time this end kept its window closed, in nanoseconds.
  public var longestZeroWindow: Nanoseconds = 0
  /// All the time this end kept its window closed, in nanoseconds.
  public var totalZeroWindow: Nanoseconds = 0
  /// Zero-window probes.
  public var zeroWindowProbes: UInt32 = 0
  /// Segments that filled the peer's window.
  public var windowFull: UInt32 = 0
  /// Segments with octets outside the peer's window.
  public var outOfWindow: UInt32 = 0
  /// ACKs of octets never seen.
  public var acksOfUnseen: UInt32 = 0
  /// Times the sequence number passed 2³².
  public var wraps: UInt32 = 0
  /// Largest payload of one segment.
  public var largestPayload: UInt32 = 0
  /// Segments with payload.
  public var dataSegments: UInt64 = 0
  /// Most frequent recent TTL or hop limit.
  public var hopLimit: UInt8 = 0
  /// Segments whose payload was cut by the snap length.
  public var payloadCut: UInt32 = 0
  /// Segments marked as leaving the capturing host.
  public var outgoing: UInt32 = 0
  /// Segments marked as arriving at the capturing host.
  public var incoming: UInt32 = 0
  /// No segment yet.
  public init() {}
}

/// The handshake as reports give it.
public struct Handshake: Sendable {
  /// How the connection was opened.
  public enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case none, threeWay, simultaneous, fastOpen, split, partial, refused, unanswered
    /// The word of the report contract.
    public var name: StaticString {
      switch self {
      case .none: "none"
      case .threeWay: "three-way"
      case .simultaneous: "simultaneous"
      case .fastOpen: "fast-open"
      case .split: "split"
      case .partial: "partial"
      case .refused: "refused"
      case .unanswered: "unanswered"
      }
    }
  }
  /// How the connection was opened; `.none` when that is not in the capture.
  public var kind = Kind.none
  /// Frames of SYNs.
  public var syn: [UInt64] = []
  /// Frames of SYN-ACKs.
  public var synACK: [UInt64] = []
  /// Frame of the first segment that acknowledges the SYN-ACK; 0 for none.
  public var ack: UInt64 = 0
  /// Round trip from the capture point to each end and back.
  public var roundTrip = PerSide<Nanoseconds?>(client: nil, server: nil)
  /// What each end offered.
  public var options = PerSide<HandshakeOptions?>(client: nil, server: nil)
  /// What each end had proved by which step.
  public var proved = HandshakeProof()
  /// No handshake.
  public init() {}

  /// Forgets all but the options, and keeps the storage.
  mutating func clear() {
    kind = .none
    syn.clear()
    synACK.clear()
    ack = 0
    roundTrip = PerSide(both: nil)
    proved = HandshakeProof()
  }
}

/// Options of a SYN or SYN-ACK.
public struct HandshakeOptions: Sendable, BitwiseCopyable, Equatable {
  /// Maximum segment size; 0 when absent.
  public var mss: UInt16 = 0
  /// Window scale; 255 when absent.
  public var windowScale: UInt8 = 255
  /// SACK permitted.
  public var sackPermitted = false
  /// Timestamps.
  public var timestamps = false
  /// Fast Open option present.
  public var fastOpen = false
  /// Fast Open cookie present.
  public var fastOpenCookie = false
  /// Multipath TCP.
  public var multipath = false
  /// No-operation octets in a row, as many as options that are missing took up.
  public var hasFillerRun = false
  /// The snap length cut the list: what is absent here may have been sent.
  public var isCut = false
  /// Window field of the SYN or SYN-ACK.
  public var window: UInt16 = 0
  /// TTL or hop limit.
  public var hopLimit: UInt8 = 0
  /// No options.
  public init() {}

  /// The whole list has no window scale.
  public var lacksWindowScale: Bool { windowScale == 255 && !isCut }
}

/// The close as reports give it.
public struct Close: Sendable {
  /// How the connection ended.
  public enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case open, none, fourSegment, threeSegment, simultaneous, halfClose, reset, timeout
    /// The word of the report contract.
    public var name: StaticString {
      switch self {
      case .open: "open"
      case .none: "none"
      case .fourSegment: "four-segment"
      case .threeSegment: "three-segment"
      case .simultaneous: "simultaneous"
      case .halfClose: "half-close"
      case .reset: "reset"
      case .timeout: "timeout"
      }
    }
  }
  /// TIME-WAIT of one end.
  public struct TimeWait: Sendable {
    /// Who is in it.
    public var side: Side
    /// The frame at which it began.
    public var sinceFrame: UInt64
    /// Frames that started it anew.
    public var restarted: [UInt64]
    /// Time left at the end of the capture; 0 when it has passed.
    public var left: Nanoseconds
    /// TIME-WAIT of one end.
    public init(side: Side, sinceFrame: UInt64, restarted: [UInt64], left: Nanoseconds) {
      self.side = side
      self.sinceFrame = sinceFrame
      self.restarted = restarted
      self.left = left
    }
  }
  /// How the connection ended; `.open` when it is still open, `.none` when it was never opened.
  public var kind = Kind.none
  /// Who closed first.
  public var initiator: Side?
  /// Frames of FINs.
  public var fin = PerSide<[UInt64]>(both: [])
  /// Frames of the first ACK of the named end's FIN; 0 for none.
  public var finACK = PerSide<UInt64>(both: 0)
  /// Frames of RSTs.
  public var rst: [UInt64] = []
  /// TIME-WAIT.
  public var timeWait: TimeWait?
  /// No close.
  public init() {}

  /// Forgets all and keeps the storage.
  mutating func clear() {
    kind = .none
    initiator = nil
    fin.client.clear()
    fin.server.clear()
    finACK = PerSide(both: 0)
    rst.clear()
    timeWait = nil
  }
}

/// Where the capture point sat (CAPTURE POINT in the documentation).
public struct CapturePoint: Sendable {
  /// Places on the path.
  public enum Place: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case nearClient, nearServer, sameHost, middle
    /// The word of the report contract.
    public var name: StaticString {
      switch self {
      case .nearClient: "near-client"
      case .nearServer: "near-server"
      case .sameHost: "same-host"
      case .middle: "middle"
      }
    }
  }
  /// What speaks for the place.
  public enum Ground: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case handshakeSplit, hopLimitOfClient, hopLimitOfServer, hopLimitsOfBoth, directionMarks, partialChecksum,
      largeSegments
    /// The words of reports.
    public var text: StaticString {
      switch self {
      case .handshakeSplit: "the handshake's round trip splits this way"
      case .hopLimitOfClient: "the client's TTL has not been decremented"
      case .hopLimitOfServer: "the server's TTL has not been decremented"
      case .hopLimitsOfBoth: "both ends' TTLs have been decremented"
      case .directionMarks: "the capture says which frames left its host"
      case .partialChecksum: "one end's checksums are not filled in yet"
      case .largeSegments: "one end's segments are larger than its peer accepts on the wire"
      }
    }
  }
  /// The place; `nil` when nothing tells.
  public var place: Place?
  /// How sure.
  public var confidence = Confidence.weak
  /// On what it rests.
  public var grounds: [Ground] = []
  /// Unknown.
  public init() {}
}

/// How sure a finding or an estimate is.
public enum Confidence: UInt8, Sendable, BitwiseCopyable, CaseIterable, Comparable {
  case weak, strong, certain
  /// The word of the report contract.
  public var name: StaticString {
    switch self {
    case .certain: "certain"
    case .strong: "strong"
    case .weak: "weak"
    }
  }
  /// Weak before strong before certain.
  public static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }
}

/// Zeek's view of the connection's frames.
public struct ZeekSummary: Sendable {
  /// conn_state: index into `ZeekSummary.stateNames`.
  public var state: UInt8 = 0
  /// history, as ASCII.
  public var history: [UInt8] = []
  /// Which end Zeek calls the originator.
  public var originator = Side.client
  /// Names of the conn_states.
  public static let stateNames: [StaticString] = [
    "OTH", "S0", "S1", "S2", "S3", "SF", "REJ", "RSTO", "RSTR", "RSTOS0", "RSTRH", "SH", "SHR",
  ]
  /// No frames yet.
  public init() {}
}

/// An ICMP error that quotes a segment of a connection.
public struct ICMPError: Sendable, BitwiseCopyable {
  /// Its frame.
  public var frame: UInt64
  /// Its capture time.
  public var time: Nanoseconds
  /// ICMP type.
  public var type: UInt8
  /// ICMP code.
  public var code: UInt8
  /// Whether it is ICMPv6.
  public var isIPv6: Bool
  /// Who sent it.
  public var source: IPAddress
  /// The end whose segment it quotes.
  public var quotedSender: Side
  /// Sequence number of the quoted segment.
  public var sequence: SequenceNumber
  /// An ICMP error.
  public init(
    frame: UInt64, time: Nanoseconds, type: UInt8, code: UInt8, isIPv6: Bool, source: IPAddress, quotedSender: Side,
    sequence: SequenceNumber
  ) {
    self.frame = frame
    self.time = time
    self.type = type
    self.code = code
    self.isIPv6 = isIPv6
    self.source = source
    self.quotedSender = quotedSender
    self.sequence = sequence
  }
}
