import FlowstateCore

/// What became of the first copy of a segment that was sent again, as far as its receiver tells later.
enum FirstCopy {
  /// It arrived: the repeat was not needed.
  case arrived
  /// The receiver asked for it by duplicate ACKs or SACK.
  case missed
  /// Nothing tells: it was lost, or its acknowledgment was, or came late.
  case unknown

  /// Reads what follows a repeated segment (see `ConnectionStory.firstCopyArrived`), and who asked for it.
  static func of(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> FirstCopy {
    if story.firstCopyArrived(index) { return .arrived }
    let again = story.segments[index]
    let receiver = again.sender.peer
    let isAsked = context.outline.live.contains { before in
      let ask = story.segments[before]
      return before < index && ask.sender == receiver && ask.acknowledgment.isAtMost(again.sequence)
        && again.time &- ask.time < context.settings.horizon
        && (ask.notes.contains(.duplicateACK) || ask.sackCount > 0 && !ask.notes.contains(.duplicateSACK))
    }
    return isAsked ? .missed : .unknown
  }
}
