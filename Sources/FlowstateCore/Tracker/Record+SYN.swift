extension Record {
  /// Takes a SYN or SYN-ACK that acts: attempts, options, and which attempt lives.
  mutating func observeSYN(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let isReply = segment.flags.contains(.ack)
    facts |= (isReply ? Facts.synACK : Facts.syn).rawValue
    if segment.payloadLength > 0 { facts |= Facts.synWithData.rawValue }
    if segment.options.has(.fastOpen) || segment.options.has(.multipath) { facts |= Facts.oddOptions.rawValue }
    if bits.contains(.established), !(halves[x].bits.contains(.iss) && halves[x].iss == segment.sequence),
      !isFirstReply(segment, side: x)
    {
      // Incarnations have decided that it belongs here: it challenges, and changes nothing.
      facts |= Facts.synWhileSynchronized.rawValue
      bits.insert(.closing)
      return
    }
    // A reset of the handshake that is tried again ended nothing.
    if !isReply { bits.subtract([.closed, .resetByFirst, .resetBySecond]) }
    if !isReply, halves[1 - x].bits.contains(.bareSYN) { facts |= Facts.synFromBoth.rawValue }
    if !isReply, halves[x].bits.isDisjoint(with: .bareSYN), halves[1 - x].bits.isDisjoint(with: .bareSYN), x == 1 {
      bits.insert(.firstSYNFromSecond)
    }
    let sent: Half.Bits = isReply ? .synACK : .bareSYN
    let repeated = halves[x].bits.contains(sent)
    if !halves[x].bits.contains(.iss) || (!repeated && halves[x].bits.isDisjoint(with: [.bareSYN, .synACK])) {
      begin(segment, side: x)
    } else if segment.sequence == halves[x].iss {
      if repeated {
        noteRetransmission(segment, side: x, &notes, &stores)
        facts |= (isReply ? Facts.synACKRepeated : Facts.synRepeated).rawValue
      }
    } else {
      facts |= Facts.synISNChanged.rawValue
      let old = halves[x].iss
      withSide(x, &stores) { $0.keepAttempt(old) }
      begin(segment, side: x)
    }
    halves[x].bits.insert(sent)
    if isReply { matchReply(segment, side: x, &notes, &stores) }
  }

  /// Whether a SYN-ACK is the first SYN of its sender and answers this connection's own, although something in its
  /// sender's name came before it: the capture is out of order, or that was forged.
  func isFirstReply(_ segment: Segment, side x: Int) -> Bool {
    let peer = halves[1 - x]
    return segment.flags.contains(.ack) && !halves[x].bits.contains(.iss) && peer.bits.contains([.iss, .bareSYN])
      && peer.iss + 1 == segment.acknowledgment
  }

  /// Starts (again) the sequence numbers of an end with its SYN.
  private mutating func begin(_ segment: Segment, side x: Int) {
    halves[x].iss = segment.sequence
    // A reply may have acknowledged more already (the capture is out of order).
    if !halves[x].bits.contains(.next) || halves[x].bits.contains(.iss)
      || halves[x].next.isBefore(segment.end) || hasForeignNext(segment, side: x)
    {
      halves[x].next = segment.end
    }
    halves[x].bits.insert([.iss, .next])
    keepOptions(segment, side: x)
  }

  /// Whether what came in an end's name before its SYN was of another connection, or forged: an ACK without data, numbered
  /// beyond all that can be sent before the handshake is complete, and that its peer never acknowledged.
  private func hasForeignNext(_ syn: Segment, side x: Int) -> Bool {
    halves[x].bytes == 0 && !halves[1 - x].bits.contains(.acked)
      && syn.end.distance(to: halves[x].next) > Int32(UInt16.max)
  }

  private mutating func keepOptions(_ segment: Segment, side x: Int) {
    halves[x].mss = segment.options.mss
    halves[x].windowScale = segment.options.has(.windowScale) ? segment.options.windowScale : 255
    halves[x].synWindow = segment.window
    halves[x].synHopLimit = segment.hopLimit
    halves[x].synOptions = segment.options.kinds.rawValue
    if segment.options.has(.fastOpen), segment.options.fastOpenCookieLength > 0 {
      halves[x].bits.insert(.fastOpenCookie)
    } else {
      halves[x].bits.remove(.fastOpenCookie)
    }
  }

  /// A SYN-ACK says which attempt of its receiver lives (RFC 9293 §3.10.7.3).
  private mutating func matchReply(
    _ segment: Segment, side x: Int, _ notes: inout SegmentNotes, _ stores: inout Stores
  ) {
    let peer = 1 - x
    let asked = segment.acknowledgment - 1
    if !halves[peer].bits.contains(.iss) {
      halves[peer].iss = asked
      halves[peer].next = segment.acknowledgment
      halves[peer].bits.insert([.iss, .next])
    } else if halves[peer].iss != asked {
      let within =
        halves[peer].iss.isBefore(segment.acknowledgment) && segment.acknowledgment.isAtMost(halves[peer].next)
      if !within {
        if extra != 0, stores.extras[extra].sides[peer].wasAttempted(asked) {
          // The newer attempt stays a candidate: its sender may reset this reply and go on (figure 8).
          let newer = halves[peer].iss
          withSide(peer, &stores) { $0.keepAttempt(newer) }
          halves[peer].iss = asked
          halves[peer].next = segment.acknowledgment
        } else {
          facts |= Facts.synACKUnmatched.rawValue
          return
        }
      }
    }
    if halves[x].bits.contains(.acked), halves[x].acked.distance(to: segment.acknowledgment) < 0 {
      return
    }
    halves[x].acked = segment.acknowledgment
    halves[x].bits.insert(.acked)
    if halves[x].frames == 1, halves[peer].frames == 1 {
      roundTrip = max(1, Record.duration(segment.time &- halves[peer].latest.time))
    }
  }
}

extension ExtraHalf {
  /// Whether an end tried an ISN before.
  func wasAttempted(_ sequence: SequenceNumber) -> Bool {
    for position in 0..<Int(min(attemptCount, 10)) where attempts[position] == sequence.rawValue { return true }
    return false
  }

  /// Keeps the ISN of an attempt; of more than ten, the oldest is forgotten.
  mutating func keepAttempt(_ sequence: SequenceNumber) {
    guard !wasAttempted(sequence) else { return }
    attempts[Int(attemptCount % 10)] = sequence.rawValue
    attemptCount = attemptCount == 29 ? 20 : attemptCount + 1
  }
}
