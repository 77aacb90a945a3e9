extension Record {
  /// Takes a captured segment of this connection, sent by end `x`: counters, notes, log.
  ///
  /// A segment that follows on (in order, in the window, nothing to note) is logged while the connection is young; later
  /// it is only counted and kept as the latest of its side. The FINs of an ordinary close, and what follows on after them,
  /// are logged. All others go through `examine`.
  @inline(__always)
  mutating func take(_ segment: Segment, side x: Int, _ stores: inout Stores, _ settings: borrowing TrackerSettings) {
    let silence = segment.time &- lastTime
    lastFrame = segment.frame
    lastTime = segment.time
    halves[x].frames &+= 1
    let edge = rightEdge(segment, side: x)
    guard followsOn(segment, side: x, silence: silence, edge, settings) else {
      if isThirdACK(segment, side: x, silence: silence, settings) {
        open(segment, side: x, edge)
        follow(segment, side: x, silence: silence, [])
        log(segment, side: x, [], &stores, settings)
      } else {
        examine(segment, side: x, silence: silence, &stores, settings)
      }
      return
    }
    if bits.intersection([.settled, .closing]) == .settled, !segment.flags.contains(.fin),
      halves[x].bits.contains(segment.payloadLength != 0 ? .dataLogged : .ackLogged)
    {
      accept(segment, side: x, edge)
      course.followData(segment, silence: silence)
      keepAsLatest(segment, side: x)
    } else if extra == 0 {
      accept(segment, side: x, edge)
      if segment.flags.contains(.fin) { noteFIN(side: x, isRepeated: false) }
      if bits.contains(.closing) { updateClosed(segment, side: x) }
      follow(segment, side: x, silence: silence, [])
      settle()
      log(segment, side: x, [], &stores, settings)
    } else {
      examine(segment, side: x, silence: silence, &stores, settings)
    }
  }

  /// Whether a segment is the next one in order, of an open connection, and there is nothing to note about it. `edge` is
  /// its `rightEdge`: that of one end is known where that of the other is.
  @inline(always)
  private func followsOn(
    _ segment: Segment, side x: Int, silence: Nanoseconds, _ edge: SequenceNumber?,
    _ settings: borrowing TrackerSettings
  ) -> Bool {
    guard bits.intersection([.established, .unsettledNumbers]) == .established,
      segment.flags.subtracting([.psh, .fin]) == .ack, segment.sequence == halves[x].next,
      segment.options.blockCount == 0, segment.window != 0, silence < settings.longIdle,
      segment.marks.isDisjoint(with: Record.remarkableMarks), halves[x].bits.contains([.next, .acked]),
      halves[x].bits.isDisjoint(with: [.zeroWindow, .probing]),
      halves[1 &- x].bits.isDisjoint(with: [.zeroWindow, .probing])
    else { return false }
    let progress = halves[x].acked.distance(to: segment.acknowledgment)
    guard progress > 0 || (progress == 0 && segment.length != 0),
      segment.acknowledgment.isAtMost(halves[1 &- x].next)
    else { return false }
    if segment.payloadLength != 0, halves[1 &- x].bits.contains(.edge), edge != nil,
      !(segment.sequence + Int(segment.payloadLength)).isBefore(halves[1 &- x].rightEdge)
    {
      return false
    }
    if segment.options.has(.timestamps), isBehind(segment, side: x) { return false }
    if let edge, halves[x].bits.contains(.edge), edge.isBefore(halves[x].rightEdge) { return false }
    return !(bits.contains(.closing) || segment.flags.contains(.fin)) || closesPlainly(segment, side: x)
  }

  /// Whether a segment is the third of a handshake that was ordinary so far, and there is nothing to note about it.
  @inline(always)
  private func isThirdACK(
    _ segment: Segment, side x: Int, silence: Nanoseconds, _ settings: borrowing TrackerSettings
  ) -> Bool {
    guard course.step == .synACK, extra == 0, segment.flags == .ack, segment.payloadLength == 0,
      bits.isDisjoint(with: [.established, .closing, .closed, .unsettledNumbers]),
      bits.isSuperset(of: [.beginningOfFirst, .beginningOfSecond]),
      segment.options.blockCount == 0, segment.window != 0, silence < settings.longIdle,
      segment.marks.isDisjoint(with: Record.remarkableMarks)
    else { return false }
    return halves[x].bits.isSuperset(of: [.next, .iss, .bareSYN])
      && halves[x].bits.isDisjoint(with: [.acked, .synACK, .edge])
      && halves[1 &- x].bits.isSuperset(of: [.next, .iss, .synACK])
      && segment.sequence == halves[x].next && segment.acknowledgment == halves[1 &- x].next
      && (!segment.options.has(.timestamps) || !isBehind(segment, side: x))
  }

  /// Whether a segment's timestamp is older than one of its sender before it, or echoes one that is yet to come.
  @inline(__always)
  private func isBehind(_ segment: Segment, side x: Int) -> Bool {
    halves[x].bits.contains(.timestamp)
      && Int32(bitPattern: segment.options.timestampValue &- halves[x].timestampValue) < 0
      || halves[1 &- x].bits.contains(.timestamp)
        && Int32(bitPattern: segment.options.timestampEcho &- halves[1 &- x].timestampValue) > 0
  }

  /// Moves the variables on by the third segment of an ordinary handshake.
  @inline(__always)
  private mutating func open(_ segment: Segment, side x: Int, _ edge: SequenceNumber?) {
    complete(by: segment, side: x)
    halves[x].bits.insert(.acked)
    accept(segment, side: x, edge)
  }

  /// Whether a segment that otherwise follows on belongs to a close by FINs of which nothing stands out.
  @inline(__always) private func closesPlainly(_ segment: Segment, side x: Int) -> Bool {
    let usual: Facts = [.syn, .synACK, .fin]
    guard facts & ~usual.rawValue == 0, extra == 0, bits.isDisjoint(with: .closed),
      bits.isSuperset(of: [.beginningOfFirst, .beginningOfSecond]),
      !halves[x].bits.contains(.fin) || segment.length == 0
    else { return false }
    return !halves[1 &- x].bits.contains(.edge) || segment.sequence.isAtMost(halves[1 &- x].rightEdge)
  }

  /// Marks that are worth a closer look.
  static let remarkableMarks: SegmentMarks = [
    .checksumBad, .checksumPartial, .outgoing, .incoming, .reassembled, .segmentationOffload,
  ]

  /// Moves the variables on by a segment that follows on.
  @inline(__always)
  private mutating func accept(_ segment: Segment, side x: Int, _ edge: SequenceNumber?) {
    count(segment, side: x)
    let end = segment.end
    if end.rawValue < segment.sequence.rawValue { halves[x].wraps &+= 1 }
    halves[x].next = end
    halves[x].acked = segment.acknowledgment
    if segment.options.has(.timestamps) {
      halves[x].timestampValue = segment.options.timestampValue
      halves[x].bits.insert(.timestamp)
    }
    if let edge {
      halves[x].rightEdge = edge
      halves[x].bits.insert(.edge)
    }
  }

  /// Keeps a segment that is not logged (yet) as the latest of its side.
  @inline(__always)
  mutating func keepAsLatest(_ segment: Segment, side x: Int) {
    var latest = Latest(segment)
    latest.ordinal = elided
    halves[x].latest = latest
    elided &+= 1
  }

  @inline(__always)
  mutating func count(_ segment: Segment, side x: Int) {
    if segment.payloadLength != 0 {
      halves[x].bytes &+= UInt64(segment.payloadLength)
      halves[x].dataSegments &+= 1
      if segment.payloadLength > halves[x].largestPayload { halves[x].largestPayload = segment.payloadLength }
    }
    if segment.marks.contains(.payloadCut) { halves[x].payloadCut &+= 1 }
  }

  /// The shift of the windows that end `x` advertises after the handshake; `nil` when its or its peer's SYN was not seen
  /// or is not whole.
  @inline(__always)
  func windowScale(of x: Int) -> UInt8? {
    let seen: Half.Bits = [.bareSYN, .synACK]
    guard !halves[0].bits.isDisjoint(with: seen), !halves[1].bits.isDisjoint(with: seen) else { return nil }
    if halves[0].windowScale == 255 || halves[1].windowScale == 255 {
      return halves[0].lacksWindowScale || halves[1].lacksWindowScale ? 0 : nil
    }
    return min(halves[x].windowScale, 14)
  }

  /// The right edge of the window that a segment of end `x` advertises; `nil` when it cannot be known.
  @inline(__always)
  func rightEdge(_ segment: Segment, side x: Int) -> SequenceNumber? {
    rightEdge(segment.flags, segment.acknowledgment, window: segment.window, side: x)
  }

  @inline(__always)
  func rightEdge(
    _ flags: TCPFlags, _ acknowledgment: SequenceNumber, window: UInt16, side x: Int
  ) -> SequenceNumber? {
    guard flags.contains(.ack), !flags.contains(.rst) else { return nil }
    if flags.contains(.syn) { return acknowledgment + Int(window) }
    guard let scale = windowScale(of: x) else { return nil }
    return acknowledgment + (Int(window) << Int(scale))
  }
}
