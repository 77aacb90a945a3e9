extension Record {
  /// Logs a segment if it matters, and the latest ordinary ones before it; else it is counted as elided.
  mutating func log(
    _ segment: Segment, side x: Int, _ notes: SegmentNotes, _ stores: inout Stores,
    _ settings: borrowing TrackerSettings
  ) {
    if bits.contains(.closing) { sinceClose &+= 1 }
    guard !bits.contains(.settled) || matters(segment, side: x, notes, &stores) else {
      keepAsLatest(segment, side: x)
      return
    }
    guard log.count < UInt32(clamping: settings.logLimit) else {
      stores.limits.logLimit &+= 1
      if ensureExtra(&stores) { stores.extras[extra].notLogged &+= 1 }
      keepAsLatest(segment, side: x)
      return
    }
    if firstFrame == lastFrame, notes.isEmpty, segment.options.blockCount == 0 {
      keepAsLatest(segment, side: x)
      halves[x].latest.bits |= Latest.first
      markLogged(segment, side: x)
      return
    }
    logContext(&stores)
    var logged = segment.logged(notes: notes)
    logged.elided = elided
    elided = 0
    var latest = Latest(segment)
    latest.bits |= write(logged, side: x, &stores)
    halves[x].latest = latest
    markLogged(segment, side: x)
  }

  /// Appends a segment to the log; the bits that it has from now on.
  @inline(__always)
  private mutating func write(_ segment: LoggedSegment, side x: Int, _ stores: inout Stores) -> UInt8 {
    guard
      stores.log.append(
        segment, side: x, after: LogSide(halves[x].latest), LogSide(halves[1 &- x].latest), to: &log)
    else {
      stores.limits.logLimit &+= 1
      return Latest.logged
    }
    return Latest.logged | Latest.written
  }

  @inline(__always)
  private mutating func markLogged(_ segment: Segment, side x: Int) {
    if segment.payloadLength > 0 {
      halves[x].bits.insert(.dataLogged)
    } else if segment.flags.subtracting(.psh) == .ack {
      halves[x].bits.insert(.ackLogged)
    }
  }

  /// Logs the latest segment of each side that is not logged yet, the earlier one first.
  @inline(__always)
  mutating func logContext(_ stores: inout Stores) {
    if elided != 0 { logElided(&stores) }
  }

  @inline(never)
  private mutating func logElided(_ stores: inout Stores) {
    let earlier = halves[0].latest.frame <= halves[1].latest.frame ? 0 : 1
    var taken: UInt32 = 0
    for step in 0..<2 {
      let end = step == 0 ? earlier : 1 - earlier
      guard halves[end].latest.frame != 0, halves[end].latest.bits & Latest.logged == 0 else { continue }
      let latest = halves[end].latest
      var logged = latest.loggedSegment
      logged.elided = latest.ordinal &- taken
      taken = latest.ordinal &+ 1
      halves[end].latest.bits |= write(logged, side: end, &stores)
    }
    elided &-= taken
  }

  /// Appends the latest segment of each side, the earlier one first: what `logContext` would log.
  func appendUnlogged(client: Int, to segments: inout [LoggedSegment]) {
    let earlier = halves[0].latest.frame <= halves[1].latest.frame ? 0 : 1
    var taken: UInt32 = 0
    for step in 0..<2 {
      let end = step == 0 ? earlier : 1 - earlier
      guard halves[end].latest.frame != 0, halves[end].latest.bits & Latest.logged == 0 else { continue }
      var logged = halves[end].latest.loggedSegment
      logged.sender = Side(end: end, client: client)
      logged.elided = halves[end].latest.ordinal &- taken
      taken = halves[end].latest.ordinal &+ 1
      segments.append(logged)
    }
  }

  /// Notes that are logged a limited number of times for each end.
  private static let capped: SegmentNotes = [
    .retransmission, .timeoutRetransmission, .spuriousRetransmission, .fastRetransmission, .outOfOrder, .lateFirstCopy,
    .opensHole, .duplicateACK, .captureDuplicate, .badChecksum, .duplicateSACK, .windowFull, .keepAlive,
    .keepAliveAnswer, .zeroWindowProbe, .ackBehind, .zeroWindow, .windowReopened, .timestampBehind, .ackOfUnseen,
    .echoOfUnseen, .windowShrunk,
  ]

  /// Whether a segment belongs into the log of a connection that is settled.
  private mutating func matters(
    _ segment: Segment, side x: Int, _ notes: SegmentNotes, _ stores: inout Stores
  ) -> Bool {
    if !segment.flags.isDisjoint(with: [.syn, .fin, .rst]) || !segment.flags.contains(.ack) { return true }
    if halves[0].frames &+ halves[1].frames <= Record.loggedBeginning { return true }
    if bits.contains(.closing), sinceClose <= Record.loggedClose || bits.contains(.closed) { return true }
    if segment.payloadLength > 0 ? !halves[x].bits.contains(.dataLogged) : !halves[x].bits.contains(.ackLogged) {
      return true
    }
    if segment.marks.contains(.checksumBad), !isMostlyWrong(side: x, stores, counted: true), ensureExtra(&stores) {
      return stores.extras[extra].sides[x].admits(.badChecksum)
    }
    if notes.isEmpty { return false }
    guard notes.isSubset(of: Record.capped) else { return true }
    guard ensureExtra(&stores) else { return true }
    return stores.extras[extra].sides[x].admits(notes)
  }

  /// So many segments after the first FIN or RST are logged whatever they are, while the connection is not closed.
  static let loggedClose: UInt32 = 64
}

extension ExtraHalf {
  /// Counts one more segment of a capped kind; whether it is among the first 16 or one that a power of ten makes
  /// worth showing (Zeek's history letters count that way).
  fileprivate mutating func admits(_ notes: SegmentNotes) -> Bool {
    if notes.contains(.captureDuplicate) { return ExtraHalf.admit(&copies) }
    if notes.contains(.badChecksum) { return ExtraHalf.admit(&badChecksums) }
    if notes.contains(.retransmission) { return ExtraHalf.admit(&retransmissions) }
    if !notes.isDisjoint(with: [.outOfOrder, .lateFirstCopy, .opensHole]) { return ExtraHalf.admit(&reordered) }
    if notes.contains(.duplicateACK) { return ExtraHalf.admit(&repeatedACKs) }
    return ExtraHalf.admit(&odd)
  }

  private static func admit(_ count: inout UInt32) -> Bool {
    count &+= 1
    if count <= 16 { return true }
    var power: UInt32 = 100
    while power < count, power < 1_000_000_000 { power *= 10 }
    return count == power
  }
}
