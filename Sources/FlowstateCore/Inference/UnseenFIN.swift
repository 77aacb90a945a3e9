/// The FIN of an end of which nothing is in the capture, read off what its peer acknowledges.
///
/// A FIN counts like an octet. When the last advance of the peer's acknowledgments is by exactly one, and the peer closes,
/// too, that one is the FIN: a single octet of data would nearly always be followed by the FIN's own number.
struct UnseenFIN {
  /// One past it.
  let end: SequenceNumber
  /// Index of the segment that acknowledges it first.
  let revealedBy: Int

  init?(of side: Side, _ segments: [LoggedSegment]) {
    var highest: SequenceNumber?
    var advance: Int32 = 0
    var at = 0
    var closes = false
    for index in segments.indices where segments[index].notes.isDisjoint(with: .inert) {
      let segment = segments[index]
      guard segment.sender != side else { return nil }
      if segment.isFIN { closes = true }
      guard segment.flags.contains(.ack), segment.flags.isDisjoint(with: [.syn, .rst]) else { continue }
      let ahead = highest?.distance(to: segment.acknowledgment) ?? 1
      guard ahead > 0 else { continue }
      advance = highest == nil ? 0 : ahead
      highest = segment.acknowledgment
      at = index
    }
    guard closes, advance == 1, let highest else { return nil }
    end = highest
    revealedBy = at
  }
}
