extension EndpointSearch {
  /// An RST tells who is alive by its shape: an answer (RFC 9293 §3.5.2), or an abort (§3.10.5).
  mutating func sendRST(_ hypothesis: Hypothesis, _ index: Int) {
    let segment = segments[index]
    answer(hypothesis, index)
    switch hypothesis.block.state {
    case .closed, .listen: break
    case .unknown, .synSent, .synReceived, .established, .finWait1, .finWait2, .closeWait, .closing, .lastAck,
      .timeWait:
      abort(hypothesis, index)
      if hypothesis.block.state == .synSent { rejectRewritten(hypothesis, index) }
      if !segment.flags.contains(.ack) || hypothesis.block.state == .timeWait { deny(hypothesis, index) }
    }
  }

  /// The RST answers a segment that asked for one; the state is unchanged.
  private mutating func answer(_ hypothesis: Hypothesis, _ index: Int) {
    let segment = segments[index]
    var h = hypothesis
    var owed = false
    var i = 0
    while i < h.debtCount {
      let debt = h.debts[i]
      if debt.answer == .reset,
        segment.sequence == debt.number || (segment.flags.contains(.ack) && segment.acknowledgment == debt.number)
      {
        h.settle(i)
        owed = true
        break
      }
      i += 1
    }
    switch h.block.state {
    case .closed, .listen:
      // One RST for each segment, and not all of them are in the log.
      if !owed { h.price += trigger(of: index) == nil ? 40 : 15 }
    default:
      guard owed else { return }
    }
    note(&h, .sent, at: index, to: h.block.state, cause: .sendsRST)
    next.append(h)
  }

  /// The user aborts: SEQ = SND.NXT. Linux sends RST,ACK.
  private mutating func abort(_ hypothesis: Hypothesis, _ index: Int) {
    let segment = segments[index]
    var h = hypothesis
    if !h.block.known.contains(.send) {
      h.price += 60  // it has sent nothing yet that it could abort
    } else if segment.sequence != h.block.sndNxt {
      h.price += 25
    }
    if isFromElsewhere(segment) { h.price += Price.foreignOddShape }
    if !segment.flags.contains(.ack) {
      h.price += trigger(of: index) == nil ? Price.foreignOddShape - 5 : Price.foreignOddShape * 2
    } else if isMirrored(index) {
      h.price += Price.foreignOddShape + 15
    }
    if segment.flags.contains(.ack), h.block.known.contains(.receive) {
      let offset = h.block.rcvNxt.distance(to: segment.acknowledgment)
      if offset != 0 {
        h.price +=
          h.block.finReceived || (offset > 0 && outlook.peerFINEnd == segment.acknowledgment) ? 60 : Price.staleACK
      }
    }
    switch h.block.state {
    case .synSent: h.price += 15
    case .timeWait: h.price += Price.vanished
    default: break
    }
    close(&h, index, .sent, cause: .sendsRST)
    next.append(h)
  }

  /// SYN-SENT rejects a reply that acknowledges what it never sent. The reply was right when it passed the capture
  /// point: a device behind it wrote the number.
  private mutating func rejectRewritten(_ hypothesis: Hypothesis, _ index: Int) {
    let segment = segments[index]
    var h = hypothesis
    guard !segment.flags.contains(.ack), h.block.known.contains(.iss),
      !h.block.iss.isBefore(segment.sequence) || h.block.sndNxt.isBefore(segment.sequence), h.queued > 0
    else { return }
    let reply = Int(h.queue[0])
    guard segments[reply].flags.contains(.ack) else { return }
    _ = h.dequeue()
    h.price += Price.rewrittenReply
    note(&h, .ignored, at: reply, to: .synSent, cause: .rejectsSYNACK)
    note(&h, .sent, at: index, to: .synSent, cause: .rejectsSYNACK)
    next.append(h)
  }

