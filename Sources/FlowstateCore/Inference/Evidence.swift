/// Turns the steps of an endpoint's story into transitions: dates each, and says what each rests on.
///
/// `sent` and `proved` are given only where no other reading of the same segments is left; see the functions below.
struct Evidence {
  let segments: [LoggedSegment]
  let side: Side
  let steps: [Step]
  let crossing: Nanoseconds

  func write(_ transitions: inout [Transition]) {
    let dates = self.dates()
    var previous: Nanoseconds?
    for (position, step) in steps.enumerated() where step.from != step.to || step.kind == .begins {
      let segment = segments[dates[position]]
      if step.kind == .timer {
        transitions.append(
          Transition(
            frame: 0, time: step.time, side: side, from: step.from, to: step.to, basis: .timer, cause: step.cause))
        previous = step.time
        continue
      }
      let isRedated = dates[position] != Int(step.segment)
      let (basis, proof) = self.basis(position, redated: isRedated)
      let isFirst = step.kind == .begins
      transitions.append(
        Transition(
          frame: segment.frame, time: max(segment.time, previous ?? segment.time), side: side,
          from: isFirst ? .unknown : step.from, to: step.to, basis: basis, proofFrame: proof, cause: step.cause))
      previous = segment.time
    }
  }

  // MARK: dates

  /// The index of the segment at which each step is dated.
  ///
  /// An effect is dated at the segment that caused it. When segments cross, the endpoint's own SYN or FIN that left
  /// before the peer's segment arrived counts as sent when that one passed.
  private func dates() -> [Int] {
    var dates = steps.map { Int($0.segment) }
    var bound = Int.max
    for position in steps.indices.reversed() {
      let step = steps[position]
      guard step.from != step.to else { continue }
      if step.kind == .sent, step.cause == .sendsSYN || step.cause == .sendsFIN, bound < dates[position],
        segments[dates[position]].time - segments[bound].time <= crossing
      {
        dates[position] = bound
      }
      if step.kind == .accepted { bound = min(bound, dates[position]) } else if step.kind != .sent { bound = Int.max }
    }
    var reached = 0
    for position in steps.indices where steps[position].from != steps[position].to {
      reached = max(reached, dates[position])
      dates[position] = reached
    }
    return dates
  }

  // MARK: what it rests on

  private func basis(_ position: Int, redated: Bool) -> (Basis, UInt64) {
    let step = steps[position]
    let index = Int(step.segment)
    switch step.kind {
    case .begins: return (.inferred, 0)
    case .unseen: return (.inferred, segments[index].frame)
    case .silent:
      let shown = steps[(position + 1)...].first { $0.kind == .sent }.map { segments[Int($0.segment)].frame }
      return (.inferred, shown ?? segments[index].frame)
    case .timer: return (.timer, 0)
    case .sent:
      if redated { return (.inferred, segments[index].frame) }
      return sent(position)
    case .accepted: return accepted(position)
    case .foreign, .ignored, .lost: return (.presumed, 0)
    }
  }

  /// The endpoint's own segments from a position on, as the story has them.
  private func ownSegments(after position: Int) -> [(position: Int, segment: LoggedSegment)] {
    var result: [(Int, LoggedSegment)] = []
    for later in steps.indices.suffix(from: position + 1) where steps[later].kind == .sent {
      let index = Int(steps[later].segment)
      if result.last?.1.frame != segments[index].frame { result.append((later, segments[index])) }
    }
    return result
  }

