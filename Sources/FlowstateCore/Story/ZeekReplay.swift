/// What Zeek would write as conn_state and history, had it seen this connection's frames alone.
///
/// Zeek's rules are replayed over the logged segments when the connection ends; the hot path knows nothing of Zeek.
/// Differences from a run of Zeek:
/// - One connection here is one row: the one of the attempt that lived. Zeek begins a new row at a SYN of another ISN, at
///   any SYN after a close, and when its timers run out. Here an attempt that was tried again before any handshake leaves
///   no letters, and what comes more than five seconds after a complete close, or at a new SYN behind it, is left out;
///   Zeek's other timers (five seconds for an unanswered SYN, minutes of silence) do not end the row.
/// - Ordinary segments that the log leaves out are taken as in order. The log is capped for repeats: the 100th T of an end
///   is exact only when its repeats are of one kind (retransmissions, capture duplicates, reordered segments). G is exact
///   for up to four blocks above a hole, and too rare where the snap length cut the payload (Zeek sees a gap in each cut
///   segment).
/// - Checksums are not checked, as with `zeek -C`, the usual way to read a file: offload and anonymizing break them in
///   whole captures, which Zeek would otherwise call OTH with the history C. The letter C is never written.
/// - Roles are exchanged by the ports of Zeek's default scripts; `zeek -b` knows no ports and writes no `^` for them.
/// - Letters for what Zeek itself gives up on (X) are never written.
enum ZeekReplay {
  /// What is written down, and by which roles.
  struct Record {
    var history: [UInt8]
    var originator: Side
    /// Once-only letters, by position: they do not move when the roles are exchanged.
    var seen = (originator: Letters(), responder: Letters())
    /// The connection did not begin with the handshake: Zeek forgives a gap at its first octets.
    var isPartial = false
    /// A segment of a capped kind may stand for several.
    var isCapped = false
    /// Time of the last segment before both ends closed.
    var lastTime = Nanoseconds.earliestTime

    /// Whether the originator went on after the handshake.
    var isOpened: Bool { !seen.originator.isDisjoint(with: [.ack, .data, .fin]) }
  }

