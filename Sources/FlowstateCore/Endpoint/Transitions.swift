extension State {
  /// RFC 9293 figure 5, arc for arc. `nil`: the event does not move this state.
  ///
  /// Arcs that the figure does not draw name the note or the section that they come from. `unknown` is not one of the
  /// RFC's states: nothing is claimed of it, so nothing moves it.
  public func next(_ event: Event) -> State? {
    switch self {
    case .closed:
      switch event {
      case .passiveOpen: .listen
      case .sndSYN: .synSent
      default: nil
      }
    case .listen:
      switch event {
      case .rcvSYN: .synReceived
      case .sndSYN: .synSent
      case .sndRST: nil
      default: nil
      }
    case .synSent:
      switch event {
      case .rcvSYN: .synReceived
      case .rcvSYNACK: .established
      case .rcvRST: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .synReceived:
      switch event {
      case .rcvACKofSYN: .established
      case .rcvSYNACK: .established  // simultaneous open completes with a SYN-ACK: figure 7
      case .sndFIN: .finWait1
      case .rcvRSTafterPassiveOpen: .listen  // note 1
      case .rcvRST: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .established:
      switch event {
      case .sndFIN: .finWait1
      case .rcvFIN: .closeWait
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .finWait1:
      switch event {
      case .rcvACKofFIN: .finWait2
      case .rcvFIN: .closing
      case .rcvFINandACKofFIN: .timeWait  // not drawn: note 2
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .finWait2:
      switch event {
      case .rcvFIN, .rcvFINandACKofFIN: .timeWait
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .closeWait:
      switch event {
      case .sndFIN: .lastAck
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .closing:
      switch event {
      case .rcvACKofFIN, .rcvFINandACKofFIN: .timeWait
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .lastAck:
      switch event {
      case .rcvACKofFIN, .rcvFINandACKofFIN: .closed
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // not drawn: note 3
      case .sndRST: .closed  // §3.10.5
      default: nil
      }
    case .timeWait:
      switch event {
      case .timeout2MSL: .closed
      case .rcvRST, .rcvRSTafterPassiveOpen: .closed  // §3.10.7.4, second check
      case .rcvSYN: .synReceived  // §3.6.1: a new SYN may reopen
      default: nil
      }
    case .unknown:
      nil
    }
  }
}