  /// A SYN, FIN or RST names its sender, but only what the endpoint does later shows that it was the sender.
  private func sent(_ position: Int) -> (Basis, UInt64) {
    let step = steps[position]
    let segment = segments[Int(step.segment)]
    if segment.notes.contains(.oldCopy) || segment.notes.contains(.oldIncarnation) { return (.presumed, 0) }
    let later = ownSegments(after: position)
    switch step.cause {
    case .sendsSYN:
      for own in later where !own.segment.flags.contains(.rst) {
        if own.segment.isBareSYN {
          if own.segment.sequence == segment.sequence && !own.segment.notes.contains(.oldCopy) { return (.sent, 0) }
          return (.presumed, 0)
        }
        if own.segment.flags.contains(.ack),
          own.segment.sequence == segment.sequence || own.segment.sequence == segment.end
        {
          return (.sent, 0)
        }
      }
      return (.presumed, 0)
    case .sendsFIN:
      for own in later where own.segment.isPureACK || own.segment.isFIN || own.segment.isRST {
        if own.segment.isFIN {
          if own.segment.end == segment.end && !own.segment.notes.contains(.oldCopy) { return (.sent, 0) }
          continue
        }
        return own.segment.sequence == segment.end ? (.sent, 0) : (.presumed, 0)
      }
      // The answer to the peer's FIN is the last that an end sends: nothing later can confirm it.
      guard step.from == .closeWait, let last = lastOwn(before: position) else { return (.presumed, 0) }
      return Self.continues(segment, last) ? (.sent, 0) : (.presumed, 0)
    case .sendsRST:
      return rstIsItsOwn(position, segment) ? (.sent, 0) : (.presumed, 0)
    default:
      return (.presumed, 0)
    }
  }

  /// RST,ACK with the connection's timestamps and the sender's TTL, and nothing of it afterwards.
  private func rstIsItsOwn(_ position: Int, _ rst: LoggedSegment) -> Bool {
    guard rst.flags.contains(.ack), ownSegments(after: position).isEmpty, let last = lastOwn(before: position) else {
      return false
    }
    return Self.continues(rst, last)
  }

  /// Whether a segment carries on its sender's timestamps and TTL: whoever forges it must have seen the connection.
  static func continues(_ segment: LoggedSegment, _ last: LoggedSegment) -> Bool {
    segment.hasTimestamps && last.hasTimestamps && last.hopLimit == segment.hopLimit
      && Int32(bitPattern: segment.timestampValue &- last.timestampValue) >= 0
  }

  private func lastOwn(before position: Int) -> LoggedSegment? {
    for earlier in steps.indices.prefix(position).reversed() where steps[earlier].kind == .sent {
      return segments[Int(steps[earlier].segment)]
    }
    return nil
  }

  /// The segment was addressed to the endpoint: does something that the endpoint sent show that exactly this one came?
  private func accepted(_ position: Int) -> (Basis, UInt64) {
    let step = steps[position]
    let index = Int(step.segment)
    let segment = segments[index]
    for own in ownSegments(after: position) {
      let answer = Int(steps[own.position].segment)
      switch step.cause {
      case .receivesSYN:
        // An answer to another SYN, or one that was changed on its way, proves nothing of this one.
        guard own.segment.isSYNACK, acknowledges(own.segment, segment) else { continue }
        return isOnly(index, before: answer, own.segment) { $0.isBareSYN }
          ? (.proved, own.segment.frame) : (.presumed, own.segment.frame)
      case .receivesSYNACK:
        guard own.segment.flags.contains(.ack), !own.segment.flags.contains(.rst) else { continue }
        guard (segment.sequence + 1).isAtMost(own.segment.acknowledgment) else { return (.presumed, 0) }
        return isOnly(index, before: answer, own.segment) { $0.isSYNACK }
          ? (.proved, own.segment.frame) : (.presumed, own.segment.frame)
      case .receivesACKOfSYN, .receivesData:
        guard !own.segment.flags.contains(.syn) else { return (.presumed, 0) }
        guard showsEstablished(own.segment) else { continue }
        return isOnly(index, before: answer, nil) {
          $0.flags.contains(.ack) && $0.flags.isDisjoint(with: [.syn, .rst])
        }
          ? (.proved, own.segment.frame) : (.presumed, own.segment.frame)
      case .receivesFIN where step.to != .timeWait && step.to != .closed:
        guard own.segment.flags.contains(.ack), !own.segment.flags.contains(.rst) else { continue }
        guard segment.end.isAtMost(own.segment.acknowledgment) else { continue }
        if dataRepeated(from: index, to: answer) { return (.presumed, own.segment.frame) }
        return isOnly(index, before: answer, own.segment) { $0.flags.contains(.fin) }
          ? (.proved, own.segment.frame) : (.presumed, own.segment.frame)
      case .receivesFIN, .receivesFINAndACKOfFIN:
        return provenTimeWait(position, index)
      default:
        return (.presumed, 0)
      }
    }
    return (.presumed, 0)
  }

