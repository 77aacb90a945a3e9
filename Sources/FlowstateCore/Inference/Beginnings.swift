/// Where an endpoint may stand when a connection's first segment passes the capture point.
struct Beginnings {
  let story: ConnectionStory
  let side: Side
  let settings: TrackerSettings

  /// Hypotheses to start from, with the price of each.
  func hypotheses() -> [Hypothesis] {
    guard let first = story.segments.first(where: { $0.notes.isDisjoint(with: .inert) }) else { return [] }
    if let predecessor = story.predecessor, first.flags.contains(.syn) { return afterPredecessor(predecessor, first) }
    if first.isBareSYN {
      return first.sender == side ? [start(.closed, 0)] : [start(.listen, 0), start(.closed, 10)]
    }
    if first.isSYNACK {
      if first.sender == side { return [start(.listen, 0)] }
      var asked = start(.synSent, 0)
      asked.block.iss = first.acknowledgment - 1
      asked.block.sndUna = asked.block.iss
      asked.block.sndNxt = first.acknowledgment
      asked.block.known = [.send, .iss]
      return [asked, start(.closed, 30)]
    }
    return inTheMiddle(first)
  }

  private func start(_ state: State, _ price: Int32) -> Hypothesis {
    var hypothesis = Hypothesis()
    hypothesis.block.state = state
    hypothesis.price = price
    hypothesis.since = story.firstTime
    return hypothesis
  }

  /// The tuple was used before: what is left of that connection is where the new one begins.
  private func afterPredecessor(_ predecessor: Predecessor, _ first: LoggedSegment) -> [Hypothesis] {
    let left = predecessor.states[side]
    var result: [Hypothesis] = []
    if left != .unknown {
      var hypothesis = start(left, 0)
      hypothesis.since = predecessor.since[side]
      if let sendNext = predecessor.sendNext[side] {
        hypothesis.block.sndNxt = sendNext
        hypothesis.block.sndUna = sendNext
        hypothesis.block.known.insert(.send)
      }
      if left == .synReceived {
        // Its request is not the connection that the peer's numbers are from.
        hypothesis.block.openedPassively = true
      } else if let receiveNext = predecessor.sendNext[side.peer] {
        hypothesis.block.rcvNxt = receiveNext
        hypothesis.block.known.insert(.receive)
      }
      hypothesis.block.finReceived = left == .timeWait || left == .closeWait || left == .lastAck
      result.append(hypothesis)
    }
    if left != .listen { result.append(start(.listen, left == .closed ? 1 : left == .unknown ? 0 : 25)) }
    if left != .closed { result.append(start(.closed, left == .listen ? 10 : left == .unknown ? 0 : 25)) }
    return result
  }

  /// The capture begins in the middle: nearly always both ends are in ESTABLISHED; the close may have begun.
  private func inTheMiddle(_ first: LoggedSegment) -> [Hypothesis] {
    var result = [
      start(.established, 0), start(.closed, 30), start(.synReceived, 60), start(.finWait1, 40), start(.finWait2, 45),
      start(.closeWait, 45), start(.lastAck, 55), start(.closing, 70), start(.timeWait, 55), start(.synSent, 70),
    ]
    let knows = first.sender == side ? first.sequence : first.acknowledgment
    let expects = first.sender == side ? first.acknowledgment : first.sequence
    let hasACK = first.flags.contains(.ack)
    for i in result.indices {
      if first.sender == side || hasACK {
        result[i].block.sndNxt = knows
        result[i].block.sndUna = knows
        result[i].block.known.insert(.send)
      }
      if first.sender != side || hasACK {
        result[i].block.rcvNxt = expects
        result[i].block.known.insert(.receive)
      }
      switch result[i].block.state {
      case .synReceived:
        result[i].block.openedPassively = true
        result[i].block.iss = knows - 1
        result[i].block.irs = expects - 1
        result[i].block.known.formUnion([.irs, .iss])
      case .synSent:
        result[i].block.iss = knows - 1
        result[i].block.known.insert(.iss)
      case .finWait1, .closing, .lastAck:
        result[i].block.finSent = true
        result[i].block.finEnd = knows
        if result[i].block.state != .finWait1 { result[i].block.finReceived = true }
      case .finWait2:
        result[i].block.finSent = true
        result[i].block.finEnd = knows
      case .timeWait:
        result[i].block.finSent = true
        result[i].block.finEnd = knows
        result[i].block.finReceived = true
      case .closeWait:
        result[i].block.finReceived = true
      case .closed, .listen, .established, .unknown: break
      }
    }
    return result
  }
}
