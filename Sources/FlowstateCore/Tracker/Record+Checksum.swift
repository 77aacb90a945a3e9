/// Which wrong checksums mean something.
///
/// A checksum is wrong in the capture for many reasons that its receiver never met: a card that fills it in, a capture
/// that was anonymized, edited or cut. So a wrong one is believed to be a fault of the segment only when it is the
/// exception: most segments of its sender before are right, and its numbers do not fit, or it makes its sender send the
/// same again (the last is judged when the story is told: `ConnectionStory.judgeChecksums`).
extension Record {
  /// Whether a segment is to be taken as damaged: it changes nothing. `counted`: it is among the frames of its sender already.
  func distrusts(_ segment: Segment, side x: Int, _ stores: borrowing Stores, counted: Bool) -> Bool {
    guard segment.marks.contains(.checksumBad) else { return false }
    if isMostlyWrong(side: x, stores, counted: counted) { return false }
    return !fits(segment, side: x)
  }

  /// Whether more than half of the segments of an end have a wrong checksum, the one at hand included.
  func isMostlyWrong(side x: Int, _ stores: borrowing Stores, counted: Bool) -> Bool {
    let before = extra == 0 ? 0 : stores.extras[extra].sides[x].figures.badChecksum
    let wrong = UInt64(before) + (counted ? 0 : 1)
    return wrong * 2 > UInt64(halves[x].frames) + (counted ? 0 : 1)
  }

  /// Whether octets are where their sender's next ones can be, and acknowledge what was sent: damage would hardly have
  /// left that so.
  private func fits(_ segment: Segment, side x: Int) -> Bool {
    let own = halves[x]
    let peer = halves[1 - x]
    guard segment.flags.isDisjoint(with: [.syn, .rst]), segment.flags.contains(.ack), segment.length > 0,
      own.bits.contains(.next)
    else { return false }
    // What it acknowledges was not seen: its own number has to be the next one.
    guard own.bits.contains(.acked), peer.bits.contains(.next) else { return segment.sequence == own.next }
    let ahead = own.next.distance(to: segment.sequence)
    return ahead > -(1 << 16) && ahead < 1 << 20 && segment.acknowledgment.isAtMost(peer.next)
      && own.acked.distance(to: segment.acknowledgment) > -(1 << 16)
  }
}

extension ConnectionStory {
  /// Takes a segment with a wrong checksum as damaged after all when its sender sent the same again, rightly, before any
  /// acknowledgment of it.
  mutating func judgeChecksums() {
    guard facts.contains(.badChecksum) else { return }
    for index in segments.indices {
      let suspect = segments[index]
      guard suspect.marks.contains(.checksumBad), !suspect.notes.contains(.badChecksum), suspect.length > 0,
        !suspect.flags.contains(.rst)
      else { continue }
      if wasSentAgain(suspect, after: index) { segments[index].notes.insert(.badChecksum) }
    }
  }

  private func wasSentAgain(_ suspect: LoggedSegment, after index: Int) -> Bool {
    // A copy comes within the retransmission schedule; the search is bounded for logs that hold nothing else.
    for other in segments[(index + 1)...].prefix(256) {
      if other.sender == suspect.sender {
        guard other.length > 0, !other.marks.contains(.checksumBad) else { continue }
        if other.sequence == suspect.sequence, other.flags.contains(.syn) == suspect.flags.contains(.syn) {
          return true
        }
      } else if other.flags.contains(.ack), !other.notes.contains(.badChecksum),
        suspect.end.isAtMost(other.acknowledgment)
      {
        return false
      }
    }
    return false
  }
}
