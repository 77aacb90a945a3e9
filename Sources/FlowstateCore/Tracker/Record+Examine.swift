extension Record {
  /// Takes a segment that is not plainly ordinary: finds its notes, updates the variables, decides about logging.
  mutating func examine(
    _ segment: Segment, side x: Int, silence: Nanoseconds, _ stores: inout Stores,
    _ settings: borrowing TrackerSettings
  ) {
    count(segment, side: x)
    if !bits.isSuperset(of: [.beginningOfFirst, .beginningOfSecond]) { noteBeginnings(segment, side: x) }
    noteMarks(segment, side: x, &stores)
    var notes: SegmentNotes = []
    if silence >= settings.longIdle {
      notes.insert(.afterIdle)
      facts |= Facts.longIdle.rawValue
    }
    if segment.marks.contains(.checksumBad) {
      facts |= Facts.badChecksum.rawValue
      withSide(x, &stores) { $0.figures.badChecksum &+= 1 }
    }
    if segment.marks.contains(.checksumBad), distrusts(segment, side: x, stores, counted: true) {
      notes.insert(.badChecksum)
    } else if let copy = copyKind(segment, side: x, &stores, settings) {
      notes.insert(copy)
      if copy == .captureDuplicate {
        facts |= Facts.captureDuplicate.rawValue
        withSide(x, &stores) {
          $0.figures.duplicated &+= 1
          $0.figures.duplicatedBytes &+= UInt64(segment.payloadLength)
        }
      } else {
        facts |= Facts.old.rawValue
        if segment.length > 0 { notes.insert(.retransmission) }
      }
    }
    if notes.isDisjoint(with: [.captureDuplicate, .badChecksum, .oldCopy]) {
      observe(segment, side: x, &notes, &stores)
    }
    if segment.window == 0 { countZeroWindow(segment, side: x, &notes, &stores) }
    if !notes.contains(.badChecksum) { remember(segment, side: x, &stores) }
    follow(segment, side: x, silence: silence, notes)
    settle()
    log(segment, side: x, notes, &stores, settings)
    checkNumbers(&stores)
  }

  private mutating func noteBeginnings(_ segment: Segment, side x: Int) {
    let own: Bits = x == 0 ? .beginningOfFirst : .beginningOfSecond
    let peers: Bits = x == 0 ? .beginningOfSecond : .beginningOfFirst
    if bits.isDisjoint(with: own) {
      beginnings[x] = segment.sequence.rawValue
      bits.insert(own)
    }
    if bits.isDisjoint(with: peers), segment.acknowledgment.rawValue != 0 || segment.options.blockCount != 0 {
      let number = segment.acknowledgment.rawValue
      beginnings[1 - x] = number != 0 ? number : segment.options.blocks[0].left.rawValue
      bits.insert(peers)
    }
  }

  /// Updates both ends' variables by a segment that acts, and notes what does not fit.
  private mutating func observe(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    // Asked first: to call a function with a whole record costs more than the question.
    if extra != 0, stores.extras[extra].hasPredecessor, isOfPredecessor(segment, side: x, stores) {
      notes.insert(.oldIncarnation)
      facts |= Facts.old.rawValue
      return
    }
    let controls = segment.flags.intersection([.syn, .fin, .rst, .ack])
    if controls == [] || controls == .fin || (controls.contains(.syn) && !controls.isDisjoint(with: [.fin, .rst])) {
      facts |= Facts.oddFlags.rawValue
    }
    if segment.flags.contains(.rst) {
      observeReset(segment, side: x, &notes)
      return
    }
    observeTimestamps(segment, side: x, &notes)
    if segment.flags.contains(.syn) {
      observeSYN(segment, side: x, &notes, &stores)
      observeWindow(segment, side: x, &notes, &stores)
      return
    }
    if !bits.contains(.established) { establish(segment, side: x) }
    observeSequence(segment, side: x, &notes, &stores)
    if segment.flags.contains(.ack) {
      observeAcknowledgment(segment, side: x, &notes, &stores)
      observeSACK(segment, side: x, &notes, &stores)
    }
    observeWindow(segment, side: x, &notes, &stores)
    if segment.flags.contains(.fin) { noteFIN(side: x, isRepeated: notes.contains(.retransmission)) }
    updateClosed(segment, side: x)
  }

  /// An end closes.
  @inline(__always) mutating func noteFIN(side x: Int, isRepeated: Bool) {
    facts |= Facts.fin.rawValue
    if isRepeated { facts |= Facts.finRepeated.rawValue }
    halves[x].bits.insert(.fin)
    bits.insert(.closing)
  }

  /// Whether both FINs are acknowledged, or a reset holds.
  mutating func updateClosed(_ segment: Segment, side x: Int) {
    if halves[0].bits.contains(.fin), halves[1].bits.contains(.fin) {
      for end in 0..<2 where halves[1 - end].bits.contains(.acked) && halves[end].next.isAtMost(halves[1 - end].acked) {
        halves[end].bits.insert(.finAcked)
      }
      if halves[0].bits.contains(.finAcked), halves[1].bits.contains(.finAcked) { bits.insert(.closed) }
    }
    // An end that talks on after "its" reset had not sent it.
    let reset: Bits = x == 0 ? .resetByFirst : .resetBySecond
    if bits.contains(reset), segment.payloadLength > 0 || segment.flags.contains(.fin) {
      bits.subtract([reset, .closed])
    }
  }

  /// Completes the handshake when this segment could only be sent after it (CATALOGUE: a challenge ACK could be, too).
  private mutating func establish(_ segment: Segment, side x: Int) {
    guard segment.flags.contains(.ack) else { return }
    let own = halves[x].bits
    let peer = halves[1 - x].bits
    if own.isDisjoint(with: [.bareSYN, .synACK]), peer.isDisjoint(with: [.bareSYN, .synACK]) {
      bits.insert(.established)
      if lastFrame == firstFrame {
        bits.insert(.midStream)
        facts |= Facts.midStream.rawValue
      }
    } else if own.contains(.synACK), !own.contains(.bareSYN) {
      let beyond = peer.contains(.iss) && (halves[1 - x].iss + 1).isBefore(segment.acknowledgment)
      if segment.length > 0 || beyond { bits.insert(.established) }
    } else if peer.contains(.iss) {
      if halves[1 - x].iss.isBefore(segment.acknowledgment) { complete(by: segment, side: x) }
    } else {
      bits.insert(.established)
    }
  }

  /// The handshake is complete by a segment of the opener: if it is the third in all, the round trip is known.
  @inline(__always)
  mutating func complete(by segment: Segment, side x: Int) {
    bits.insert(.established)
    if halves[x].frames == 2, halves[1 &- x].frames == 1, roundTrip != 0 {
      roundTrip = Record.duration(Nanoseconds(roundTrip) &+ (segment.time &- halves[1 &- x].latest.time))
    }
  }

  static func duration(_ time: Nanoseconds) -> UInt32 { UInt32(clamping: time) }

  /// RFC 9293 §3.10.7.4: a reset that is near what its receiver expects ends the connection, as far as numbers tell.
  private mutating func observeReset(_ segment: Segment, side x: Int, _ notes: inout SegmentNotes) {
    facts |= Facts.rst.rawValue
    bits.insert(.closing)
    // Its own reset of a reply to another attempt, or of a nonsensical one: the attempt that lives goes on.
    if !bits.contains(.established), halves[x].bits.contains(.bareSYN), !segment.flags.contains(.ack),
      segment.sequence != halves[x].next
    {
      return
    }
    if !bits.contains(.established) || !halves[1 - x].bits.contains(.acked) {
      bits.insert([.closed, x == 0 ? .resetByFirst : .resetBySecond])
      return
    }
    let ahead = halves[1 - x].acked.distance(to: segment.sequence)
    if ahead == 0 || segment.sequence == halves[x].next {
      bits.insert([.closed, x == 0 ? .resetByFirst : .resetBySecond])
    } else if halves[1 - x].bits.contains(.edge), windowScale(of: 1 - x) != nil,
      ahead < 0 || halves[1 - x].rightEdge.isBefore(segment.sequence)
    {
      notes.insert(.outOfWindow)
      facts |= Facts.unacceptable.rawValue
    }
  }

  private mutating func observeTimestamps(_ segment: Segment, side x: Int, _ notes: inout SegmentNotes) {
    guard segment.options.has(.timestamps) else { return }
    let value = segment.options.timestampValue
    if halves[x].bits.contains(.timestamp), Int32(bitPattern: value &- halves[x].timestampValue) < 0 {
      notes.insert(.timestampBehind)
      facts |= Facts.oddTimestampsOrSACK.rawValue
    } else {
      halves[x].timestampValue = value
      halves[x].bits.insert(.timestamp)
    }
    let echo = segment.options.timestampEcho
    if segment.flags.contains(.ack), halves[1 - x].bits.contains(.timestamp),
      Int32(bitPattern: echo &- halves[1 - x].timestampValue) > 0
    {
      notes.insert(.echoOfUnseen)
      facts |= Facts.oddTimestampsOrSACK.rawValue
    }
  }

  private mutating func noteMarks(_ segment: Segment, side x: Int, _ stores: inout Stores) {
    let marks = segment.marks
    if !marks.isDisjoint(with: [.checksumPartial, .segmentationOffload, .reassembled]) {
      facts |= Facts.captureMarks.rawValue
    }
    guard !marks.isDisjoint(with: [.outgoing, .incoming, .checksumPartial]) else { return }
    withSide(x, &stores) {
      if marks.contains(.outgoing) { $0.figures.outgoing &+= 1 }
      if marks.contains(.incoming) { $0.figures.incoming &+= 1 }
      if marks.contains(.checksumPartial) { $0.figures.partialChecksum &+= 1 }
    }
  }

  /// Whether a segment has the numbers of the connection before on this tuple, and not of this one.
  private func isOfPredecessor(_ segment: Segment, side x: Int, _ stores: borrowing Stores) -> Bool {
    guard !segment.flags.contains(.syn), stores.extras[extra].predecessor.knowsNext[x] else { return false }
    let next = SequenceNumber(stores.extras[extra].predecessor.sendNext[x])
    let begin = SequenceNumber(stores.extras[extra].predecessor.iss[x])
    guard begin.isAtMost(segment.sequence), segment.end.isAtMost(next), halves[x].bits.contains(.next) else {
      return false
    }
    let start = halves[x].bits.contains(.iss) ? halves[x].iss : halves[x].next
    return !(start.isAtMost(segment.sequence) && segment.sequence.isAtMost(halves[x].next))
  }

  // MARK: extras

  /// Changes the extra figures of an end, made when they are not there yet.
  @inline(__always)
  mutating func withSide(_ x: Int, _ stores: inout Stores, _ body: (inout ExtraHalf) -> Void) {
    guard ensureExtra(&stores) else { return }
    body(&stores.extras[extra].sides[x])
  }

  /// Makes the extra part; false when there is no room for one more.
  mutating func ensureExtra(_ stores: inout Stores) -> Bool {
    if extra == 0 { extra = stores.extras.allocate(Extra()) }
    return extra != 0
  }

  /// Sets or clears the bit that keeps segments off the fast path while there are holes or duplicate ACKs, and once
  /// segments were captured twice: the copy of any one may follow.
  private mutating func checkNumbers(_ stores: inout Stores) {
    guard extra != 0 else { return }
    let open =
      stores.extras[extra].sides[0].holeCount | stores.extras[extra].sides[1].holeCount != 0
      || stores.extras[extra].sides[0].duplicateACKs | stores.extras[extra].sides[1].duplicateACKs != 0
      || hasCopies(stores)
    if open { bits.insert(.unsettledNumbers) } else { bits.remove(.unsettledNumbers) }
  }

  /// Notes what has been said once and for all: after that, ordinary segments are only counted.
  @inline(__always)
  mutating func settle() {
    guard bits.contains(.established) else { return }
    if halves[0].frames &+ halves[1].frames >= Record.loggedBeginning { bits.insert(.settled) }
  }

  /// So many segments of each connection are logged whatever they are.
  static let loggedBeginning: UInt32 = 10
}
