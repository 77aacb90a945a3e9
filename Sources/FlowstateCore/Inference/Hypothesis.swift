/// One explanation of what an endpoint received, and so of where it stands.
struct Hypothesis: BitwiseCopyable {
  /// An answer that a live endpoint owes.
  struct Debt: BitwiseCopyable {
    var answer: Arrival.Answer
    /// Until when it should have been seen.
    var deadline: Nanoseconds
    /// ACK: the number that it must cover. RST: the sequence number that it must have.
    var number: SequenceNumber
    /// The segment that asks for it, by index.
    var segment: Int32
  }

  var block = ControlBlock()
  /// What it costs so far.
  var price: Int32 = 0
  /// The last step of its path, in the search's arena; −1 for none.
  var step: Int32 = -1
  /// Segments of the peer that were captured but have not had their effect yet, by index.
  var queue = InlineArray<6, Int32>(repeating: 0)
  var queued: Int = 0
  var debts = InlineArray<3, Debt>(
    repeating: Debt(answer: .nothing, deadline: 0, number: SequenceNumber(0), segment: 0))
  var debtCount: Int = 0
  /// When the SYN, SYN-ACK or FIN that is outstanding was last sent; `Int64.max` for none.
  var outstandingSince: Nanoseconds = .max
  /// By when it should be sent again.
  var repeatDeadline: Nanoseconds = .max
  /// How often the SYN, SYN-ACK or FIN that is outstanding was sent again.
  var repetitions: Int32 = 0
  /// It has ignored acknowledgments in SYN-RECEIVED.
  var ignores = false
  /// It has not received octets that were captured.
  var misses = false
  /// So many segments of the peer that it would have had to answer were lost in a row: the path may be dead.
  var lossesInRow: UInt8 = 0
  /// It ignores RSTs in TIME-WAIT (RFC 1337).
  var guardsTimeWait = false
  /// The server keeps its request in a SYN cookie: it never repeats.
  var cookie = false
  /// When the endpoint entered its state.
  var since: Nanoseconds = 0
  /// Highest acknowledgment that it sent.
  var ackSent = SequenceNumber(0)
  var hasACKSent = false
  /// The window field that it sent last.
  var windowSent: UInt16 = 0
  /// The newest TSval of what it has received; its segments echo nothing newer (RFC 7323 §4.3).
  var newestTimestamp: UInt32 = 0
  var hasTimestamp = false
  /// TS.Recent at least (RFC 7323 §4.3): its segments echo nothing older.
  var recentTimestamp: UInt32 = 0
  var hasRecentTimestamp = false
  /// TSval of the last segment that it has not received; no segment that it has received carries the same.
  var lostTimestamp: UInt32 = 0
  var hasLostTimestamp = false
  /// TSval of the SYN that made the server's request.
  var requestTimestamp: UInt32 = 0
  /// What its SYN-ACK acknowledged: the SYN, and Fast Open data.
  var synACKAcknowledged = SequenceNumber(0)
  /// Index of the segment at which its FIN was acknowledged; −1 for none.
  var finAckedAt: Int32 = -1

  mutating func owe(_ debt: Debt) {
    if debtCount == 3 {
      debts[0] = debts[1]
      debts[1] = debts[2]
      debtCount = 2
    }
    debts[debtCount] = debt
    debtCount += 1
  }

  mutating func settle(_ index: Int) {
    var i = index
    while i + 1 < debtCount {
      debts[i] = debts[i + 1]
      i += 1
    }
    debtCount -= 1
  }

  mutating func enqueue(_ segment: Int) {
    queue[queued] = Int32(segment)
    queued += 1
  }

  mutating func dequeue() -> Int {
    let first = Int(queue[0])
    var i = 0
    while i + 1 < queued {
      queue[i] = queue[i + 1]
      i += 1
    }
    queued -= 1
    return first
  }

  /// Equal keys: the rest of the story is the same, so only the cheaper one is kept.
  var key: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x9e37_79b9_7f4a_7c15; hash ^= hash >> 29 }
    mix(
      UInt64(block.state.rawValue) | (block.finSent ? 256 : 0) | (block.finHeld ? 512 : 0)
        | (block.finReceived ? 1024 : 0) | (ignores ? 2048 : 0) | (block.holds ? 4096 : 0) | (cookie ? 8192 : 0)
        | (block.openedPassively ? 16384 : 0) | (misses ? 32768 : 0)
        | (guardsTimeWait ? 1 << 32 : 0) | UInt64(block.known.rawValue) << 16)
    mix(UInt64(block.iss.rawValue) << 32 | UInt64(block.irs.rawValue))
    mix(UInt64(block.rcvNxt.rawValue) << 32 | UInt64(block.sndNxt.rawValue))
    mix(UInt64(block.sndUna.rawValue) << 32 | UInt64(block.holds ? block.heldFrom.rawValue : 0))
    mix(UInt64(queued) | UInt64(debtCount) << 8)
    for i in 0..<queued { mix(UInt64(bitPattern: Int64(queue[i]))) }
    for i in 0..<debtCount {
      mix(UInt64(debts[i].answer.rawValue) << 32 | UInt64(debts[i].number.rawValue))
    }
    mix(UInt64(bitPattern: repeatDeadline))
    return hash
  }
}

/// One step of a hypothesis's path.
struct Step: BitwiseCopyable {
  /// What happened.
  enum Kind: UInt8, BitwiseCopyable {
    /// Where the endpoint stands when the connection begins.
    case begins
    /// It sent the segment.
    case sent
    /// The segment names it as sender, but it did not send it.
    case foreign
    /// It received the segment.
    case accepted
    /// It received the segment and ignored it.
    case ignored
    /// The segment never arrived.
    case lost
    /// A segment that is not in the capture moved it; `segment` reveals it.
    case unseen
    /// It moved by itself at or just before `segment`.
    case silent
    /// Its timer moved it, at `time`.
    case timer
  }
  var previous: Int32
  var segment: Int32
  var kind: Kind
  var from: State
  var to: State
  var cause: Cause
  var time: Nanoseconds
}
