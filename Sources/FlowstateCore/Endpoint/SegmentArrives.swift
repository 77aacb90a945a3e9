/// What RFC 9293 §3.10.7, SEGMENT ARRIVES, makes of a segment at an endpoint: events for figure 5, and the answer that
/// the endpoint owes.
struct Arrival: BitwiseCopyable {
  /// What the endpoint must send because of the segment.
  enum Answer: UInt8, BitwiseCopyable {
    case nothing
    /// SYN-ACK.
    case synACK
    /// An acknowledgment of everything received.
    case ack
    /// A challenge ACK (RFC 5961); stacks limit their rate.
    case challengeACK
    /// RST, as §3.5.2 shapes it.
    case reset
  }

  var first: Event?
  var second: Event?
  var answer = Answer.nothing
  /// The segment was not acceptable, or changed nothing for another reason.
  var dropped = false

  static let ignored = Arrival(dropped: true)
  static func answered(_ answer: Answer) -> Arrival { Arrival(answer: answer, dropped: true) }
}

extension ControlBlock {
  /// §3.10.7: takes a segment in, updates the numbers, and returns the events; the state itself is moved by the caller.
  mutating func arrives(_ segment: LoggedSegment) -> Arrival {
    switch state {
    case .closed: inClosed(segment)
    case .listen: inListen(segment)
    case .synSent: inSynSent(segment)
    case .unknown: .ignored
    default: inOtherStates(segment)
    }
  }

  /// §3.10.7.1: an incoming segment that is no RST is answered by one.
  private func inClosed(_ segment: LoggedSegment) -> Arrival {
    segment.flags.contains(.rst) ? .ignored : .answered(.reset)
  }

  /// §3.10.7.2.
  private mutating func inListen(_ segment: LoggedSegment) -> Arrival {
    if segment.flags.contains(.rst) { return .ignored }
    if segment.flags.contains(.ack) { return .answered(.reset) }
    // Linux answers SYN with FIN by RST; the RFC would drop the FIN. Neither opens a connection here.
    guard segment.isBareSYN else { return segment.flags.contains(.fin) ? .answered(.reset) : .ignored }
    irs = segment.sequence
    rcvNxt = segment.sequence + 1
    known.formUnion([.irs, .receive])
    finHeld = false
    holds = false
    openedPassively = true
    return Arrival(first: .rcvSYN, answer: .synACK)
  }

  /// §3.10.7.3.
  private mutating func inSynSent(_ segment: LoggedSegment) -> Arrival {
    let acknowledges =
      segment.flags.contains(.ack) && iss.isBefore(segment.acknowledgment) && segment.acknowledgment.isAtMost(sndNxt)
    if segment.flags.contains(.ack) && !acknowledges {
      return segment.flags.contains(.rst) ? .ignored : .answered(.reset)
    }
    if segment.flags.contains(.rst) { return acknowledges ? Arrival(first: .rcvRST) : .ignored }
    guard segment.flags.contains(.syn) else { return .ignored }
    irs = segment.sequence
    rcvNxt = segment.sequence + 1 + (acknowledges ? Int(segment.payloadLength) : 0)
    known.formUnion([.irs, .receive])
    guard acknowledges else { return Arrival(first: .rcvSYN, answer: .synACK) }
    sndUna = segment.acknowledgment
    return Arrival(first: .rcvSYNACK, answer: .ack)
  }

  /// §3.10.7.4: SYN-RECEIVED, ESTABLISHED and the states of the close, in the RFC's order of checks.
  private mutating func inOtherStates(_ segment: LoggedSegment) -> Arrival {
    if let answer = check1SequenceNumber(segment) { return answer }
    if let answer = check2RST(segment) { return answer }
    if let answer = check4SYN(segment) { return answer }
    var arrival = Arrival()
    if let answer = check5ACK(segment, &arrival) { return answer }
    check7Text(segment, &arrival)
    check8FIN(segment, &arrival)
    return arrival
  }

  /// First check: is the segment acceptable (§3.4, table 6)?
  private func check1SequenceNumber(_ segment: LoggedSegment) -> Arrival? {
    guard known.contains(.receive) else { return nil }
    if state == .synReceived, segment.isBareSYN || segment.isSYNACK, segment.sequence == irs {
      // SYN-RECEIVED meets its SYN again: the SYN-ACK is repeated. A SYN-ACK completes a simultaneous open.
      if segment.isBareSYN { return .answered(.synACK) }
      return nil
    }
    let offset = rcvNxt.distance(to: segment.sequence)
    let acceptable =
      segment.length == 0
      ? offset >= 0 && offset <= rcvWnd
      : offset <= rcvWnd && (offset >= 0 || rcvNxt.distance(to: segment.end) > 0)
    if acceptable { return nil }
    if segment.flags.contains(.rst) {
      // Linux: after the peer's FIN, an RST one before RCV.NXT is taken (seen on 6.18), though not in TIME-WAIT.
      if finReceived && offset == -1 && state != .timeWait { return Arrival(first: rstEvent) }
      return .ignored
    }
    return .answered(segment.flags.contains(.syn) ? .challengeACK : .ack)
  }

