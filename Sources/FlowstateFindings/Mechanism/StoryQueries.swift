import FlowstateCore

/// Questions that several rules ask about a connection's segments.
extension ConnectionStory {
  /// What became of a logged segment.
  func fate(_ index: Int) -> Verdict.Fate { verdicts.indices.contains(index) ? verdicts[index].fate : .open }

  /// Where an end stood before a logged segment: after the one before it, or where its history begins.
  func stateBefore(_ index: Int, _ side: Side) -> State {
    if index > 0, verdicts.indices.contains(index - 1) { return verdicts[index - 1].states[side] }
    return transitions.first { $0.side == side }?.to ?? .unknown
  }

  /// Where an end stood after a logged segment.
  func stateAfter(_ index: Int, _ side: Side) -> State {
    verdicts.indices.contains(index) ? verdicts[index].states[side] : .unknown
  }

  /// Octets of a side that its peer acknowledged and the capture lacks. None when the side itself contradicts the
  /// acknowledgment: it goes on below that number, and nothing of it lies beyond. Then the ACK is forged or damaged.
  func missingBytes(_ side: Side) -> UInt64 {
    let missing = figures[side].unseenBytes
    guard missing > 0 else { return 0 }
    // A SYN without SYN-ACK ties nothing to its number: it may be another attempt's, or damaged.
    if facts.contains(.syn), !facts.contains(.synACK) { return 0 }
    var claim: Int?
    for index in segments.indices where segments[index].sender == side.peer {
      guard segments[index].notes.contains(.ackOfUnseen) else { continue }
      if let known = claim, segments[index].acknowledgment.isAtMost(segments[known].acknowledgment) { continue }
      claim = index
    }
    guard let claim else { return missing }
    let number = segments[claim].acknowledgment
    var isContradicted = false
    for segment in segments[(claim + 1)...] where segment.sender == side && segment.length > 0 && !segment.isRST {
      if number.isBefore(segment.end) { return missing }
      if segment.sequence.isBefore(number) { isContradicted = true }
    }
    return isContradicted ? 0 : missing
  }

  /// Whether the connection was picked up in its middle: initial sequence numbers and window scales are not known.
  var isMidStream: Bool { facts.contains(.midStream) }

  /// The highest sequence number that a side had used before a logged segment (SND.NXT as the capture shows it).
  func sendNext(_ side: Side, before index: Int) -> SequenceNumber? {
    var highest: SequenceNumber?
    for position in 0..<min(index, segments.count) {
      let segment = segments[position]
      guard segment.sender == side, !segment.isRST, isGenuine(position) else { continue }
      if let known = highest, segment.end.isAtMost(known) { continue }
      highest = segment.end
    }
    return highest
  }

  /// The highest acknowledgment that a side had sent before a logged segment (RCV.NXT as the capture shows it).
  func acknowledged(by side: Side, before index: Int) -> SequenceNumber? {
    var highest: SequenceNumber?
    for position in 0..<min(index, segments.count) {
      let segment = segments[position]
      guard segment.sender == side, segment.flags.contains(.ack), !segment.isRST, isGenuine(position) else { continue }
      if let known = highest, segment.acknowledgment.isAtMost(known) { continue }
      highest = segment.acknowledgment
    }
    return highest
  }

  /// The receive window that a side advertised last before a logged segment, in octets, scaled. The largest that its
  /// scale allows when the scale is not known, so that nothing is called out of the window by guessing.
  func receiveWindow(_ side: Side, before index: Int) -> Int {
    for position in stride(from: min(index, segments.count) - 1, through: 0, by: -1) {
      let segment = segments[position]
      guard segment.sender == side, !segment.isRST, isGenuine(position) else { continue }
      if segment.flags.contains(.syn) { return Int(segment.window) }
      guard let mine = handshake.options[side], let other = handshake.options[side.peer] else {
        return Int(segment.window) << 14
      }
      if mine.lacksWindowScale || other.lacksWindowScale { return Int(segment.window) }
      return Int(segment.window) << Int(min(mine.windowScale, 14))
    }
    return 1 << 30
  }

  /// TTL or hop limit of a side's newest segment before a logged one, RSTs left out; 0 when it was not heard.
  func usualHopLimit(_ side: Side, before index: Int) -> UInt8 {
    for position in stride(from: min(index, segments.count) - 1, through: 0, by: -1) {
      let segment = segments[position]
      if segment.sender == side, !segment.isRST, isGenuine(position) { return segment.hopLimit }
    }
    return 0
  }

  /// Whether a segment acts and is taken for one that its named sender sent in this connection.
  func isGenuine(_ index: Int) -> Bool {
    segments[index].notes.isDisjoint(with: [.captureDuplicate, .badChecksum, .oldIncarnation])
      && fate(index) != .foreign && fate(index) != .inert
  }

  /// The first segment of a side in a range of indices that is no RST, acts, and acknowledges at least `number`.
  func firstCovering(_ number: SequenceNumber, by side: Side, in range: Range<Int>) -> Int? {
    for index in range where index < segments.count {
      let segment = segments[index]
      if segment.sender == side, segment.flags.contains(.ack), !segment.isRST, isGenuine(index),
        number.isAtMost(segment.acknowledgment)
      {
        return index
      }
    }
    return nil
  }

  /// The address and port of an end, as a finding's subject.
  func subject(_ side: Side) -> Subject { .endpoint(side, ends[side]) }
}
