extension EndpointSearch {
  /// Takes the oldest queued segment out of the queue: accepted, ignored or lost, each at its price.
  mutating func deliver(_ hypothesis: Hypothesis, _ variants: inout [Hypothesis]) {
    var h = hypothesis
    let index = h.dequeue()
    let segment = segments[index]
    chargeRepetition(&h, segment)
    let before = h.block
    var accepted = h
    let arrival = take(&accepted, index)
    let moved = accepted.block.state != before.state

    switch before.state {
    case .listen where segment.isBareSYN:
      variants.append(accepted)
      appendWithout(h, index, .ignored, Price.synDropped, &variants)
      appendWithout(h, index, .lost, Price.loss, &variants)
      return
    case .synReceived where moved:
      if h.ignores { accepted.price += Price.noLongerIgnored }
      variants.append(accepted)
      if accepted.block.state.isSynchronized {
        var ignoring = without(h, index, .ignored, h.ignores ? Price.stillIgnored : Price.ackIgnored)
        ignoring.ignores = true
        variants.append(ignoring)
      }
      appendWithout(h, index, .lost, Price.loss, &variants)
      return
    case .synReceived where segment.isBareSYN && segment.sequence != before.irs:
      // One more attempt: a SYN cookie server answers it like the first; others challenge it.
      if outlook.answers(segment, after: index) {
        var rebound = h
        rebound.block.irs = segment.sequence
        rebound.block.rcvNxt = segment.sequence + 1
        rebound.price += 5
        rebound.cookie = true
        note(&rebound, .accepted, at: index, to: .synReceived, cause: .receivesSYN)
        owe(&rebound, .synACK, index)
        variants.append(rebound)
      }
    case .timeWait where segment.isBareSYN && before.irs != segment.sequence:
      if outlook.answers(segment, after: index) {
        var reopened = h
        reopened.block = ControlBlock()
        reopened.block.state = before.state
        reopened.block.openedPassively = true
        reopened.block.irs = segment.sequence
        reopened.block.rcvNxt = segment.sequence + 1
        reopened.block.known = [.irs, .receive]
        note(&reopened, .accepted, at: index, to: .synReceived, cause: .receivesSYN)
        owe(&reopened, .synACK, index)
        variants.append(reopened)
      }
    case .timeWait where moved:  // RST: RFC 1337 allows to ignore it, and who does so always does
      if h.guardsTimeWait { accepted.price += Price.contradiction / 2 }
      var guarding = without(h, index, .ignored, h.guardsTimeWait ? 0 : 40)
      guarding.guardsTimeWait = true
      variants.append(guarding)
    case .finWait2 where accepted.block.state == .timeWait, .finWait1 where accepted.block.state == .timeWait:
      var closed = accepted
      closed.price += Price.noTimeWait
      amend(&closed, to: .closed)
      variants.append(closed)
    case .finWait1 where accepted.block.state == .finWait2:
      var closed = accepted
      closed.price += Price.noTimeWait + 10
      amend(&closed, to: .closed)
      variants.append(closed)
    default: break
    }
    variants.append(accepted)
    if moved {
      appendWithout(h, index, .lost, Price.loss, &variants)
    } else if segment.payloadLength > 0 && before.state.isSynchronized {
      if outlook.isRepeated[index] || outlook.isNeverAcknowledged(segment) {
        appendWithout(h, index, .lost, Price.trivialLoss, &variants)
      }
    } else if arrival.answer != .nothing || before.state == .synSent {
      let isTrivial = segment.flags.isDisjoint(with: [.syn, .fin, .rst])
      appendWithout(h, index, .lost, isTrivial ? Price.trivialLoss : Price.loss, &variants)
    }
  }

  /// The oldest queued segment arrives.
  mutating func arrive(_ h: inout Hypothesis) {
    let index = h.dequeue()
    chargeRepetition(&h, segments[index])
    _ = take(&h, index)
  }