  private var rstEvent: Event { openedPassively && state == .synReceived ? .rcvRSTafterPassiveOpen : .rcvRST }

  /// Second check: RST, with RFC 5961 §3.2: only RCV.NXT exactly resets.
  private func check2RST(_ segment: LoggedSegment) -> Arrival? {
    guard segment.flags.contains(.rst) else { return nil }
    if !known.contains(.receive) || segment.sequence == rcvNxt { return Arrival(first: rstEvent) }
    // Linux also takes the right edge of its highest SACK block (seen on 6.18).
    if holds && segment.sequence == heldEnd { return Arrival(first: rstEvent) }
    return .answered(.challengeACK)
  }

  /// Fourth check: SYN, with RFC 5961 §4.2.
  private mutating func check4SYN(_ segment: LoggedSegment) -> Arrival? {
    guard segment.flags.contains(.syn) else { return nil }
    if state == .synReceived && segment.isSYNACK && segment.sequence == irs {
      guard iss.isBefore(segment.acknowledgment) && segment.acknowledgment.isAtMost(sndNxt) else {
        return .answered(.reset)
      }
      sndUna = segment.acknowledgment
      return Arrival(first: .rcvSYNACK, answer: .ack)
    }
    return .answered(.challengeACK)
  }

  /// Fifth check: the ACK field.
  private mutating func check5ACK(_ segment: LoggedSegment, _ arrival: inout Arrival) -> Arrival? {
    guard segment.flags.contains(.ack) else { return .ignored }
    guard known.contains(.send) else { return nil }
    if state == .synReceived {
      guard iss.isBefore(segment.acknowledgment) && segment.acknowledgment.isAtMost(sndNxt) else {
        return .answered(.reset)
      }
      arrival.first = .rcvACKofSYN
    } else if sndNxt.isBefore(segment.acknowledgment) {
      return .answered(.ack)  // acknowledges what was never sent
    }
    if sndUna.isBefore(segment.acknowledgment) {
      sndUna = segment.acknowledgment
      if finSent && segment.acknowledgment == finEnd { arrival.first = .rcvACKofFIN }
    }
    return nil
  }

  /// Seventh: the segment text. Only the receive sequence variable is kept, and one range beyond a hole.
  private mutating func check7Text(_ segment: LoggedSegment, _ arrival: inout Arrival) {
    guard segment.payloadLength > 0 else { return }
    switch state {
    case .synReceived, .established, .finWait1, .finWait2: break
    default: return
    }
    let end = segment.sequence + Int(segment.payloadLength)
    arrival.answer = .ack
    guard known.contains(.receive) else {
      rcvNxt = end
      known.insert(.receive)
      return
    }
    if segment.sequence.isAtMost(rcvNxt) {
      if rcvNxt.isBefore(end) { rcvNxt = end }
      if holds && heldFrom.isAtMost(rcvNxt) {
        if rcvNxt.isBefore(heldEnd) { rcvNxt = heldEnd }
        holds = false
      }
    } else if !holds {
      heldFrom = segment.sequence
      heldEnd = end
      holds = true
    } else {
      if segment.sequence.isBefore(heldFrom) { heldFrom = segment.sequence }
      if heldEnd.isBefore(end) { heldEnd = end }
    }
  }

  /// Eighth check: FIN, taken only when every octet before it has arrived.
  private mutating func check8FIN(_ segment: LoggedSegment, _ arrival: inout Arrival) {
    if segment.flags.contains(.fin) {
      arrival.answer = .ack
      heldFIN = segment.sequence + Int(segment.payloadLength)
      if !known.contains(.receive) {
        rcvNxt = heldFIN
        known.insert(.receive)
      }
      finHeld = true
    }
    guard finHeld, !finReceived, rcvNxt == heldFIN else { return }
    finHeld = false
    finReceived = true
    rcvNxt = heldFIN + 1
    switch arrival.first {
    case .rcvACKofFIN: arrival.first = .rcvFINandACKofFIN
    case nil: arrival.first = .rcvFIN
    default: arrival.second = .rcvFIN
    }
  }
}
