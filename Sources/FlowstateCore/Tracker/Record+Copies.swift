extension Record {
  /// Whether a segment is the same frame captured again (`captureDuplicate`) or an old copy from the network (`oldCopy`).
  ///
  /// Same TCP header and payload are not enough: a retransmission has them, too. The IPv4 identification decides where
  /// it counts; elsewhere the timestamps, the TTL, and the time between.
  mutating func copyKind(
    _ segment: Segment, side x: Int, _ stores: inout Stores, _ settings: borrowing TrackerSettings
  ) -> SegmentNotes? {
    guard halves[x].latest.frame != 0, mayBeCopy(segment, side: x) else { return nil }
    if extra == 0, segment.length > 0 || segment.flags.contains(.rst) { seedRing(&stores) }
    // Nearly no segment has the numbers of the one before: that is asked first.
    if extra == 0,
      halves[x].latest.sequence != segment.sequence.rawValue
        || halves[x].latest.acknowledgment != segment.acknowledgment.rawValue
    {
      return nil
    }
    let print = Fingerprint(Latest(segment))
    let hasCopies = hasCopies(stores)
    if let kind = copyKind(segment, print, of: Fingerprint(halves[x].latest), side: x, hasCopies, settings) {
      return kind
    }
    guard extra != 0 else { return nil }
    var found: SegmentNotes?
    for position in 0..<8 {
      let other = stores.extras[extra].sides[x].recent[position]
      guard let kind = copyKind(segment, print, of: other, side: x, hasCopies, settings) else { continue }
      if kind == .captureDuplicate { return kind }
      found = kind
    }
    return found
  }

  /// Whether segments of the connection were captured twice so far.
  @inline(__always) func hasCopies(_ stores: borrowing Stores) -> Bool {
    extra != 0
      && stores.extras[extra].sides[0].figures.duplicated | stores.extras[extra].sides[1].figures.duplicated != 0
  }

  /// Whether a segment says nothing that its sender had not said before.
  @inline(__always) private func mayBeCopy(_ segment: Segment, side x: Int) -> Bool {
    if !segment.flags.isDisjoint(with: [.syn, .rst]) { return true }
    guard halves[x].bits.contains(.next) else { return true }
    return segment.end.isAtMost(halves[x].next)
  }

  private func copyKind(
    _ segment: Segment, _ print: Fingerprint, of other: Fingerprint, side x: Int,
    _ hasCopies: Bool, _ settings: borrowing TrackerSettings
  ) -> SegmentNotes? {
    guard other.sameBytes(print) else { return nil }
    let distance = abs(segment.time &- other.time)
    let isPureACK = segment.length == 0 && !segment.flags.contains(.rst)
    if segment.marks.contains(.ipv4) {
      guard print.identification == other.identification else { return nil }
      if print.identification != 0 || !segment.marks.contains(.dontFragment) {
        return distance <= settings.duplicateWindow ? .captureDuplicate : .oldCopy
      }
    }
    // Before and behind a router: its sender's own repeat would have the same TTL.
    if print.hopLimit != other.hopLimit, distance <= settings.duplicateWindow, !segment.flags.contains(.rst),
      !isPureACK || segment.options.blockCount == 0
    {
      return .captureDuplicate
    }
    // Nothing came between: a second ACK, reset or SYN-ACK in answer to something else would follow that.
    let peer = halves[1 - x]
    let isAlone = peer.latest.frame == 0 || peer.latest.time < other.time
    if distance <= .millisecond || (isAlone && segment.flags.contains(.syn) && distance <= 3 * .millisecond) {
      // Several segments draw several resets, alike to the octet: a copy only where others were captured twice, too.
      if segment.flags.contains(.rst) { return isAlone && hasCopies ? .captureDuplicate : nil }
      // Its SACK blocks are not compared: where it has some, it may say something new.
      if isPureACK {
        return isAlone && peer.next == segment.acknowledgment && segment.options.blockCount == 0
          ? .captureDuplicate : nil
      }
      return .captureDuplicate
    }
    // A retransmission that late would carry a newer TSval.
    return distance > settings.duplicateWindow && print.hasTimestamps && !isPureACK ? .oldCopy : nil
  }

  /// Fills the ring of recent segments from the log, so that copies of the first segments are found.
  private mutating func seedRing(_ stores: inout Stores) {
    guard ensureExtra(&stores) else { return }
    guard log.count <= 64 else { return }
    stores.scratch.clear()
    stores.log.read(log, client: 0, into: &stores.scratch)
    for position in stores.scratch.indices {
      let logged = stores.scratch[position]
      stores.extras[extra].sides[logged.sender == .client ? 0 : 1].add(Fingerprint(Latest(logged)))
    }
  }

  /// Adds a segment to the ring of recent ones, where there is a ring.
  mutating func remember(_ segment: Segment, side x: Int, _ stores: inout Stores) {
    guard extra != 0 else { return }
    stores.extras[extra].sides[x].add(Fingerprint(Latest(segment)))
  }
}

extension ExtraHalf {
  fileprivate mutating func add(_ print: Fingerprint) {
    recent[Int(ring & 7)] = print
    ring &+= 1
  }
}
