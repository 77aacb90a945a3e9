extension Record {
  /// Holds a segment's sequence numbers against what its sender sent before.
  mutating func observeSequence(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    guard halves[x].bits.contains(.next) else {
      halves[x].next = segment.end
      halves[x].bits.insert(.next)
      return
    }
    let ahead = halves[x].next.distance(to: segment.sequence)
    let end = segment.end
    noteWindowLimits(segment, side: x, &notes, &stores)
    halves[x].bits.remove(.probing)
    if ahead > 0 {
      // Far outside a known window: nothing is learned from it. The peer's acknowledgment would show otherwise.
      if notes.contains(.outOfWindow) { return }
      // In flight when the capture began.
      if isBeginning(of: x) || halves[x].frames == 1 && !halves[x].bits.contains(.iss) {
        advance(to: end, side: x)
        return
      }
      notes.insert(.opensHole)
      facts |= Facts.unseen.rawValue
      let hole = Hole(
        left: halves[x].next, right: segment.sequence, time: segment.time, opener: SendStamp(segment))
      openHole(hole, side: x, &stores)
      advance(to: end, side: x)
    } else if ahead == 0 {
      if isZeroWindowProbe(segment, side: x) { note(.zeroWindowProbe, side: x, &notes, &stores) }
      advance(to: end, side: x)
    } else if halves[x].next.isBefore(end) {
      noteRetransmission(segment, side: x, &notes, &stores)
      advance(to: end, side: x)
    } else {
      observeOld(segment, ahead: ahead, side: x, &notes, &stores)
    }
  }

  /// Moves the highest sequence number of an end on, and counts its wraps.
  mutating func advance(to end: SequenceNumber, side x: Int) {
    if end.rawValue < halves[x].next.rawValue, halves[x].next.isBefore(end) { halves[x].wraps &+= 1 }
    halves[x].next = end
  }

  /// A segment whose numbers were all passed before.
  private mutating func observeOld(
    _ segment: Segment, ahead: Int32, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let isShort = segment.payloadLength <= 1 && !segment.flags.contains(.fin)
    if isShort, ahead == -1, halves[1 - x].bits.contains(.acked), halves[1 - x].acked == halves[x].next {
      let isProbe = halves[1 - x].bits.contains(.zeroWindow)
      note(isProbe ? .zeroWindowProbe : .keepAlive, side: x, &notes, &stores)
      if !isProbe { halves[x].bits.insert(.probing) }
      return
    }
    if isShort, segment.payloadLength == 1, halves[1 - x].bits.contains(.zeroWindow) {
      note(.zeroWindowProbe, side: x, &notes, &stores)
      return
    }
    guard segment.length > 0 else {
      // A pure ACK from behind: overtaken on its way, or an end that has not noticed.
      notes.insert(.outOfOrder)
      facts |= Facts.outOfOrder.rawValue
      return
    }
    if let hole = fillHole(segment, side: x, &stores) {
      let late = isSentAgain(segment, into: hole)
      notes.insert(late ? .lateFirstCopy : .outOfOrder)
      facts |= Facts.outOfOrder.rawValue
      withSide(x, &stores) {
        // What its receiver acknowledged was not lost: the capture lacks the first copy.
        if !late { $0.figures.outOfOrder &+= 1 } else if !hole.acknowledged { $0.figures.lostBeforeCapture &+= 1 }
        if hole.acknowledged { $0.figures.unseenBytes &-= min($0.figures.unseenBytes, UInt64(segment.payloadLength)) }
      }
      return
    }
    noteRetransmission(segment, side: x, &notes, &stores)
  }

  private mutating func note(
    _ kind: SegmentNotes, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    notes.insert(kind)
    facts |= Facts.probe.rawValue
    withSide(x, &stores) {
      if kind == .keepAlive { $0.figures.keepAlives &+= 1 } else { $0.figures.zeroWindowProbes &+= 1 }
    }
  }

  @inline(__always) private func isZeroWindowProbe(_ segment: Segment, side x: Int) -> Bool {
    halves[1 - x].bits.contains(.zeroWindow) && segment.payloadLength == 1
      && segment.flags.isDisjoint(with: [.fin, .syn, .rst])
  }

  /// Tells the kinds of retransmission apart (RFC 6298, RFC 5681 §3.2), and where the first copy was lost.
  mutating func noteRetransmission(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    notes.insert(.retransmission)
    facts |= Facts.retransmission.rawValue
    let silence = segment.time &- halves[x].latest.time
    let covered = halves[1 - x].bits.contains(.acked) && segment.end.isAtMost(halves[1 - x].acked)
    if covered, segment.time &- halves[1 - x].latest.time > Nanoseconds(roundTrip) {
      notes.insert(.spuriousRetransmission)
    }
    if silence >= max(200 * .millisecond, Nanoseconds(roundTrip)) { notes.insert(.timeoutRetransmission) }
    guard ensureExtra(&stores) else { return }
    let other = stores.extras[extra].sides[1 - x]
    let asked =
      (other.duplicateACKs >= 3 && halves[1 - x].acked == segment.sequence)
      || (other.hasSACK && segment.sequence.isBefore(other.sacked))
    if !covered, !notes.contains(.timeoutRetransmission), asked { notes.insert(.fastRetransmission) }
    let conflict = stores.extras[extra].sides[x].conflicts(segment)
    if conflict {
      notes.insert(.overlapConflict)
      facts |= Facts.overlapConflict.rawValue
    }
    let roundTrip = Nanoseconds(roundTrip)
    let kinds = notes
    withSide(x, &stores) {
      $0.figures.retransmitted &+= 1
      if kinds.contains(.timeoutRetransmission) { $0.figures.timeoutRetransmitted &+= 1 }
      if kinds.contains(.fastRetransmission) { $0.figures.fastRetransmitted &+= 1 }
      if kinds.contains(.spuriousRetransmission) { $0.figures.spuriouslyRetransmitted &+= 1 }
      // Seen, not covered by its receiver in time, and sent again: it got lost behind the capture point.
      if !covered, silence >= roundTrip { $0.figures.lostAfterCapture &+= 1 }
    }
  }

  /// Notes whether a segment lies in, at the edge of, or outside the window that its receiver advertised
  /// (RFC 9293 §3.10.7.4, first check).
  private mutating func noteWindowLimits(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    guard halves[1 - x].bits.contains(.edge), windowScale(of: 1 - x) != nil else { return }
    if segment.payloadLength > 0, segment.sequence + Int(segment.payloadLength) == halves[1 - x].rightEdge {
      notes.insert(.windowFull)
      facts |= Facts.windowTrouble.rawValue
      withSide(x, &stores) { $0.figures.windowFull &+= 1 }
    }
    let isBeyond =
      segment.length > 0
      ? !segment.sequence.isBefore(halves[1 - x].rightEdge) : halves[1 - x].rightEdge.isBefore(segment.sequence)
    // A zero-window probe of one octet lies at the edge by design.
    let isProbe = segment.payloadLength <= 1 && segment.sequence == halves[1 - x].rightEdge
    let isFIN = segment.flags.contains(.fin) && segment.sequence == halves[1 - x].rightEdge
    if isBeyond, !isProbe, !isFIN {
      notes.insert(.outOfWindow)
      facts |= Facts.unacceptable.rawValue
      withSide(x, &stores) { $0.figures.outOfWindow &+= 1 }
    }
  }

  // MARK: holes

  /// Remembers octets of an end that were not seen; with more holes than there is room, the oldest grows.
  mutating func openHole(_ hole: Hole, side x: Int, _ stores: inout Stores) {
    withSide(x, &stores) { side in
      if side.holeCount < 4 {
        side.holes[Int(side.holeCount)] = hole
        side.holeCount &+= 1
      } else {
        // The oldest is forgotten: by now its octets count as seen.
        for position in 0..<3 { side.holes[position] = side.holes[position + 1] }
        side.holes[3] = hole
      }
    }
  }

  /// Whether what fills a hole is a second copy, or the first one, overtaken on its way. Where the headers do not tell,
  /// time does: before a round trip has passed, its sender knows of no loss.
  private func isSentAgain(_ segment: Segment, into hole: Hole) -> Bool {
    switch SendStamp(segment).order(against: hole.opener) {
    case .after: true
    case .before, .together: false
    case .unknown: segment.time &- hole.time > max(Nanoseconds(roundTrip), 3 * .millisecond)
    }
  }

  /// Takes the octets of a segment out of the holes; the hole that they were in, `nil` when they were in none.
  private mutating func fillHole(_ segment: Segment, side x: Int, _ stores: inout Stores) -> Hole? {
    guard extra != 0, stores.extras[extra].sides[x].holeCount > 0 else { return nil }
    return stores.extras[extra].sides[x].fill(from: segment.sequence, to: segment.end)
  }
}