  /// Whether a SYN-ACK answers this SYN: it acknowledges the SYN alone, or Fast Open data with it.
  private func acknowledges(_ answer: LoggedSegment, _ syn: LoggedSegment) -> Bool {
    let beyond = (syn.sequence + 1).distance(to: answer.acknowledgment)
    return beyond >= 0 && beyond <= Int32(clamping: syn.payloadLength)
  }

  /// Octets before a FIN were sent again after it: it may have been held until they arrived (SHLD-31).
  private func dataRepeated(from fin: Int, to answer: Int) -> Bool {
    for index in (fin + 1)..<max(answer, fin + 1) {
      if segments[index].sender != side, segments[index].payloadLength > 0 || segments[index].flags.contains(.fin) {
        return true
      }
    }
    return false
  }

  /// TIME-WAIT is shown only by the ACK of a repeated FIN: an end that keeps none sends the same first ACK.
  private func provenTimeWait(_ position: Int, _ fin: Int) -> (Basis, UInt64) {
    guard steps[position].to == .timeWait else { return (.presumed, 0) }
    let copies = segments.indices.filter {
      segments[$0].sender != side && segments[$0].isFIN && segments[$0].end == segments[fin].end
        && segments[$0].notes.isDisjoint(with: .inert)
    }
    guard copies.first == fin, copies.count > 1 else { return (.presumed, 0) }
    var answers: [Int] = []
    for own in ownSegments(after: position)
    where own.segment.isPureACK && segments[fin].end == own.segment.acknowledgment {
      answers.append(Int(steps[own.position].segment))
    }
    // One answer before the second FIN, one after it.
    guard let first = answers.first, first < copies[1], let second = answers.first(where: { $0 > copies[1] }) else {
      return (.presumed, 0)
    }
    return (.proved, segments[second].frame)
  }

  /// Only an endpoint past SYN-RECEIVED sends this: it acknowledges more than the SYN, or carries FIN or data.
  private func showsEstablished(_ own: LoggedSegment) -> Bool {
    guard !own.flags.contains(.rst), own.flags.contains(.ack) else { return false }
    if own.flags.contains(.fin) { return true }
    if own.payloadLength > 0 { return !segments.contains { $0.hasFastOpen } }
    guard let syn = segments.first(where: { $0.sender != side && $0.flags.contains(.syn) }) else { return false }
    return (syn.end + 0).isBefore(own.acknowledgment)
  }

  /// No other captured segment of the peer before `answer` could have had the same effect, or the answer echoes this one.
  private func isOnly(
    _ index: Int, before answer: Int, _ echo: LoggedSegment?, _ isCandidate: (LoggedSegment) -> Bool
  ) -> Bool {
    var others = 0
    var sameEcho = 0
    for other in segments.indices.prefix(answer)
    where other != index && segments[other].sender != side && segments[other].notes.isDisjoint(with: .inert)
      && isCandidate(segments[other])
    {
      others += 1
      if segments[other].timestampValue == segments[index].timestampValue { sameEcho += 1 }
    }
    if others == 0 { return true }
    guard let echo, echo.hasTimestamps, segments[index].hasTimestamps else { return false }
    return sameEcho == 0 && echo.timestampEcho == segments[index].timestampValue
  }
}