  /// Letters that are written once a direction, or whose repetition needs another number.
  struct Letters: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let syn = Letters(rawValue: 1)
    static let fin = Letters(rawValue: 2)
    static let rst = Letters(rawValue: 4)
    static let data = Letters(rawValue: 8)
    static let ack = Letters(rawValue: 16)
    static let inconsistent = Letters(rawValue: 32)
    static let multiple = Letters(rawValue: 64)
  }

  /// Fills `zeek`.
  static func summarize(_ story: inout ConnectionStory) {
    let segments = story.segments
    var history: [UInt8] = []
    swap(&history, &story.zeek.history)
    history.clear()
    guard let first = segments.first else {
      story.zeek.history = history
      story.zeek.state = 0
      return
    }
    var record = Record(history: history, originator: first.sender)
    history = []
    if !first.flags.contains(.syn) || first.flags.contains(.ack) {
      let ends = story.ends
      if LikelyServerPorts.flips(
        source: ends[first.sender].port, destination: ends[first.sender.peer].port, isSYN: first.flags.contains(.syn))
      {
        record.originator = first.sender.peer
        record.history.append(0x5e)
      }
    }
    var client = ZeekEnd()
    var server = ZeekEnd()
    let cut = PerSide(
      client: story.figures.client.payloadCut > 0, server: story.figures.server.payloadCut > 0)
    var frames: UInt64 = 0
    var leavesOut = false
    var isClosing = false
    for segment in segments {
      let isClient = record.originator == .client
      switch reuse(segment, isClient ? client : server, isClient ? server : client, record) {
      case .none: break
      case .afterClose:
        finish(&story, client, server, &record)
        return
      case .newAttempt:
        client = ZeekEnd()
        server = ZeekEnd()
        record.history.clear()
        record = Record(history: record.history, originator: segment.sender)
      }
      frames += UInt64(segment.elided) + 1
      if segment.elided > 0 {
        leavesOut = true
        client.elided &+= segment.elided
        server.elided &+= segment.elided
      }
      // The beginning and the close are logged whole; only in between, kinds are capped.
      record.isCapped = leavesOut && !isClosing && frames > 10
      if !segment.isInert && !segment.flags.isDisjoint(with: [.fin, .rst]) { isClosing = true }
      if !(client.isClosed && server.isClosed) { record.lastTime = segment.time }
      if segment.sender == .client {
        take(segment, &client, &server, &record, cut)
      } else {
        take(segment, &server, &client, &record, cut)
      }
    }
    finish(&story, client, server, &record)
  }

  /// Writes down the row.
  private static func finish(
    _ story: inout ConnectionStory, _ client: ZeekEnd, _ server: ZeekEnd, _ record: inout Record
  ) {
    let isClient = record.originator == .client
    story.zeek.state = connectionState(
      originator: isClient ? client : server, responder: isClient ? server : client, history: record.history)
    story.zeek.originator = record.originator
    swap(&story.zeek.history, &record.history)
  }

  /// What a segment has to do with the row before it.
  private enum Reuse { case none, newAttempt, afterClose }

  /// Whether Zeek would give a segment to a row of its own.
  private static func reuse(
    _ segment: LoggedSegment, _ originator: ZeekEnd, _ responder: ZeekEnd, _ record: borrowing Record
  ) -> Reuse {
    let isComplete =
      originator.state == .reset || responder.state == .reset || originator.isClosed && responder.isClosed
      || originator.isClosed && responder.state == .inactive || responder.isClosed && originator.state == .inactive
    if isComplete && segment.time - record.lastTime >= 5 * .second { return .afterClose }
    guard segment.isBareSYN, segment.sender == record.originator else { return .none }
    if record.isOpened { return isComplete ? .afterClose : .none }
    guard originator.state != .inactive else { return .none }
    let isClosed = originator.isClosed || responder.isClosed
    return isClosed || segment.sequence != originator.start ? .newAttempt : .none
  }

  /// One packet by `e` to `p`.
  private static func take(
    _ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ record: inout Record, _ cut: PerSide<Bool>
  ) {
    let weight = record.isCapped ? e.logged.weight(segment.notes) : 1
    catchUp(segment, &e, &p, cut)
    let flags = segment.flags
    let length = flags.contains(.rst) ? segment.length - Int(segment.payloadLength) : segment.length
    let end = segment.sequence + length
    numberSender(segment, end, &e)
    writeFlag(segment, segment.sequence.rawValue &- e.start.rawValue, &e, &record)
    if segment.window == 0 && !flags.contains(.rst) && p.state != .closed && e.state != .reset {
      // The log marks each tenth power.
      if !e.closedWindow || segment.notes.contains(.repeatedZeroWindow) { write(0x57, 1, segment.sender, &record) }
      e.closedWindow = true
    }
    if flags.contains(.fin) {
      e.sentFIN = true
      e.finOffset = end.rawValue &- e.start.rawValue
    }
    if flags.contains(.ack) { numberPeer(segment, &p) }
    advance(segment, end, weight, &e, &record)
    move(segment, &e, &p, &record)
    if flags.contains(.ack) { revealGaps(segment, &e, &p, &record) }
    if segment.payloadLength > 0 && !flags.contains(.rst) && !segment.marks.contains(.payloadCut) {
      let left = segment.sequence + (flags.contains(.syn) ? 1 : 0)
      if e.start.isBefore(left) {
        e.stream.add(
          left, left + Int(segment.payloadLength), acknowledgedYet: e.start.isBefore(e.acknowledged))
      }
    }
    e.elided = 0
  }

  /// Takes in what the ordinary segments did that the log left out before this one.
  private static func catchUp(
    _ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ cut: PerSide<Bool>
  ) {
    guard e.elided > 0, !segment.flags.contains(.syn) else { return }
    let isOrdinary = segment.notes.isDisjoint(with: [.opensHole, .outOfWindow, .oldIncarnation, .oldCopy])
    if isOrdinary && !segment.flags.contains(.rst) && e.state != .inactive && e.last.isBefore(segment.sequence) {
      extend(&e, to: segment.sequence, isCut: cut[segment.sender])
    }
    if segment.flags.contains(.ack) && segment.notes.isDisjoint(with: [.ackOfUnseen, .oldIncarnation])
      && !segment.flags.contains(.rst) && p.state != .inactive && p.last.isBefore(segment.acknowledgment) && !p.sentFIN
    {
      extend(&p, to: segment.acknowledgment, isCut: cut[segment.sender.peer])
    }
  }

  private static func extend(_ end: inout ZeekEnd, to number: SequenceNumber, isCut: Bool) {
    if !isCut { end.stream.add(end.last, number, acknowledgedYet: true) }
    end.last = number
  }

  /// Begins the sender's numbering, or begins it again at a SYN.
  private static func numberSender(_ segment: LoggedSegment, _ end: SequenceNumber, _ e: inout ZeekEnd) {
    let isSYN = segment.flags.contains(.syn)
    switch e.state {
    case .inactive:
      if isSYN {
        e.begin(at: segment.sequence, end: end)
      } else {
        e.begin(at: segment.sequence - 1, end: segment.sequence)
      }
    case .synSent, .synACKSent:
      if isSYN && segment.sequence != e.start { e.begin(at: segment.sequence, end: end) }
    case .established, .partial:
      if isSYN { e.begin(at: segment.sequence, end: end) }
    case .reset:
      if isSYN && e.previous == .inactive { e.begin(at: segment.sequence, end: end) }
    case .closed: break
    }
  }

  /// Takes in the acknowledgment number.
  private static func numberPeer(_ segment: LoggedSegment, _ p: inout ZeekEnd) {
    if p.state == .inactive {
      let start = segment.acknowledgment - 1
      p.start = start
      p.expected = start
      p.acknowledged = start
      p.last = start
      p.stream = ZeekStream(first: segment.acknowledgment)
      return
    }
    guard !segment.flags.contains(.rst) else { return }
    let ahead = p.acknowledged.distance(to: segment.acknowledgment)
    if ahead > 0 && (segment.acknowledgment.rawValue != 0 || ahead <= 1 << 20) {
      p.acknowledged = segment.acknowledgment
    }
  }

  /// Moves the highest number seen; payload that does not move it is a T.
  private static func advance(
    _ segment: LoggedSegment, _ end: SequenceNumber, _ weight: UInt64, _ e: inout ZeekEnd, _ record: inout Record
  ) {
    let ahead = e.last.distance(to: end)
    if !segment.flags.isDisjoint(with: [.syn, .rst]) && ahead.magnitude > 1 << 20 { return }
    if segment.flags.contains(.fin) && e.last == e.start + 1 {
      e.last = end
      return
    }
    if e.state == .reset { return }
    if ahead > 0 {
      e.last = end
    } else if segment.payloadLength > 0 {
      write(0x54, e.retransmissions.add(weight), segment.sender, &record)
    }
  }

  /// An acknowledgment of data that was not captured is a G of its sender.
  private static func revealGaps(
    _ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ record: inout Record
  ) {
    guard p.start.isBefore(segment.acknowledgment) else { return }
    var end = segment.acknowledgment
    if p.sentFIN && Int32(bitPattern: (end.rawValue &- p.start.rawValue) &- p.finOffset) >= 0 {
      end = p.start + Int(p.finOffset) - 1
    }
    let offset = p.start.distance(to: end)
    if record.isPartial && offset <= 2 { return }
    let holes = p.stream.acknowledge(end)
    if holes > 0 && e.isClean && p.isClean {
      write(0x47, p.gaps.add(holes), segment.sender.peer, &record)
    }
  }
}
