/// The history of an endpoint that sends nothing in the capture: what its peer's segments prove, and no more.
struct UnheardEndpoint {
  let segments: [LoggedSegment]
  let side: Side

  func transitions() -> [Transition] {
    guard let first = segments.first(where: { $0.notes.isDisjoint(with: .inert) }) else { return [] }
    var result = [
      Transition(
        frame: first.frame, time: first.time, side: side, from: .unknown, to: .unknown, basis: .inferred,
        cause: .begins)
    ]
    var state = State.unknown
    func move(_ to: State, _ segment: LoggedSegment, _ basis: Basis, _ cause: Cause) {
      result.append(
        Transition(
          frame: segment.frame, time: segment.time, side: side, from: state, to: to, basis: basis,
          proofFrame: basis == .inferred ? segment.frame : 0, cause: cause))
      state = to
    }
    let unseenFIN = UnseenFIN(of: side, segments)
    for (index, segment) in segments.enumerated() where segment.notes.isDisjoint(with: .inert) {
      if segment.flags.contains(.rst) {
        // Whether it had a connection to lose is known only if it was seen to have one.
        if state.isSynchronized { move(.closed, segment, .presumed, .receivesRST) }
        continue
      }
      if segment.flags.contains(.syn) {
        if segment.flags.contains(.ack), state == .unknown {
          move(.synSent, segment, .inferred, .sendsSYN)
          move(.established, segment, .presumed, .receivesSYNACK)
        }
        continue
      }
      guard segment.flags.contains(.ack) else { continue }
      if !state.isSynchronized { move(.established, segment, .inferred, .laterSegmentShows) }
      if unseenFIN?.revealedBy == index, let left = state.next(.sndFIN) {
        move(left, segment, .inferred, .sendsFIN)
        if let acknowledged = left.next(.rcvACKofFIN) { move(acknowledged, segment, .presumed, .receivesACKOfFIN) }
      }
      if segment.flags.contains(.fin), let received = state.next(.rcvFIN) {
        move(received, segment, .presumed, .receivesFIN)
      }
    }
    return result
  }
}
