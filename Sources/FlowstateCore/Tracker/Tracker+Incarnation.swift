/// When a SYN begins a new connection: the peer's reply decides, not the SYN.
///
/// A SYN whose meaning is open is held back, and all that follows it on the tuple, until the reply decides. Then the
/// segments go to the connection that they belong to, in order: nothing has to be taken back.
extension Tracker {
  /// What is known of the segments held back.
  private enum Decision {
    case stays, undecided
    /// A new connection; the SYN held back at that index is the one that was answered.
    case begins(UInt32)
  }

  /// At most so many segments are held back for one connection.
  private static let heldLimit = 16

  /// Takes a segment whose connection may be over, or that may belong to a new one.
  @inline(never)
  mutating func ingestWithCare<Sink: StorySink & ~Copyable>(
    _ segment: Segment, _ location: Location, _ index: UInt32, sink: inout Sink
  ) {
    turn = StoryTurn(frame: segment.frame, moment: .max)
    if records[index].held != 0 {
      let waited = segment.time &- stores.held[records[index].held].segment.time
      if waited > settings.decide, !repeatsHeld(segment, location, index) {
        release(index, from: defaultBeginning(index), sink: &sink)
      }
    }
    let silence = segment.time &- records[index].lastTime
    if records[index].held == 0, silence > records[index].retention(settings) {
      finish(index, sink: &sink)
      restart(index, segment, location)
      return
    }
    if records[index].held == 0 {
      guard segment.flags.contains(.syn), isUndecided(segment, location, index) else {
        if segment.flags.contains(.syn), beginsAtOnce(segment, location, index) {
          succeed(index, segment, location, sink: &sink)
        } else {
          takeInto(index, segment, location.fromSecond)
        }
        return
      }
      if !hold(segment, location, index) { takeInto(index, segment, location.fromSecond) }
      return
    }
    let decision = decide(segment, location, index)
    guard hold(segment, location, index) else {
      if case .begins(let answered) = decision {
        release(index, from: beginning(index, answered: answered), sink: &sink)
      } else {
        release(index, from: defaultBeginning(index), sink: &sink)
      }
      takeInto(index, segment, location.fromSecond)
      return
    }
    switch decision {
    case .begins(let answered): release(index, from: beginning(index, answered: answered), sink: &sink)
    case .stays: release(index, from: 0, sink: &sink)
    case .undecided: break
    }
  }

  /// Whether the meaning of a SYN (or SYN-ACK) is open until the peer replies.
  private func isUndecided(_ segment: Segment, _ location: Location, _ index: UInt32) -> Bool {
    let x = location.fromSecond ? 1 : 0
    guard segment.flags.isDisjoint(with: [.rst, .fin]) else { return false }
    let bits = records[index].bits
    guard !bits.isDisjoint(with: [.established, .closed]) else { return false }
    let own = records[index].halves[x]
    let isReply = segment.flags.contains(.ack)
    let known = own.bits.contains(.iss) && own.iss == segment.sequence
    if isReply {
      // Alone, it may be the reply to a SYN that was not seen: the next segment of its receiver tells.
      return !known && bits.contains(.established) && !bits.contains(.closed)
        && !records[index].isFirstReply(segment, side: x)
    }
    if !bits.contains(.established), triesAgain(segment, x, index) { return false }
    if known { return bits.contains(.closed) && isCopyFree(segment, x, index) }
    // Picked up in its middle because the capture is out of order: its SYN comes late.
    if bits.contains(.midStream), own.bits.contains(.next), own.frames > 0,
      records[index].beginnings[x] == segment.sequence.rawValue &+ 1
    {
      return false
    }
    return true
  }

