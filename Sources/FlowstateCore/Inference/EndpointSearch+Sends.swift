extension EndpointSearch {
  /// The endpoint's own segment, in a hypothesis that has received what it has received: adds to `next` each way in
  /// which the hypothesis could have sent it, and the way in which someone else did.
  mutating func send(_ hypothesis: Hypothesis, _ index: Int) {
    let segment = segments[index]
    let before = next.count
    var hypothesis = hypothesis
    if hypothesis.queued > 0 && !segment.isRST {
      // The longer ago it was captured, the less likely it is still on its way.
      let age = max(segment.time - segments[Int(hypothesis.queue[0])].time, 0)
      hypothesis.price += Int32(clamping: min(age * Price.late / crossing, Int64(Price.overtaken) * 2))
    }
    guard hypothesis.price <= limit else { return }
    if segment.isRST {
      sendRST(hypothesis, index)
    } else if hypothesis.price + leastPrice(hypothesis, segment) <= limit {
      var h = hypothesis
      h.price +=
        repetitionOfACK(h, segment) + fitEcho(h, segment) + fitSEQ(&h, index)
        + (segment.isSYNACK ? 0 : fitACK(&h, index))
      if segment.isBareSYN {
        sendSYN(&h, index)
      } else if segment.isSYNACK {
        sendSYNACK(&h, index)
      } else if segment.isFIN {
        sendFIN(&h, index)
      } else {
        sendText(&h, index)
      }
      payDebts(&h, segment)
      if h.price <= limit { next.append(h) }
    }
    // Someone else's: only worth a thought for what moves states, and for what this hypothesis could not send.
    let cheapest = next[before...].reduce(Int32.max) { min($0, $1.price) }
    let copy =
      !segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation, .timestampBehind])
      || isOldDuplicate(segment, hypothesis) || isOldSYN(segment, hypothesis)
    let odd =
      segment.flags.isDisjoint(with: [.syn, .ack, .rst]) || isOddRST(segment, index)
      || (segment.isRST && segment.flags.contains(.ack) && isMirrored(index))
    let price =
      copy
      ? Price.foreignCopy
      : isFromElsewhere(segment) ? Price.foreignPath : odd ? Price.foreignOddShape : Price.foreign
    let movesStates = !segment.flags.isDisjoint(with: [.syn, .fin, .rst])
    if hypothesis.price + price <= limit, movesStates || hypothesis.price + price < cheapest {
      var foreign = hypothesis
      foreign.price += price
      note(&foreign, .foreign, at: index, to: foreign.block.state, cause: .sendsACK)
      next.append(foreign)
    }
  }

  /// Octets that the peer has acknowledged, with an acknowledgment older than the last one: nobody sends that anew.
  private func isOldDuplicate(_ segment: LoggedSegment, _ h: Hypothesis) -> Bool {
    segment.payloadLength > 0 && segment.flags.isDisjoint(with: [.syn, .rst]) && h.block.known.contains(.send)
      && segment.end.isAtMost(h.block.sndUna) && h.hasACKSent && segment.acknowledgment.isBefore(h.ackSent)
  }

  /// A SYN from within the sequence numbers of the connection that is in TIME-WAIT: its own, delayed.
  private func isOldSYN(_ segment: LoggedSegment, _ h: Hypothesis) -> Bool {
    guard segment.isBareSYN, h.block.state == .timeWait, h.block.known.contains(.send) else { return false }
    let behind = segment.sequence.distance(to: h.block.sndNxt)
    return behind > 0 && behind < 1 << 16
  }

  /// An RST that came another way than everything else of its sender: a device on the path wrote it.
  func isFromElsewhere(_ segment: LoggedSegment) -> Bool {
    segment.isRST && outlook.hasOtherHopLimit(segment)
  }

  /// What a segment costs at least that a hypothesis sends: what its numbers show before anything is copied.
  private func leastPrice(_ h: Hypothesis, _ segment: LoggedSegment) -> Int32 {
    var price = fitEcho(h, segment)
    // What lies before what is acknowledged would have been overtaken: see `acknowledgesMore`.
    guard h.queued > 0, h.block.known.contains(.receive), h.block.state != .synSent, segment.flags.contains(.ack),
      segment.flags.isDisjoint(with: [.syn, .rst]), h.block.rcvNxt.isBefore(segment.acknowledgment)
    else { return price }
    for i in 0..<h.queued where segments[Int(h.queue[i])].sequence.isBefore(segment.acknowledgment) {
      price += Price.overtaken
    }
    return price
  }

  // MARK: numbers

  /// A bare ACK that tells nothing new is the answer to something.
  private func repetitionOfACK(_ h: Hypothesis, _ segment: LoggedSegment) -> Int32 {
    guard segment.isPureACK, h.hasACKSent, h.ackSent == segment.acknowledgment, h.windowSent == segment.window,
      h.debtCount == 0, !h.block.holds
    else { return 0 }
    return Price.unprovokedACK
  }

  /// Holds TSecr against what the hypothesis has received: an echo of what has not arrived disproves it.
  private func fitEcho(_ h: Hypothesis, _ segment: LoggedSegment) -> Int32 {
    guard segment.hasTimestamps, h.hasTimestamp, segment.timestampEcho != 0, segment.flags.contains(.ack) else {
      return 0
    }
    let ahead = Int32(bitPattern: segment.timestampEcho &- h.newestTimestamp)
    if ahead > 0 { return Price.echoOfUnreceived }
    if h.hasRecentTimestamp, Int32(bitPattern: segment.timestampEcho &- h.recentTimestamp) < 0,
      segment.notes.isDisjoint(with: [.timestampBehind, .oldCopy])
    {
      return Price.echoOutdated
    }
    if h.hasLostTimestamp && segment.timestampEcho == h.lostTimestamp { return Price.echoOfUnreceived * 2 }
    // A SYN-ACK echoes the SYN that made the request, or the newest one.
    guard ahead < 0, segment.isSYNACK, segment.timestampEcho != h.requestTimestamp else { return 0 }
    return Price.echoOfUnreceived * 2
  }

  /// Holds SEG.SEQ against what the endpoint has sent so far.
  private mutating func fitSEQ(_ h: inout Hypothesis, _ index: Int) -> Int32 {
    let segment = segments[index]
    if segment.flags.contains(.syn) { return 0 }
    guard h.block.known.contains(.send) else {
      h.block.sndUna = segment.sequence
      h.block.sndNxt = segment.end
      h.block.known.insert(.send)
      return 0
    }
    var price: Int32 = 0
    if h.block.sndNxt.isBefore(segment.sequence), let finEnd = outlook.ownFINEnd, !h.block.finSent,
      finEnd == segment.sequence, !segment.flags.contains(.fin), let moved = h.block.state.next(.sndFIN)
    {
      // Its sequence number lies behind a FIN that shows only later, as a repetition: the FIN has been sent.
      h.block.finSent = true
      h.block.finEnd = finEnd
      h.block.sndNxt = finEnd
      if h.block.state == .closeWait, let fin = justReceivedFIN(h) {
        // The first answer to the peer's FIN already lies behind its own: the two crossed.
        h.block.state = .established
        h.step = steps[Int(h.step)].previous
        note(&h, .unseen, at: fin, to: .finWait1, cause: .sendsFIN)
        note(&h, .accepted, at: fin, to: .closing, cause: .receivesFIN)
      } else {
        note(&h, .unseen, at: index, to: moved, cause: .sendsFIN)
      }
      outstanding(&h, segment.time)
      price += Price.unseenOutput
    }
    if h.block.finSent {
      let beyond = h.block.finEnd.distance(to: segment.end)
      if beyond > 0 { return price + Price.contradiction / 2 }
      // A live stack that has sent its FIN puts the number after it on every bare ACK.
      if segment.isPureACK && segment.sequence != h.block.finEnd
        && segment.sequence.distance(to: h.block.finEnd) > 0
      {
        price += 60
      }
      return price
    }
    if h.block.sndNxt.isBefore(segment.end) {
      if h.block.sndNxt.isBefore(segment.sequence) && segment.elided == 0 && h.block.state == .synReceived {
        price += Price.staleACK
      }
      h.block.sndNxt = segment.flags.contains(.fin) ? segment.end - 1 : segment.end
    }
    return price
  }

  /// The peer's FIN, if receiving it is the last thing that happened.
  private func justReceivedFIN(_ h: Hypothesis) -> Int? {
    let last = steps[Int(h.step)]
    return last.kind == .accepted && last.cause == .receivesFIN ? Int(last.segment) : nil
  }

  /// Holds SEG.ACK against what the hypothesis believes to have received.
  private mutating func fitACK(_ h: inout Hypothesis, _ index: Int) -> Int32 {
    let segment = segments[index]
    guard segment.flags.contains(.ack), !segment.flags.contains(.rst), h.block.state != .synSent,
      !(segment.isSYNACK && !h.block.known.contains(.receive))
    else { return 0 }
    guard h.block.known.contains(.receive) else {
      h.block.rcvNxt = segment.acknowledgment
      h.block.known.insert(.receive)
      return 0
    }
    defer {
      h.windowSent = segment.window
      if !h.hasACKSent || h.ackSent.isBefore(segment.acknowledgment) {
        h.ackSent = segment.acknowledgment
        h.hasACKSent = true
      }
    }
    let offset = h.block.rcvNxt.distance(to: segment.acknowledgment)
    if offset == 0 { return 0 }
    if offset < 0 {
      if h.hasACKSent && segment.acknowledgment.isBefore(h.ackSent) { return Price.staleACK }  // overtaken on its way
      if h.block.finReceived || h.block.state == .synReceived { return Price.contradiction }
      if h.block.state == .timeWait || h.block.state == .closed { return Price.staleACK }
      h.block.rcvNxt = segment.acknowledgment
      h.block.holds = false
      return Price.staleACK
    }
    return acknowledgesMore(&h, index)
  }

  /// The endpoint acknowledges more than the hypothesis believes to have arrived.
  private mutating func acknowledgesMore(_ h: inout Hypothesis, _ index: Int) -> Int32 {
    let acknowledged = segments[index].acknowledgment
    // What is still on its way lies before what this acknowledges: it would have been overtaken.
    for i in 0..<h.queued where segments[Int(h.queue[i])].sequence.isBefore(acknowledged) {
      h.price += Price.overtaken
    }
    if h.block.finReceived { return Price.contradiction }
    if let finEnd = outlook.peerFINEnd, finEnd == acknowledged {
      guard let event = finEvent(h), let state = h.block.state.next(event) else { return Price.contradiction }
      h.block.finReceived = true
      h.block.finHeld = false
      h.block.rcvNxt = acknowledged
      if h.block.state == .synReceived { return Price.contradiction }
      guard let fin = outlook.peerFIN, fin < index else {
        note(&h, .unseen, at: index, to: state, cause: .receivesFIN)
        return Price.unseenInput
      }
      guard h.block.holds else {
        note(&h, .unseen, at: index, to: state, cause: .receivesFIN)
        return Price.contradiction  // believed lost, but it was not: dear
      }
      // Held beyond a hole that was filled: cheap, and dated where the FIN passed.
      h.block.holds = false
      note(&h, .accepted, at: fin, to: state, cause: .receivesFIN)
      return 10
    }
    if h.block.state == .synReceived {
      // More than the SYN: a completing ACK has been accepted; that is judged where the segment's kind is.
      h.block.rcvNxt = acknowledged
      return 0
    }
    var price: Int32 = 0
    if let end = outlook.peerEnd[index], end.isBefore(acknowledged) { price = 10 }
    h.block.rcvNxt = acknowledged
    if h.block.holds && h.block.heldEnd.isAtMost(acknowledged) { h.block.holds = false }
    return price
  }

  private func finEvent(_ h: Hypothesis) -> Event? {
    switch h.block.state {
    case .finWait1 where outlook.peerFIN == nil: .rcvFINandACKofFIN  // which of the two came first does not show
    case .established, .finWait1, .finWait2: .rcvFIN
    default: nil
    }
  }

  /// Takes off the list what the segment answers.
  ///
  /// Answers leave at once: whoever sends an ACK in ESTABLISHED has not got round to the SYN-ACK before, and never will.
  private func payDebts(_ h: inout Hypothesis, _ segment: LoggedSegment) {
    let passesSYNACK = !segment.flags.contains(.syn) && h.block.state.isSynchronized
    var i = 0
    while i < h.debtCount {
      let debt = h.debts[i]
      let paid =
        switch debt.answer {
        case .nothing: true
        case .synACK: segment.isSYNACK
        case .ack, .challengeACK:
          segment.flags.contains(.ack) && debt.number.isAtMost(segment.acknowledgment)
        case .reset: false
        }
      if paid {
        if segment.time - segments[Int(debt.segment)].time > 150 * .millisecond, isRepeated(debt, h) {
          h.price += Price.answeredLate
        }
        h.settle(i)
      } else if debt.answer == .synACK && passesSYNACK {
        h.price += price(ofUnpaid: debt)
        h.settle(i)
      } else {
        i += 1
      }
    }
  }

  /// The peer has sent it again meanwhile, and this hypothesis holds that the repetition is still on its way.
  private func isRepeated(_ debt: Hypothesis.Debt, _ h: Hypothesis) -> Bool {
    let first = segments[Int(debt.segment)]
    guard !first.flags.isDisjoint(with: [.syn, .fin]) else { return false }
    for i in 0..<h.queued {
      let queued = segments[Int(h.queue[i])]
      if queued.flags.symmetricDifference(first.flags).isDisjoint(with: [.syn, .fin, .ack]), queued.end == first.end {
        return true
      }
    }
    return false
  }

  /// A SYN, SYN-ACK or FIN leaves and wants an answer: by when it should be sent again.
  func outstanding(_ h: inout Hypothesis, _ now: Nanoseconds) {
    let gap = h.outstandingSince == .max ? 0 : now - h.outstandingSince
    if gap > 700 * .millisecond { h.repetitions += 1 }
    h.outstandingSince = now
    h.repeatDeadline = now + max(gap &* 5 / 2, 1500 * .millisecond) + crossing
  }

  // MARK: SYN and SYN-ACK

  private mutating func sendSYN(_ h: inout Hypothesis, _ index: Int) {
    let segment = segments[index]
    let again = h.block.known.contains(.iss) && h.block.iss == segment.sequence
    var state = State.synSent
    switch h.block.state {
    case .closed:
      if h.block.known.contains(.iss) { h.price += again ? Price.contradiction / 2 : Price.reconnected }
    case .listen: h.price += 15
    case .synSent:
      if !again { h.price += Price.reconnected }
    case .synReceived:
      h.price += again && !h.block.openedPassively ? 60 : Price.vanished
      if again && !h.block.openedPassively { state = .synReceived }
    case .timeWait: h.price += isOldSYN(segment, h) ? Price.contradiction / 2 : 20
    case .unknown: break
    default:
      h.price += again ? Price.contradiction : Price.vanished
      note(&h, .silent, at: index, to: .closed, cause: .laterSegmentShows)
    }
    if !again {
      let end = segment.sequence + 1 + Int(segment.payloadLength)
      h.block = ControlBlock(
        state: h.block.state, known: [.send, .iss], iss: segment.sequence, sndUna: segment.sequence, sndNxt: end)
      h.debtCount = 0
    }
    note(&h, .sent, at: index, to: state, cause: .sendsSYN)
    outstanding(&h, segment.time)
  }

  private mutating func sendSYNACK(_ h: inout Hypothesis, _ index: Int) {
    let segment = segments[index]
    switch h.block.state {
    case .synReceived:
      let offset = (h.block.irs + 1).distance(to: segment.acknowledgment)
      if !h.block.known.contains(.irs) {
        h.block.irs = segment.acknowledgment - 1
        h.block.known.insert(.irs)
      } else if offset < 0 || (offset > 0 && !outlook.usesFastOpen) {
        // A device may change the number; but this one belongs to another SYN.
        h.price += outlook.peerSYNs.contains(segment.acknowledgment - 1) ? Price.contradiction : Price.rewritten
      }
      if h.block.known.contains(.iss) && h.block.iss != segment.sequence {
        h.price += h.cookie ? 5 : Price.otherISN
        h.cookie = true
        h.block.known.remove(.iss)
      }
      note(&h, .sent, at: index, to: .synReceived, cause: .sendsSYNACK)
    case .closed, .listen, .timeWait, .unknown, .synSent:
      // The SYN that it answers is not in the capture, or this hypothesis believes it lost.
      let passive = h.block.state != .synSent
      if !outlook.peerSYNs.isEmpty || index > 0 { h.price += Price.unseenInput }
      if h.block.state == .closed { h.price += 15 }
      // The numbers of a connection that has ended do not live on.
      if passive { h.block = ControlBlock(state: h.block.state) }
      h.block.irs = segment.acknowledgment - 1
      h.block.known.insert(.irs)
      h.block.openedPassively = passive
      note(&h, .unseen, at: index, to: .synReceived, cause: .receivesSYN)
      note(&h, .sent, at: index, to: .synReceived, cause: .sendsSYNACK)
    default:
      // An end that opened simultaneously may repeat its SYN-ACK once more; no other end does.
      h.price += h.block.openedPassively ? Price.contradiction : Price.foreign
      note(&h, .sent, at: index, to: h.block.state, cause: .sendsSYNACK)
    }
    if !h.block.known.contains(.iss) {
      h.block.iss = segment.sequence
      h.block.sndUna = segment.sequence
      h.block.sndNxt = segment.sequence + 1 + Int(segment.payloadLength)
      h.block.known.formUnion([.send, .iss])
    }
    if !h.block.known.contains(.receive) || h.block.irs == segment.acknowledgment - 1 || outlook.usesFastOpen {
      h.block.rcvNxt = segment.acknowledgment
      h.block.known.insert(.receive)
    }
    if h.block.state == .synReceived {
      h.synACKAcknowledged = h.block.rcvNxt
      outstanding(&h, segment.time)
    }
  }

  // MARK: FIN, data and ACK

  private mutating func sendFIN(_ h: inout Hypothesis, _ index: Int) {
    let segment = segments[index]
    let again = h.block.finSent && h.block.finEnd == segment.end
    switch h.block.state {
    case .established, .closeWait:
      depart(&h, index)
    case .synReceived:
      complete(&h, index)
      depart(&h, index)
    case .synSent:
      establishUnseen(&h, index)
      depart(&h, index)
    case .finWait1, .closing, .lastAck:
      if !again { h.price += Price.contradiction / 2 }
      note(&h, .sent, at: index, to: h.block.state, cause: .sendsFIN)
    case .finWait2, .timeWait:
      h.price += Price.contradiction
      note(&h, .sent, at: index, to: h.block.state, cause: .sendsFIN)
    case .closed, .listen:
      h.price += Price.contradiction
      note(&h, .sent, at: index, to: h.block.state, cause: .sendsFIN)
    case .unknown:
      note(&h, .sent, at: index, to: .finWait1, cause: .sendsFIN)
      h.block.finSent = true
      h.block.finEnd = segment.end
      h.block.sndNxt = segment.end
    }
    if h.block.finSent { outstanding(&h, segment.time) }
  }

  private mutating func depart(_ h: inout Hypothesis, _ index: Int) {
    guard let state = h.block.state.next(.sndFIN) else { return }
    h.block.finSent = true
    h.block.finEnd = segments[index].end
    h.block.sndNxt = segments[index].end
    note(&h, .sent, at: index, to: state, cause: .sendsFIN)
    h.outstandingSince = .max
  }

  private mutating func sendText(_ h: inout Hypothesis, _ index: Int) {
    let segment = segments[index]
    let cause = segment.payloadLength > 0 ? Cause.sendsData : .sendsACK
    switch h.block.state {
    case .established, .closeWait, .finWait1, .lastAck, .closing:
      if isOldDuplicate(segment, h) { h.price += Price.repeatsAcknowledged }
    case .finWait2, .timeWait:
      if segment.payloadLength > 0 { h.price += 100 }
    case .synReceived:
      let beyondSYN = h.synACKAcknowledged.distance(to: segment.acknowledgment) > 0
      if segment.payloadLength > 0 && outlook.usesFastOpen && !beyondSYN { break }
      if segment.payloadLength > 0 || beyondSYN {
        complete(&h, index)
      } else if !owesACK(h) {
        h.price += 30
      }
    case .synSent:
      establishUnseen(&h, index)
    case .closed where owesACKofFIN(h): break  // the last ACK of an end that keeps no TIME-WAIT
    case .closed, .listen:
      h.price += Price.contradiction
    case .unknown:
      note(&h, .sent, at: index, to: .established, cause: cause)
      return
    }
    note(&h, .sent, at: index, to: h.block.state, cause: cause)
  }

  private func owesACKofFIN(_ h: Hypothesis) -> Bool {
    for i in 0..<h.debtCount where h.debts[i].answer == .ack {
      if segments[Int(h.debts[i].segment)].flags.contains(.fin) { return true }
    }
    return false
  }

  private func owesACK(_ h: Hypothesis) -> Bool {
    for i in 0..<h.debtCount where h.debts[i].answer == .challengeACK || h.debts[i].answer == .ack { return true }
    return false
  }

  /// SYN-RECEIVED has left its state by an ACK that is not in the capture.
  private mutating func complete(_ h: inout Hypothesis, _ index: Int) {
    h.price += Price.unseenInput
    note(&h, .unseen, at: index, to: .established, cause: .receivesACKOfSYN)
    h.repeatDeadline = .max
  }

  /// SYN-SENT has left its state by a SYN-ACK that is not in the capture.
  private mutating func establishUnseen(_ h: inout Hypothesis, _ index: Int) {
    let segment = segments[index]
    guard segment.flags.contains(.ack) else { return }
    h.price += Price.unseenInput
    h.block.rcvNxt = segment.acknowledgment
    h.block.known.insert(.receive)
    h.block.sndUna = h.block.sndNxt
    note(&h, .unseen, at: index, to: .established, cause: .receivesSYNACK)
    h.repeatDeadline = .max
  }
}