  /// The segment arrives and is processed by RFC 9293 §3.10.7.
  private mutating func take(_ h: inout Hypothesis, _ index: Int) -> Arrival {
    let segment = segments[index]
    catchUp(&h, segment)
    if index >= outlook.completeUntil { catchUpSends(&h, segment) }
    let before = h.block.state
    let reached = h.block.rcvNxt
    let arrival = h.block.arrives(segment)
    // RFC 9293 §3.10.7.4 with RFC 7323 §4.3: the next segment in order sets TS.Recent.
    if segment.hasTimestamps, before.isSynchronized, before != .timeWait, !arrival.dropped,
      segment.sequence == reached, h.hasACKSent, h.ackSent == reached
    {
      h.recentTimestamp = segment.timestampValue
      h.hasRecentTimestamp = true
    }
    if segment.hasTimestamps, !h.hasTimestamp || Int32(bitPattern: segment.timestampValue &- h.newestTimestamp) > 0 {
      h.newestTimestamp = segment.timestampValue
      h.hasTimestamp = true
    }
    if segment.hasTimestamps, segment.timestampValue == h.lostTimestamp { h.hasLostTimestamp = false }
    if h.misses, !h.block.holds, reached != h.block.rcvNxt { h.misses = false }
    if !arrival.dropped || arrival.answer != .nothing {
      if Int(h.lossesInRow) > Price.lossesOfDeadPath { h.price += Price.recovered }
      h.lossesInRow = 0
    }
    var cause = Cause.receivesData
    if let event = arrival.first {
      cause = Self.cause(of: event, segment)
      if event == .rcvSYN { h.requestTimestamp = segment.timestampValue }
      if let state = before.next(event) {
        note(&h, .accepted, at: index, to: state, cause: cause)
        if event == .rcvACKofFIN || event == .rcvFINandACKofFIN { h.finAckedAt = Int32(index) }
        if state == .closed || state == .listen { forget(&h, segment.time) }
        if event == .rcvRSTafterPassiveOpen { h.block = ControlBlock(state: .listen) }
      }
      if let second = arrival.second, let state = h.block.state.next(second) {
        note(&h, .accepted, at: index, to: state, cause: Self.cause(of: second, segment))
      }
    } else {
      note(&h, isIgnored(segment, arrival, by: h.block) ? .ignored : .accepted, at: index, to: before, cause: cause)
      if before == .timeWait && arrival.answer == .ack { h.since = segment.time }
    }
    if h.block.state != before || !arrival.dropped { settleOutstanding(&h) }
    // A repeated SYN need not draw a repeated SYN-ACK: stacks limit their rate.
    if before != .synReceived || arrival.answer != .synACK { owe(&h, arrival.answer, index) }
    return arrival
  }

  /// The connection is gone: what is owed now will not be paid, what should have been paid counts.
  private func forget(_ h: inout Hypothesis, _ now: Nanoseconds) {
    for i in 0..<h.debtCount where h.debts[i].deadline < now { h.price += price(ofUnpaid: h.debts[i]) }
    h.debtCount = 0
  }

  /// A repetition of what had arrived is no ignored segment: it has done what it was sent for.
  private func isIgnored(_ segment: LoggedSegment, _ arrival: Arrival, by block: ControlBlock) -> Bool {
    guard arrival.dropped else { return false }
    switch arrival.answer {
    case .nothing, .reset, .challengeACK: return true
    case .synACK: return false
    case .ack: return block.rcvNxt.distance(to: segment.end) > 0 || block.sndNxt.isBefore(segment.acknowledgment)
    }
  }

  /// What an acknowledgment takes off the list of what must be sent again.
  private func settleOutstanding(_ h: inout Hypothesis) {
    switch h.block.state {
    case .synSent, .synReceived, .finWait1, .closing, .lastAck: break
    default:
      h.outstandingSince = .max
      h.repeatDeadline = .max
    }
  }

  /// Ordinary octets that were captured but not logged have arrived, unless the endpoint's own ACKs say otherwise.
  private func catchUp(_ h: inout Hypothesis, _ segment: LoggedSegment) {
    guard h.block.known.contains(.receive), !h.block.holds, !h.misses, h.block.state.isSynchronized,
      !segment.flags.contains(.syn), !segment.flags.contains(.rst), !segment.notes.contains(.opensHole),
      h.block.rcvNxt.isBefore(segment.sequence), segment.elided > 0 || segment.payloadLength == 0
    else { return }
    var reached = segment.sequence
    if let finEnd = outlook.peerFINEnd, finEnd.isAtMost(reached), !h.block.finReceived { reached = finEnd - 1 }
    if h.block.rcvNxt.isBefore(reached) { h.block.rcvNxt = reached }
  }

  /// What the endpoint sent and the capture holds, but not the log, may be acknowledged.
  private func catchUpSends(_ h: inout Hypothesis, _ segment: LoggedSegment) {
    guard h.block.known.contains(.send), h.block.state.isSynchronized, !h.block.finSent,
      segment.flags.intersection([.ack, .syn, .rst]) == .ack, !segment.notes.contains(.ackOfUnseen),
      h.block.sndNxt.isBefore(segment.acknowledgment)
    else { return }
    h.block.sndNxt = segment.acknowledgment
  }