  /// Whether a SYN goes on with a handshake that no end completed, although a reset was seen: an attempt that its sender
  /// made before; or a new one soon after its own reset had answered the reply to an old one (RFC 9293 §3.5, figure 8).
  private func triesAgain(_ segment: Segment, _ x: Int, _ index: UInt32) -> Bool {
    let own = records[index].halves[x]
    if own.bits.contains(.iss), own.iss == segment.sequence { return true }
    let extra = records[index].extra
    if extra != 0, stores.extras[extra].sides[x].wasAttempted(segment.sequence) { return true }
    let ownReset: Record.Bits = x == 0 ? .resetByFirst : .resetBySecond
    return records[index].bits.intersection([.resetByFirst, .resetBySecond]) == ownReset
      && own.bits.contains(.bareSYN) && records[index].halves[1 - x].frames > 0
      && segment.time &- records[index].lastTime <= Tracker.retryAfterReset
  }

  /// So long after an end's own reset of a handshake, its next SYN belongs to the same connection.
  private static let retryAfterReset: Nanoseconds = 10 * .second

  /// An exact copy of a SYN of a closed connection, with the same identification, is no new attempt.
  private func isCopyFree(_ segment: Segment, _ x: Int, _ index: UInt32) -> Bool {
    let latest = records[index].halves[x].latest
    return
      !(latest.sequence == segment.sequence.rawValue && latest.identification == segment.loggedIdentification
      && segment.time &- latest.time < settings.duplicateWindow)
  }

  /// A SYN-ACK with a new ISN after a close answers a SYN that was not seen.
  private func beginsAtOnce(_ segment: Segment, _ location: Location, _ index: UInt32) -> Bool {
    guard segment.flags.contains(.ack), records[index].bits.contains(.closed),
      !records[index].distrusts(segment, side: location.fromSecond ? 1 : 0, stores, counted: false)
    else { return false }
    let own = records[index].halves[location.fromSecond ? 1 : 0]
    let peer = records[index].halves[location.fromSecond ? 0 : 1]
    // An old attempt that is answered late: refused or given up, but the same handshake.
    if !records[index].bits.contains(.established) { return false }
    if own.bits.contains(.iss), own.iss == segment.sequence { return false }
    if peer.bits.contains(.iss), peer.iss + 1 == segment.acknowledgment { return false }
    return own.bits.contains(.iss) || own.bits.contains(.next)
  }

  /// Whether a segment is the held SYN sent again: it starts the wait anew.
  private func repeatsHeld(_ segment: Segment, _ location: Location, _ index: UInt32) -> Bool {
    let first = stores.held[records[index].held]
    return segment.flags.intersection([.syn, .ack]) == .syn && first.fromSecond == location.fromSecond
      && first.segment.sequence == segment.sequence && segment.time &- lastHeldTime(index) <= settings.decide
  }

  private func lastHeldTime(_ index: UInt32) -> Nanoseconds {
    var node = records[index].held
    var time = stores.held[node].segment.time
    while node != 0 {
      time = stores.held[node].segment.time
      node = stores.held[node].next
    }
    return time
  }

  /// What a segment says about the SYNs held back. Its numbers must fit exactly, so its checksum does not matter: what
  /// was answered had arrived.
  private func decide(_ segment: Segment, _ location: Location, _ index: UInt32) -> Decision {
    let x = location.fromSecond ? 1 : 0
    guard segment.flags.contains(.ack) else { return .undecided }
    var node = records[index].held
    while node != 0 {
      let held = stores.held[node]
      let this = node
      node = held.next
      guard held.segment.flags.contains(.syn), held.fromSecond != location.fromSecond else { continue }
      let after = held.segment.sequence + 1
      let matches = after.isAtMost(segment.acknowledgment) && segment.acknowledgment.isAtMost(held.segment.end)
      if held.segment.flags.contains(.ack) {
        // A SYN-ACK alone: its receiver's acknowledgment makes it one.
        if segment.flags.contains(.rst) { return .stays }
        if segment.acknowledgment == after { return .begins(this) }
        continue
      }
      if segment.flags.contains(.syn), matches {
        let own = records[index].halves[x]
        let isNew = !own.bits.contains(.iss) || own.iss != segment.sequence
        return isNew ? .begins(this) : .stays
      }
      if segment.flags.contains(.rst), matches, segment.sequence.rawValue == 0 { return .begins(this) }
      if segment.flags.isDisjoint(with: [.syn, .rst]),
        segment.acknowledgment == records[index].halves[1 - x].next,
        segment.length == 0
      {
        return .stays
      }
    }
    return .undecided
  }

