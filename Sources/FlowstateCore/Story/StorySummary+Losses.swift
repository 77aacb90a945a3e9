extension StorySummary {
  /// Counts anew what was lost behind the capture point, now that all is known that came later.
  ///
  /// The tracker counts what was sent again before any acknowledgment of it. Of those, the ones whose first copy arrived
  /// after all, and what went to the capturing host, were not lost; of SYNs and SYN-ACKs their findings tell more.
  static func countLosses(_ story: inout ConnectionStory) {
    guard story.facts.contains(.retransmission) else { return }
    for side in Side.allCases where story.figures[side].lostAfterCapture > 0 {
      let lost = story.isAtReceiver(of: side) ? 0 : story.lostCopies(of: side)
      story.figures[side].lostAfterCapture = min(story.figures[side].lostAfterCapture, lost)
    }
  }
}

extension SegmentNotes {
  /// What carries octets again without any loss behind the capture point.
  fileprivate static let noLoss: SegmentNotes = [
    .captureDuplicate, .badChecksum, .keepAlive, .zeroWindowProbe, .oldCopy, .lateFirstCopy,
  ]
}

extension ConnectionStory {
  /// Whether a segment with the note `retransmission` is one of which the first copy may have been lost behind the capture
  /// point: data or a FIN, no probe, and no octets that had come damaged or were left alone by their receiver.
  public func repeatsLoss(_ index: Int) -> Bool {
    let again = segments[index]
    guard again.notes.contains(.retransmission), !again.flags.contains(.syn), again.length > 0,
      again.notes.isDisjoint(with: SegmentNotes.noLoss)
    else { return false }
    var isLogged = false
    for other in segments.indices where other < index && segments[other].sender == again.sender {
      let copy = segments[other]
      guard !copy.isRST, copy.occupies(again.sequence) else { continue }
      isLogged = true
      // Data on a SYN that its receiver did not take is not lost (RFC 7413 §4.2.2).
      if !copy.isInert, !copy.flags.contains(.syn), StorySummary.fate(verdicts, other) != .ignored { return true }
    }
    return !isLogged
  }

  /// Whether the first copy of a repeated segment had arrived: the receiver reports the repeat by D-SACK (RFC 2883), or the
  /// ACK that covers it echoes an older timestamp than the repeat's (Eifel, RFC 3522), or comes sooner than the repeat can
  /// have drawn it.
  public func firstCopyArrived(_ index: Int) -> Bool {
    let again = segments[index]
    let receiver = again.sender.peer
    if again.notes.contains(.spuriousRetransmission) { return true }
    var isCovered = false
    // Each further copy may be the one that a D-SACK reports.
    var copies = 0
    for later in segments.indices where later > index {
      let answer = segments[later]
      if answer.isInert || answer.isRST { continue }
      guard answer.sender == receiver else {
        if answer.occupies(again.sequence) { copies += 1 }
        continue
      }
      if answer.reportsTwice(again.sequence) {
        if copies == 0 { return true }
        copies -= 1
      }
      guard !isCovered, again.end.isAtMost(answer.acknowledgment) else { continue }
      isCovered = true
      if again.hasTimestamps, answer.hasTimestamps,
        Int32(bitPattern: answer.timestampEcho &- again.timestampValue) < 0
      {
        return true
      }
      // The handshake's round trip may hold a wait: half of it is seldom too long.
      let taken = answer.time &- again.time
      if let trip = handshake.roundTrip[receiver], taken < trip / 2, taken < shortestTrip(to: receiver) / 2 {
        return true
      }
    }
    return false
  }

  /// The shortest time in which an end acknowledged what had passed the capture point for the first time, as far as it is
  /// in the log.
  private func shortestTrip(to receiver: Side) -> Nanoseconds {
    var shortest = Nanoseconds.max
    var sent: (end: SequenceNumber, time: Nanoseconds)?
    for segment in segments where !segment.isInert && !segment.isRST {
      if segment.sender == receiver {
        guard let asked = sent, segment.acknowledgment == asked.end else { continue }
        shortest = min(shortest, segment.time &- asked.time)
        sent = nil
      } else if segment.length > 0 {
        let isFirst = segment.notes.isDisjoint(with: [.retransmission, .lateFirstCopy, .outOfOrder, .oldCopy])
        sent = isFirst ? (segment.end, segment.time) : nil
      }
    }
    return shortest
  }

  /// Whether the capture was made on the host that receives what a side sends.
  fileprivate func isAtReceiver(of side: Side) -> Bool {
    guard capturePoint.confidence > .weak, let place = capturePoint.place else { return false }
    return place == .sameHost || place == (side == .client ? .nearServer : .nearClient)
  }

  /// How many segments of a side were sent again although nothing shows that their first copy arrived. The log keeps some
  /// of many: the others count.
  fileprivate func lostCopies(of side: Side) -> UInt32 {
    var lost: UInt32 = 0
    var logged: UInt32 = 0
    for index in segments.indices where segments[index].sender == side {
      guard segments[index].notes.contains(.retransmission) else { continue }
      logged &+= 1
      if repeatsLoss(index), !firstCopyArrived(index) { lost &+= 1 }
    }
    guard lost > 0 else { return 0 }
    let retransmitted = figures[side].retransmitted
    return lost &+ (retransmitted > logged ? retransmitted &- logged : 0)
  }
}
