import FlowstateCore

/// A segment that filled a hole in what the capture had seen of its sender, held against the one that had opened it.
struct Filling {
  /// The segment that passed over the hole; `nil` when it is not in the log, or the peer's acknowledgment revealed it.
  var opener: Int?
  /// Whether the filling one was sent before the opener, or after it.
  var order = SendOrder.unknown
  /// Time since the hole opened.
  var delay: Nanoseconds = 0
  /// Whether the hole is another's making: a segment that the sender's own headers disown.
  var isFalse = false
  /// Whether the receiver had acknowledged its octets before: then they were not lost.
  var wasAcknowledged = false

  /// Looks at a logged segment with the note `outOfOrder` or `lateFirstCopy`.
  static func of(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> Filling {
    let segment = story.segments[index]
    var filling = Filling()
    var before: Int?
    for other in context.outline.live where other < index && story.segments[other].sender == segment.sender {
      let earlier = story.segments[other]
      guard !earlier.isRST else { continue }
      // The hole that it fills ends where the opener begins: of several holes the nearest one.
      let isNearer = filling.opener.map { earlier.sequence.isBefore(story.segments[$0].sequence) } ?? true
      if earlier.notes.contains(.opensHole), segment.sequence.isBefore(earlier.sequence), isNearer {
        filling.opener = other
      }
      if filling.opener == nil { before = other }
    }
    filling.wasAcknowledged =
      segment.length > 0 && story.firstCovering(segment.end, by: segment.sender.peer, in: 0..<index) != nil
    guard let opener = filling.opener else { return filling }
    let passed = story.segments[opener]
    filling.order = segment.order(against: passed)
    filling.delay = segment.time &- passed.time
    filling.isFalse =
      !story.isGenuine(opener)
      || before.map { Disowned.isForeign(passed, between: story.segments[$0], and: segment) } ?? false
    return filling
  }
}