  /// Where the new connection begins whose SYN at `answered` was answered: at the first attempt after a close; inside an
  /// open connection, what came before the answered SYN belongs to that.
  private func beginning(_ index: UInt32, answered: UInt32) -> UInt32 {
    let byDefault = defaultBeginning(index)
    return byDefault != 0 ? byDefault : answered
  }

  /// What a SYN means that nobody answered: a new connection when the old one was closed. 0 for none.
  func defaultBeginning(_ index: UInt32) -> UInt32 {
    let first = stores.held[records[index].held]
    let x = first.fromSecond ? 1 : 0
    let own = records[index].halves[x]
    guard records[index].bits.contains(.closed),
      !records[index].distrusts(first.segment, side: x, stores, counted: false)
    else { return 0 }
    return own.bits.contains(.iss) && own.iss == first.segment.sequence ? 0 : records[index].held
  }

  /// Holds a segment back; false when there is no room.
  private mutating func hold(_ segment: Segment, _ location: Location, _ index: UInt32) -> Bool {
    var last: UInt32 = 0
    var count = 0
    var node = records[index].held
    while node != 0 {
      last = node
      count += 1
      node = stores.held[node].next
    }
    guard count < Tracker.heldLimit else { return false }
    let new = stores.hold(HeldSegment(segment: segment, fromSecond: location.fromSecond), part: records[index].key.part)
    guard new != 0 else { return false }
    if last == 0 { records[index].held = new } else { stores.held[last].next = new }
    return true
  }

  /// Gives the segments held back to the connections that they belong to: a new one begins with that at `beginning`
  /// (0: none does).
  mutating func release<Sink: StorySink & ~Copyable>(_ index: UInt32, from beginning: UInt32, sink: inout Sink) {
    var node = records[index].held
    records[index].held = 0
    while node != 0 {
      let held = stores.held[node]
      let begins = node == beginning
      stores.giveBackHeld(node, part: records[index].key.part)
      node = held.next
      let location = Location(hash: records[index].hash, fromSecond: held.fromSecond)
      if begins {
        succeed(index, held.segment, location, sink: &sink)
      } else {
        takeInto(index, held.segment, held.fromSecond)
      }
    }
  }

  /// Reports a connection and begins its successor on the same tuple with a segment.
  mutating func succeed<Sink: StorySink & ~Copyable>(
    _ index: UInt32, _ segment: Segment, _ location: Location, sink: inout Sink
  ) {
    let id = records[index].firstFrame
    let incarnation = records[index].incarnation
    var predecessor = PredecessorRecord()
    finish(index, predecessor: &predecessor, sink: &sink)
    restart(index, segment, location, incarnation: incarnation &+ 1, previous: id, predecessor: predecessor)
  }

  /// Makes a record that was reported the one of a new connection on the same tuple.
  private mutating func restart(
    _ index: UInt32, _ segment: Segment, _ location: Location, incarnation: UInt32 = 1, previous: UInt64 = 0,
    predecessor: PredecessorRecord? = nil
  ) {
    let key = records[index].key
    var record = Record(segment, key: key, hash: location.hash, fromSecond: location.fromSecond)
    record.envelope = stores.envelope(segment, part: key.part)
    record.incarnation = incarnation
    record.previous = previous
    if previous != 0 { record.facts |= Facts.reused.rawValue }
    wheel.remove(index, from: &records, as: .record)
    records[index] = record
    if let predecessor, records[index].ensureExtra(&stores) {
      stores.extras[records[index].extra].predecessor = predecessor
      stores.extras[records[index].extra].hasPredecessor = true
    }
    records[index].take(segment, side: location.fromSecond ? 1 : 0, &stores, settings)
    wheel.add(index, deadline: segment.time &+ records[index].retention(settings), to: &records, as: .record)
  }
}
