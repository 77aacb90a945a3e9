import FlowstateCore

/// What a rule may ask besides the connection itself.
public struct RuleContext: Sendable {
  /// Thresholds.
  public var settings: FindingSettings
  /// Capture time of the newest frame when the connection was given up for ended.
  public var now: Nanoseconds = 0
  /// Capture time of the first frame of the capture, as far as it is known.
  public var captureStart: Nanoseconds = 0
  /// The connection's segments, sorted by what they are.
  var outline = Outline()
  /// Attempts that were rejected a short while ago, by connection.
  var rejected = RejectedAttempts()
  /// What the connections so far say of listeners, hosts and the capture.
  var book = HostBook()
  /// What reading the capture showed; known when it is over.
  var capture = CaptureFacts()
  /// Steps of the capturing clock, known when the connection ended or later.
  var clockSteps: [ClockStep] = []
  /// The first frame that is no SYN, FIN or RST, as far as it is known.
  var plainFrom: UInt64 = 0
  /// The frame by which the connection ended.
  var turn: UInt64 = .max
  /// What each RST of the connection means.
  var resets: [ResetReading] = []

  /// Whether the capture may hold SYNs, FINs and RSTs alone: no other segment was captured when the connection ended. Then
  /// a missing ACK tells nothing.
  var mayLackACKs: Bool { plainFrom > turn || plainFrom == .max }

  /// Whether "never" can be said of what follows a moment.
  enum Gate {
    /// The capture ran on long enough.
    case open
    /// The capture ends too early to say.
    case pending
    /// The capture dropped frames.
    case drops

    /// The severity that remains of a rule's.
    func severity(_ severity: Severity) -> Severity { self == .pending ? min(severity, .info) : severity }
    /// The confidence that remains of a rule's.
    func confidence(_ confidence: Confidence) -> Confidence { self == .open ? confidence : .weak }
  }

  /// Whether "never" can be said of what follows a moment, given the last gap between retransmissions (0 for none).
  func gate(after time: Nanoseconds, lastGap: Nanoseconds = 0) -> Gate {
    if elapsed(since: time) < max(settings.horizon, 2 &* lastGap) { return .pending }
    return settings.dropsReported ? .drops : .open
  }

  /// Time that passed since a moment; by how much the capturing clock was set forward does not count.
  func elapsed(since time: Nanoseconds) -> Nanoseconds {
    var elapsed = now &- time
    for step in clockSteps where step.knownBy <= turn && step.size > 0 && step.time > time && step.time <= now {
      elapsed &-= step.size
    }
    return elapsed
  }

  /// Whether the capturing clock was set during a connection, or between it and the one before on its tuple: then times
  /// within it tell nothing.
  func isAcrossClockStep(_ story: borrowing ConnectionStory) -> Bool {
    let start = story.predecessor?.lastFrame ?? story.firstFrame
    return clockSteps.contains { $0.knownBy <= turn && start <= $0.frames.0 && $0.frames.1 <= story.lastFrame }
  }

  /// Round trip from the capture point to an end and back; a guess on the safe side when the handshake does not tell.
  func roundTrip(_ story: ConnectionStory, to side: Side) -> Nanoseconds {
    story.handshake.roundTrip[side] ?? settings.unknownRoundTrip
  }

  /// Whether a reaction of `side` at `later` can be one to what passed the capture point at `earlier`: nine tenths of
  /// the round trip lie between, where that is known.
  func canReact(_ story: ConnectionStory, _ side: Side, to earlier: Nanoseconds, at later: Nanoseconds) -> Bool {
    guard let roundTrip = story.handshake.roundTrip[side] else { return later >= earlier }
    return later &- earlier >= roundTrip / 10 &* 9
  }
}

/// The indices of a connection's segments, by what they are. Capture duplicates and bad checksums are left out.
struct Outline: Sendable {
  /// All that act.
  var live: [Int] = []
  /// Bare SYNs.
  var syn = PerSide<[Int]>(both: [])
  /// SYN-ACKs.
  var synACK = PerSide<[Int]>(both: [])
  /// FINs.
  var fin = PerSide<[Int]>(both: [])
  /// RSTs.
  var rst = PerSide<[Int]>(both: [])
  /// Whether `read` was called for the present connection.
  var isRead = false

  /// Forgets the connection, keeps the storage.
  mutating func clear() {
    guard isRead else { return }
    isRead = false
    live.clear()
    syn.client.clear()
    syn.server.clear()
    synACK.client.clear()
    synACK.server.clear()
    fin.client.clear()
    fin.server.clear()
    rst.client.clear()
    rst.server.clear()
  }

  /// Sorts a connection's segments.
  mutating func read(_ story: borrowing ConnectionStory) {
    clear()
    isRead = true
    for index in story.segments.indices {
      let segment = story.segments[index]
      guard segment.notes.isDisjoint(with: .inert) else { continue }
      live.append(index)
      if segment.isRST {
        rst[segment.sender].append(index)
      } else if segment.isBareSYN {
        syn[segment.sender].append(index)
      } else if segment.isSYNACK {
        synACK[segment.sender].append(index)
      } else if segment.isFIN {
        fin[segment.sender].append(index)
      }
    }
  }
}
