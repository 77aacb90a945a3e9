/// Fills in what follows from the transitions: where both ends stood after each segment and at the end, and facts.
///
/// The verdicts' fates are there already.
enum Outcome {
  static func fill(_ story: inout ConnectionStory) {
    var states = PerSide(both: State.unknown)
    var position = 0
    for index in story.segments.indices {
      let frame = story.segments[index].frame
      while position < story.transitions.count {
        let transition = story.transitions[position]
        guard transition.frame != 0 ? transition.frame <= frame : transition.time <= story.segments[index].time else {
          break
        }
        states[transition.side] = transition.to
        position += 1
      }
      story.verdicts[index].states = states
      switch story.verdicts[index].fate {
      case .lost, .ignored, .foreign: story.facts.insert(.notDelivered)
      case .open, .accepted, .inert: break
      }
    }
    for transition in story.transitions {
      states[transition.side] = transition.to
      switch transition.to {
      case .closing: story.facts.insert(.closing)
      case .timeWait: story.facts.insert(.timeWait)
      default: break
      }
      if transition.basis == .timer { story.facts.insert(.timer) }
    }
    story.states = states
    if states.client == .established || states.server == .established { story.facts.insert(.openAtEnd) }
    for side in Side.allCases {
      switch states[side] {
      case .synSent, .synReceived: story.facts.insert(.handshakeIncomplete)
      case .finWait1, .finWait2, .closeWait, .closing, .lastAck: story.facts.insert(.closeIncomplete)
      case .listen, .closed, .established, .timeWait, .unknown: break
      }
    }
    if !story.transitions.contains(where: { $0.side == .server && $0.to == .established }) {
      story.facts.insert(.handshakeIncomplete)
    }
  }
}
