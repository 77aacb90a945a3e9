extension Record {
  /// Holds an acknowledgment against what its sender acknowledged before and what its receiver has sent.
  mutating func observeAcknowledgment(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let peer = 1 - x
    let number = segment.acknowledgment
    guard halves[x].bits.contains(.acked) else {
      noteUnseen(segment, side: x, &notes, &stores)
      if !notes.contains(.outOfWindow) {
        halves[x].acked = number
        halves[x].bits.insert(.acked)
      }
      return
    }
    let progress = halves[x].acked.distance(to: number)
    if progress < 0 {
      notes.insert(.ackBehind)
      facts |= Facts.outOfOrder.rawValue
      return
    }
    if progress == 0 {
      noteRepeatedACK(segment, side: x, &notes, &stores)
      return
    }
    noteUnseen(segment, side: x, &notes, &stores)
    guard number.isAtMost(halves[peer].next) || !halves[peer].bits.contains(.next) else { return }
    halves[x].acked = number
    guard extra != 0 else { return }
    stores.extras[extra].sides[x].duplicateACKs = 0
    let unseen = stores.extras[extra].sides[peer].acknowledge(number)
    if unseen > 0 {
      stores.extras[extra].sides[peer].figures.unseenBytes &+= unseen
      notes.insert(.ackOfUnseen)
      facts |= Facts.unseen.rawValue
      stores.extras[extra].sides[x].figures.acksOfUnseen &+= 1
    }
  }

  /// An acknowledgment above the highest octet seen: the capture lacks what it acknowledges, or it is a forgery.
  private mutating func noteUnseen(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let peer = 1 - x
    let number = segment.acknowledgment
    guard halves[peer].bits.contains(.next) else {
      // The peer was not heard yet: what it sends from here on is new.
      halves[peer].next = number
      halves[peer].bits.insert(.next)
      return
    }
    let beyond = halves[peer].next.distance(to: number)
    // Nothing but a SYN was sent: the number is of another connection (RFC 9293 §3.10.7.3).
    if beyond != 0, halves[peer].bits.contains([.iss, .bareSYN]), halves[peer].next == halves[peer].iss + 1,
      !halves[x].bits.contains(.iss)
    {
      facts |= Facts.unacceptable.rawValue
      return
    }
    guard beyond > 0 else { return }
    if isBeginning(of: peer) {
      // Sent before the capture began: what was seen of the peer was a probe, or sent again.
      advance(to: number, side: peer)
      return
    }
    notes.insert(.ackOfUnseen)
    facts |= Facts.unseen.rawValue
    withSide(x, &stores) { $0.figures.acksOfUnseen &+= 1 }
    // No end acknowledges more than it allowed to be sent.
    if halves[x].bits.contains(.edge), windowScale(of: x) != nil, (halves[x].rightEdge + 1).isBefore(number) {
      facts |= Facts.unacceptable.rawValue
      return
    }
    guard beyond < 1 << 30 else { return }
    openHole(
      Hole(left: halves[peer].next, right: number, time: segment.time, acknowledged: true), side: peer, &stores)
    withSide(peer, &stores) { $0.figures.unseenBytes &+= UInt64(beyond) }
    advance(to: number, side: peer)
  }

  /// Whether an end was joined in the middle, and its peer has not acknowledged anything yet: what is missing so far may
  /// have been sent before the capture began.
  func isBeginning(of x: Int) -> Bool {
    !halves[x].bits.contains(.iss) && !halves[1 - x].bits.contains(.acked)
  }

  /// An acknowledgment equal to the one before: duplicate (RFC 5681 §2), answer to a probe, or window update.
  private mutating func noteRepeatedACK(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    guard segment.payloadLength == 0, segment.flags.isDisjoint(with: [.syn, .fin, .rst]) else { return }
    if halves[1 - x].bits.contains(.probing) {
      notes.insert(.keepAliveAnswer)
      facts |= Facts.probe.rawValue
      halves[1 - x].bits.remove(.probing)
      withSide(1 - x, &stores) { $0.figures.keepAlivesAnswered &+= 1 }
      return
    }
    let outstanding = halves[x].acked.isBefore(halves[1 - x].next)
    guard outstanding, halves[x].latest.window == segment.window else { return }
    notes.insert(.duplicateACK)
    facts |= Facts.duplicateACKs.rawValue
    withSide(x, &stores) {
      $0.duplicateACKs = min($0.duplicateACKs &+ 1, 1000)
      $0.figures.duplicateACKs &+= 1
    }
  }

  /// Holds SACK blocks against what the peer has sent (RFC 2018, RFC 2883).
  mutating func observeSACK(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let count = Int(min(segment.options.blockCount, 4))
    guard count > 0 else { return }
    let first = segment.options.blocks[0]
    let isInSecond =
      count > 1 && segment.options.blocks[1].left.isAtMost(first.left)
      && first.right.isAtMost(segment.options.blocks[1].right)
    if first.right.isAtMost(segment.acknowledgment) || isInSecond {
      notes.insert(.duplicateSACK)
      facts |= Facts.oddTimestampsOrSACK.rawValue
    }
    for position in 0..<count {
      let block = segment.options.blocks[position]
      let beyond = halves[1 - x].bits.contains(.next) && halves[1 - x].next.isBefore(block.right)
      if beyond || !block.left.isBefore(block.right) {
        notes.insert(.invalidSACK)
        facts |= Facts.oddTimestampsOrSACK.rawValue
      } else {
        withSide(x, &stores) {
          if !$0.hasSACK || $0.sacked.isBefore(block.right) { $0.sacked = block.right }
          $0.hasSACK = true
        }
      }
    }
  }

  /// Follows the window that an end advertises.
  mutating func observeWindow(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    guard segment.flags.contains(.ack), !notes.contains(.ackBehind) else { return }
    if !segment.flags.contains(.syn) { followZeroWindow(segment, side: x, &notes, &stores) }
    guard let edge = rightEdge(segment, side: x) else { return }
    if halves[x].bits.contains(.edge), edge.isBefore(halves[x].rightEdge) {
      // Rounding to the scale may move the edge by less than one unit of it.
      let unit = Int32(1) << Int32(windowScale(of: x) ?? 0)
      if edge.distance(to: halves[x].rightEdge) > unit, !segment.flags.contains(.syn) {
        notes.insert(.windowShrunk)
        facts |= Facts.windowTrouble.rawValue
      }
      return
    }
    halves[x].rightEdge = edge
    halves[x].bits.insert(.edge)
  }

  /// Counts segments with a closed window until the peer's FIN, so that the log holds each tenth power of them.
  mutating func countZeroWindow(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    guard !segment.flags.contains(.rst), !halves[1 - x].bits.contains(.fin), ensureExtra(&stores) else { return }
    stores.extras[extra].sides[x].closedWindows &+= 1
    let count = stores.extras[extra].sides[x].closedWindows
    var power: UInt32 = 10
    while power < count, power < 1_000_000_000 { power *= 10 }
    if power == count { notes.insert(.repeatedZeroWindow) }
  }

  private mutating func followZeroWindow(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    if segment.window == 0 {
      guard !halves[x].bits.contains(.zeroWindow) else { return }
      halves[x].bits.insert(.zeroWindow)
      notes.insert(.zeroWindow)
      facts |= Facts.zeroWindow.rawValue
      withSide(x, &stores) {
        $0.figures.zeroWindows &+= 1
        $0.zeroSince = segment.time
      }
    } else if halves[x].bits.contains(.zeroWindow) {
      halves[x].bits.remove(.zeroWindow)
      notes.insert(.windowReopened)
      withSide(x, &stores) { $0.endZeroWindow(at: segment.time) }
    }
  }
}

extension ExtraHalf {
  /// Adds the time since the window was closed.
  mutating func endZeroWindow(at time: Nanoseconds) {
    let closed = max(0, time &- zeroSince)
    figures.totalZeroWindow &+= closed
    figures.longestZeroWindow = max(figures.longestZeroWindow, closed)
  }

  /// Marks holes as acknowledged; how many octets of them were not marked before.
  fileprivate mutating func acknowledge(_ number: SequenceNumber) -> UInt64 {
    var octets: UInt64 = 0
    for position in 0..<Int(holeCount) where !holes[position].acknowledged && holes[position].right.isAtMost(number) {
      holes[position].acknowledged = true
      octets &+= UInt64(max(0, holes[position].left.distance(to: holes[position].right)))
    }
    return octets
  }
}