  /// Adds the variant in which the segment had no effect, unless that is too dear.
  private mutating func appendWithout(
    _ hypothesis: Hypothesis, _ index: Int, _ kind: Step.Kind, _ price: Int32, _ variants: inout [Hypothesis]
  ) {
    guard hypothesis.price + cost(of: kind, price, hypothesis.lossesInRow) <= limit else { return }
    variants.append(without(hypothesis, index, kind, price))
  }

  private func cost(of kind: Step.Kind, _ price: Int32, _ lossesInRow: UInt8) -> Int32 {
    kind == .lost && lossesInRow > 0 ? min(price, Price.stillLost) : price
  }

  private mutating func without(
    _ hypothesis: Hypothesis, _ index: Int, _ kind: Step.Kind, _ price: Int32
  ) -> Hypothesis {
    var h = hypothesis
    h.price += cost(of: kind, price, h.lossesInRow)
    if kind == .lost {
      if segments[index].hasTimestamps, !h.hasTimestamp || segments[index].timestampValue != h.newestTimestamp {
        h.lostTimestamp = segments[index].timestampValue
        h.hasLostTimestamp = true
      }
      if segments[index].payloadLength > 0 { h.misses = true }
      if price == Price.loss || segments[index].notes.contains(.keepAlive) { h.lossesInRow &+= 1 }
    }
    note(&h, kind, at: index, to: h.block.state, cause: .receivesData)
    return h
  }

  /// Changes the state that the last step led to.
  private mutating func amend(_ h: inout Hypothesis, to state: State) {
    let last = steps[Int(h.step)]
    steps.append(
      Step(
        previous: last.previous, segment: last.segment, kind: last.kind, from: last.from, to: state, cause: last.cause,
        time: last.time))
    h.step = Int32(steps.count - 1)
    h.block.state = state
  }

  /// Writes down the answer that the segment asks for.
  private func owe(_ h: inout Hypothesis, _ answer: Arrival.Answer, _ index: Int) {
    guard answer != .nothing, outlook.isHeard else { return }
    let segment = segments[index]
    let patience: Nanoseconds
    let number: SequenceNumber
    switch answer {
    case .nothing: return
    case .synACK:
      patience = 500 * .millisecond
      number = segment.sequence + 1
    case .ack:
      guard segment.length > 0 || segment.notes.contains(.keepAlive) else { return }
      let isControl =
        segment.flags.contains(.fin) || segment.flags.contains(.syn) || segment.notes.contains(.keepAlive)
      // Data is acknowledged by whatever follows, if that is in the log.
      guard isControl || (index < outlook.completeUntil && !owesACKofData(h)) else { return }
      patience = isControl ? 250 * .millisecond : 700 * .millisecond
      number = h.block.rcvNxt
    case .challengeACK:
      patience = 100 * .millisecond
      number = h.block.rcvNxt
    case .reset:
      patience = 100 * .millisecond
      number = segment.flags.contains(.ack) ? segment.acknowledgment : segment.end
    }
    h.owe(
      Hypothesis.Debt(
        answer: answer, deadline: segment.time + crossing + patience, number: number, segment: Int32(index)))
  }

  private func owesACKofData(_ h: Hypothesis) -> Bool {
    for i in 0..<h.debtCount where h.debts[i].answer == .ack {
      if segments[Int(h.debts[i].segment)].flags.isDisjoint(with: [.syn, .fin]) { return true }
    }
    return false
  }

  static func cause(of event: Event, _ segment: LoggedSegment) -> Cause {
    switch event {
    case .passiveOpen: .passiveOpen
    case .sndSYN: .sendsSYN
    case .rcvSYN: .receivesSYN
    case .rcvSYNACK: .receivesSYNACK
    case .rcvACKofSYN: segment.payloadLength > 0 ? .receivesData : .receivesACKOfSYN
    case .sndFIN: .sendsFIN
    case .rcvFIN: .receivesFIN
    case .rcvACKofFIN: .receivesACKOfFIN
    case .rcvFINandACKofFIN: .receivesFINAndACKOfFIN
    case .rcvRST, .rcvRSTafterPassiveOpen: .receivesRST
    case .sndRST: .sendsRST
    case .timeout2MSL: .timeWaitEnds
    }
  }
}