extension ExtraHalf {
  /// Takes a range out of the holes; the first hole that it touches, as it was.
  fileprivate mutating func fill(from left: SequenceNumber, to right: SequenceNumber) -> Hole? {
    var found: Hole?
    var kept = InlineArray<4, Hole>(repeating: Hole())
    var count = 0
    func keep(_ hole: Hole, _ kept: inout InlineArray<4, Hole>, _ count: inout Int) {
      guard count < 4 else { return }
      kept[count] = hole
      count += 1
    }
    for position in 0..<Int(holeCount) {
      let hole = holes[position]
      guard left.isBefore(hole.right), hole.left.isBefore(right) else {
        keep(hole, &kept, &count)
        continue
      }
      if found == nil { found = hole }
      if hole.left.isBefore(left) {
        var before = hole
        before.right = left
        keep(before, &kept, &count)
      }
      if right.isBefore(hole.right) {
        var behind = hole
        behind.left = right
        keep(behind, &kept, &count)
      }
    }
    holes = kept
    holeCount = UInt8(count)
    return found
  }

  /// Whether a recent segment of this end carried other octets at the same numbers.
  fileprivate func conflicts(_ segment: Segment) -> Bool {
    guard segment.payloadLength > 1, !segment.marks.contains(.payloadCut) else { return false }
    for position in 0..<8 {
      let print = recent[position]
      if !print.isEmpty, print.sequence == segment.sequence.rawValue, print.payloadLength == segment.payloadLength,
        print.payloadHash != segment.payloadHash, print.flags & 7 == segment.flags.rawValue & 7
      {
        return true
      }
    }
    return false
  }
}