  /// The RST answers a segment for a connection that this end does not know: it has been CLOSED since before.
  private mutating func deny(_ hypothesis: Hypothesis, _ index: Int) {
    var h = hypothesis
    guard let trigger = trigger(of: index) else { return }
    if h.block.state == .synSent, let later = outlook.attempt(after: index, otherThan: h.block.iss) {
      // The same end's next SYN has another ISN: it was in SYN-SENT for that one when it rejected this reply.
      h.price += Price.reconnected
      h.block.iss = later
      h.block.sndUna = later
      h.block.sndNxt = later + 1
      unqueue(&h, trigger)
      note(&h, .sent, at: index, to: .synSent, cause: .rejectsSYNACK)
      next.append(h)
      return
    }
    let cause = segments[trigger]
    let waited = cause.time - h.since
    var at = trigger
    switch h.block.state {
    case .finWait1, .finWait2:
      if cause.payloadLength > 0 {
        h.price += Price.orphanReset
      } else if h.block.state == .finWait2 {
        h.price += waited * 10 > settings.finWait2 * 9 ? Price.orphanExpired : Price.noTimeWait + 5
        // The RST answers a repeated FIN: the first one got an ACK, so that it was in FIN-WAIT-2 until then.
        if let first = repeatedFIN(like: cause, before: index) {
          at = first
        } else if h.finAckedAt >= 0, waited * 10 <= settings.finWait2 * 9 {
          at = Int(h.finAckedAt)
        }
      } else {
        h.price += Price.vanished
      }
    case .timeWait:
      let expired = waited * 10 > settings.timeWait * 9
      h.price += expired ? Price.orphanExpired : Price.noTimeWait + 15
      // It never was in TIME-WAIT.
      if !expired, let first = repeatedFIN(like: cause, before: index) { at = first }
    case .synSent:
      h.price += Price.vanished - 30  // its user closed: nothing is sent in SYN-SENT
    case .synReceived:
      // The ACK that should complete the handshake meets no request any more, or a full queue that resets.
      h.price += h.block.openedPassively ? Price.requestGone : Price.vanished
    default:
      h.price += Price.vanished
    }
    // The segment that it answers had no effect: it may still be in the queue, or must not have moved the state.
    if h.step >= 0, Int(steps[Int(h.step)].segment) == trigger, steps[Int(h.step)].from != h.block.state {
      h.price += 1
    }
    unqueue(&h, trigger)
    note(&h, .silent, at: at, to: .closed, cause: .knowsNoConnection)
    close(&h, index, .sent, cause: .sendsRST)
    next.append(h)
  }

  /// The first of several segments with which the peer sent this FIN.
  private func repeatedFIN(like segment: LoggedSegment, before index: Int) -> Int? {
    guard segment.isFIN else { return nil }
    let copies = segments.indices.prefix(index).filter {
      segments[$0].sender != side && segments[$0].isFIN && segments[$0].end == segment.end
        && segments[$0].notes.isDisjoint(with: .inert)
    }
    return copies.count > 1 ? copies.first : nil
  }

  private func unqueue(_ h: inout Hypothesis, _ segment: Int) {
    var kept = 0
    for i in 0..<h.queued where Int(h.queue[i]) != segment {
      h.queue[kept] = h.queue[i]
      kept += 1
    }
    h.queued = kept
  }

  private mutating func close(_ h: inout Hypothesis, _ index: Int, _ kind: Step.Kind, cause: Cause) {
    note(&h, kind, at: index, to: .closed, cause: cause)
    h.debtCount = 0
    h.outstandingSince = .max
    h.repeatDeadline = .max
  }

  /// The peer's newest segment that an RST with this shape answers: RST.SEQ = SEG.ACK, within the crossing window.
  ///
  /// Of several, the first that carries data or FIN: the others met the same closed door. What the endpoint sent in
  /// between may have crossed it, unless it acknowledges it.
  func trigger(of index: Int) -> Int? {
    let rst = segments[index]
    var newest: Int?
    var firstWithText: Int?
    var covered: SequenceNumber?
    var i = index - 1
    while i >= 0 {
      let segment = segments[i]
      // Nothing came between: however late, it is the answer.
      if rst.time - segment.time > (i == index - 1 ? max(crossing, .second) : crossing) { break }
      if segment.notes.isDisjoint(with: .inert) {
        if segment.sender == side {
          if !segment.flags.contains(.rst), covered == nil { covered = segment.acknowledgment }
        } else if !segment.flags.contains(.rst), segment.flags.contains(.ack), segment.acknowledgment == rst.sequence,
          segment.length > 0 ? covered.map({ $0.isBefore(segment.end) }) ?? true : covered == nil
        {
          if newest == nil { newest = i }
          if segment.length > 0 { firstWithText = i }
        }
      }
      i -= 1
    }
    return firstWithText ?? newest
  }

  /// The other end resets at the same moment: a device between them cuts the connection.
  func isMirrored(_ index: Int) -> Bool {
    let rst = segments[index]
    for i in max(0, index - 2)...min(segments.count - 1, index + 2) where i != index {
      if segments[i].isRST, segments[i].sender != side, segments[i].notes.isDisjoint(with: .inert),
        abs(segments[i].time - rst.time) <= 2 * .millisecond, segments[i].flags.contains(.ack)
      {
        return true
      }
    }
    return false
  }

  /// RST without ACK that answers nothing: no stack sends it.
  func isOddRST(_ segment: LoggedSegment, _ index: Int) -> Bool {
    segment.isRST && !segment.flags.contains(.ack) && trigger(of: index) == nil
  }
}
