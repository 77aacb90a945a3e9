import FlowstateCore

/// What became of the first copy of a segment that was sent again, as far as its receiver tells later.
enum FirstCopy {
  /// It arrived: the repeat was not needed.
  case arrived
  /// The receiver asked for it by duplicate ACKs or SACK.
  case missed
  /// Nothing tells: it was lost, or its acknowledgment was, or came late.
  case unknown

  /// Reads what follows a repeated segment.
  ///
  /// It arrived when the receiver reports the repeat by D-SACK (RFC 2883), when the ACK that covers it echoes an older
  /// timestamp than the repeat's (Eifel, RFC 3522), or comes sooner than the repeat can have drawn it.
  static func of(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> FirstCopy {
    let again = story.segments[index]
    let receiver = again.sender.peer
    if again.notes.contains(.spuriousRetransmission) { return .arrived }
    var isCovered = false
    for later in context.outline.live where later > index && story.segments[later].sender == receiver {
      let answer = story.segments[later]
      guard !answer.isRST else { continue }
      if answer.notes.contains(.duplicateSACK), answer.sack.left.isAtMost(again.sequence),
        again.sequence.isBefore(answer.sack.right)
      {
        return .arrived
      }
      guard !isCovered, again.end.isAtMost(answer.acknowledgment) else { continue }
      isCovered = true
      // The handshake's round trip may hold a wait: half of it is never too long.
      if let trip = story.handshake.roundTrip[receiver], answer.time &- again.time < trip / 2 { return .arrived }
      if again.hasTimestamps, answer.hasTimestamps,
        Int32(bitPattern: answer.timestampEcho &- again.timestampValue) < 0
      {
        return .arrived
      }
    }
    let isAsked = context.outline.live.contains { before in
      let ask = story.segments[before]
      return before < index && ask.sender == receiver && ask.acknowledgment.isAtMost(again.sequence)
        && again.time &- ask.time < context.settings.horizon
        && (ask.notes.contains(.duplicateACK) || ask.sackCount > 0 && !ask.notes.contains(.duplicateSACK))
    }
    return isAsked ? .missed : .unknown
  }
}
