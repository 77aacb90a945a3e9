/// What the whole capture says, looked up while the segments are walked in order.
struct Outlook {
  /// Highest sequence number that the peer's captured segments reached before the segment at the index, FINs left out.
  private(set) var peerEnd: [SequenceNumber?]
  /// One past the endpoint's own first FIN; `nil` without one.
  private(set) var ownFINEnd: SequenceNumber?
  /// Index of the endpoint's own first FIN.
  private(set) var ownFIN: Int?
  /// One past the peer's first FIN, and its index; no index when the peer's segments are not in the capture.
  private(set) var peerFINEnd: SequenceNumber?
  private(set) var peerFIN: Int?
  /// Highest acknowledgment number that the endpoint sends.
  private(set) var highestACK: SequenceNumber?
  /// The endpoint sends something.
  private(set) var isHeard = false
  /// Fast Open is in use: data may come before the handshake is complete.
  private(set) var usesFastOpen = false
  /// Acknowledgment numbers of the endpoint's own SYN-ACKs, with their indices.
  private(set) var synACKs: [(index: Int, ack: SequenceNumber)] = []
  /// Whether the peer sends the segment's octets again later.
  private(set) var isRepeated: [Bool]
  /// Up to this index nothing was elided: what the endpoint does not answer, it did not answer.
  private(set) var completeUntil: Int
  /// The endpoint's own bare SYNs, with their indices.
  private(set) var ownSYNs: [(index: Int, sequence: SequenceNumber)] = []
  /// Sequence numbers of the peer's bare SYNs.
  private(set) var peerSYNs: [SequenceNumber] = []
  /// Least and greatest TTL of the endpoint's own segments, RSTs left out, and how many they are.
  private var hopLimits: ClosedRange<UInt8>?
  private var hopLimitCount = 0

  init(segments: [LoggedSegment], side: Side) {
    peerEnd = []
    isRepeated = [Bool](repeating: false, count: segments.count)
    completeUntil = segments.firstIndex { $0.elided > 0 } ?? segments.count
    var repeated: [SequenceNumber] = []
    for index in segments.indices.reversed() where segments[index].payloadLength > 0 && segments[index].sender != side {
      guard segments[index].notes.isDisjoint(with: .inert) else { continue }
      isRepeated[index] = repeated.contains(segments[index].sequence)
      if segments[index].notes.contains(.retransmission), repeated.count < 32 {
        repeated.append(segments[index].sequence)
      }
    }
    peerEnd.reserveCapacity(segments.count)
    peerFINEnd = UnseenFIN(of: side.peer, segments)?.end
    var highest: SequenceNumber?
    for (index, segment) in segments.enumerated() {
      peerEnd.append(highest)
      guard segment.notes.isDisjoint(with: .inert) else { continue }
      if segment.sender == side {
        isHeard = true
        if !segment.flags.contains(.rst) {
          hopLimitCount += 1
          let known = hopLimits ?? segment.hopLimit...segment.hopLimit
          hopLimits = min(known.lowerBound, segment.hopLimit)...max(known.upperBound, segment.hopLimit)
        }
        if segment.isBareSYN { ownSYNs.append((index, segment.sequence)) }
        if segment.flags.contains(.ack), segment.flags.isDisjoint(with: [.syn, .rst]) {
          if highestACK.map({ $0.isBefore(segment.acknowledgment) }) ?? true { highestACK = segment.acknowledgment }
        }
        if segment.isFIN && ownFIN == nil {
          ownFIN = index
          ownFINEnd = segment.end
        }
        if segment.isSYNACK { synACKs.append((index, segment.acknowledgment)) }
      } else {
        if segment.isBareSYN, peerSYNs.last != segment.sequence { peerSYNs.append(segment.sequence) }
        if segment.isFIN && peerFIN == nil {
          peerFIN = index
          peerFINEnd = segment.end
        }
        if !segment.flags.contains(.rst) {
          let end = segment.flags.contains(.fin) ? segment.end - 1 : segment.end
          if let known = highest { if known.isBefore(end) { highest = end } } else { highest = end }
        }
      }
      if segment.hasFastOpen || (segment.flags.contains(.syn) && segment.payloadLength > 0) { usesFastOpen = true }
    }
  }

  /// Whether a segment's TTL differs from those of all segments of the endpoint that are no RSTs, by more than a detour.
  func hasOtherHopLimit(_ segment: LoggedSegment) -> Bool {
    guard let hopLimits, hopLimitCount > 1 else { return false }
    return Int(segment.hopLimit) + 5 <= Int(hopLimits.lowerBound)
      || Int(hopLimits.upperBound) + 5 <= Int(segment.hopLimit)
  }

  /// The ISN of the endpoint's next SYN after an index, when it is another one.
  func attempt(after index: Int, otherThan isn: SequenceNumber) -> SequenceNumber? {
    guard let next = ownSYNs.first(where: { $0.index > index }), next.sequence != isn else { return nil }
    return next.sequence
  }

  /// Whether the endpoint acknowledges less than these octets to the end.
  func isNeverAcknowledged(_ segment: LoggedSegment) -> Bool {
    guard let highestACK else { return false }
    return highestACK.isBefore(segment.end)
  }

  /// Whether one of the endpoint's SYN-ACKs after `index` answers this SYN.
  func answers(_ syn: LoggedSegment, after index: Int) -> Bool {
    for answer in synACKs where answer.index > index {
      let offset = (syn.sequence + 1).distance(to: answer.ack)
      if offset >= 0 && offset <= Int32(clamping: syn.payloadLength) { return true }
    }
    return false
  }
}
