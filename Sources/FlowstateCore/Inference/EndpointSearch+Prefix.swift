/// The plain beginning of a log: as long as all that was captured has arrived, in order and at no price, there is nothing
/// to search.
extension EndpointSearch {
  /// Where the search may begin: nothing was on its way to the endpoint then, nothing was owed, and it had acknowledged all.
  struct Checkpoint {
    var hypothesis: Hypothesis
    /// The first segment after it.
    var index: Int
    /// Steps taken so far.
    var steps: Int
  }

  /// Follows the one story in which every segment arrives before the endpoint's next one, while it costs nothing. Returns
  /// the last point at which it is as good as any other: whatever else was possible until then has come to the same, and
  /// at a price. `nil` when there is none.
  mutating func plainPrefix(from start: [Hypothesis]) -> Checkpoint? {
    guard let first = segments.first, first.isBareSYN, first.notes.isDisjoint(with: .inert),
      var h = start.first(where: { $0.price == 0 }), start.count(where: { $0.price == 0 }) == 1
    else { return nil }
    // Whether an acknowledgment arrived shows by what is sent again, if anything is.
    let repeats = segments.contains {
      $0.sender == side && $0.payloadLength > 0 && $0.notes.contains(.retransmission)
    }
    var found: Checkpoint?
    note(&h, .begins, at: 0, to: h.block.state, cause: .begins)
    for index in segments.indices where segments[index].notes.isDisjoint(with: .inert) {
      let segment = segments[index]
      guard segment.flags.isDisjoint(with: [.rst, .fin]) else { break }
      pass(&h, to: segment.time)
      if segment.sender != side {
        if h.queued == 5 { break }
        h.enqueue(index)
      } else {
        while h.queued > 0 { arrive(&h) }
        guard h.price == 0, sendPlainly(&h, index) else { break }
      }
      if h.price != 0 { break }
      if isQuiet(h), !repeats || h.block.sndUna == h.block.sndNxt {
        found = Checkpoint(hypothesis: h, index: index + 1, steps: steps.count)
      }
    }
    return found
  }

  /// Nothing is on its way, owed or outstanding, and all that was received is acknowledged.
  private func isQuiet(_ h: Hypothesis) -> Bool {
    h.queued == 0 && h.debtCount == 0 && h.repeatDeadline == .max && h.block.state == .established
      && h.hasACKSent && h.ackSent == h.block.rcvNxt && !h.block.holds && !h.hasLostTimestamp
      && h.block.iss + 1 != h.block.sndNxt && h.block.irs + 1 != h.block.rcvNxt
  }
}
