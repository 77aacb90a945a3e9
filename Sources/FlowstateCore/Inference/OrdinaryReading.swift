/// Reads the history of an ordinary connection straight off its log, without a search.
///
/// Ordinary is: a three-way handshake in which nothing was repeated, but for one SYN that was sent again by its timer; data;
/// and at most one FIN a side that did not cross, each acknowledged, or one RST at the end; or an attempt that is refused
/// or never answered, or whose answer is. A connection before on the tuple had ended. For such a log the search has one
/// cheap story; this reader writes the same one. Whatever does not fit, to the last segment, is left to the search.
struct OrdinaryReading {
  /// Notes on data and acknowledgments that say nothing of states.
  private static let harmless: SegmentNotes = [
    .context, .retransmission, .timeoutRetransmission, .fastRetransmission, .spuriousRetransmission, .duplicateACK,
    .zeroWindow, .windowReopened, .keepAlive, .keepAliveAnswer, .zeroWindowProbe, .windowFull, .windowShrunk,
    .afterIdle, .duplicateSACK, .opensHole, .lateFirstCopy, .outOfOrder,
  ]
  /// Those that speak of the numbers that a FIN has.
  static let ofSequence: SegmentNotes = [
    .retransmission, .timeoutRetransmission, .fastRetransmission, .spuriousRetransmission, .opensHole, .lateFirstCopy,
    .outOfOrder,
  ]
  /// An open question at the end of the log waits no longer than this for its answer.
  private static let patience: Nanoseconds = 200 * .millisecond

  private let timeWait: Nanoseconds
  private let captureEnd: Nanoseconds
  private var close = OrdinaryClose(synACK: 1)
  /// The SYN that was answered: the second one where the first was sent again.
  private var syn = 0
  private var synACK: Int { syn + 1 }
  /// The third segment of the handshake, and the server's first one that shows ESTABLISHED.
  private var third = -1
  private var answer = -1
  /// The RST that ends it, and whether nobody else can have sent it.
  private var abort = -1
  private var abortIsCertain = false
  /// The client sends something else that could have completed the handshake before `answer`.
  private var otherCompletes = false

  init(settings: TrackerSettings, captureEnd: Nanoseconds) {
    timeWait = settings.timeWait
    self.captureEnd = captureEnd
  }

  /// Writes transitions and verdicts, or leaves the story alone and returns false.
  mutating func read(_ story: inout ConnectionStory) -> Bool {
    if story.predecessor == nil {
      var attempt = OrdinaryAttempt(captureEnd: captureEnd)
      if attempt.read(&story) { return true }
    } else if !followsClosed(story) {
      return false
    }
    let segments = story.segments
    guard segments.count > 2 else { return false }
    if segments[1].isBareSYN { syn = 1 }
    guard segments.count > syn + 2, isHandshake(segments) else { return false }
    close = OrdinaryClose(synACK: synACK)
    for index in (syn + 2)..<segments.count {
      guard step(segments[index], index, segments) else { return false }
    }
    guard third >= 0, close.isSettled(segments, by: captureEnd, patience: Self.patience) else { return false }
    write(&story)
    for index in story.segments.indices {
      story.verdicts.append(Verdict(fate: index < syn ? .ignored : .accepted, states: PerSide(both: .unknown)))
    }
    return true
  }

  private func isHandshake(_ segments: [LoggedSegment]) -> Bool {
    let first = segments[0]
    let syn = segments[self.syn]
    let synACK = segments[self.synACK]
    guard first.isBareSYN, synACK.isSYNACK, first.sender == .client, synACK.sender == .server, first.notes.isEmpty,
      synACK.notes.isEmpty, syn.payloadLength == 0, synACK.payloadLength == 0, first.payloadLength == 0,
      !first.hasFastOpen, !syn.hasFastOpen, !synACK.hasFastOpen, synACK.acknowledgment == syn.end
    else { return false }
    if self.syn == 1, !isAnswered(again: syn, after: first, by: synACK) { return false }
    return !synACK.hasTimestamps || synACK.timestampEcho == syn.timestampValue
      || (self.syn == 0 && synACK.timestampEcho == 0)
  }

  /// The SYN was sent again by its timer, and the answer came at once: the listener took no notice of the first one.
  private func isAnswered(again syn: LoggedSegment, after first: LoggedSegment, by answer: LoggedSegment) -> Bool {
    let gap = syn.time - first.time
    let wait = answer.time - syn.time
    return syn.sender == .client && syn.sequence == first.sequence && gap > 900 * .millisecond && gap < 70 * .second
      && wait >= 0 && wait < Self.patience / 2
      && syn.notes.isSubset(of: [.context, .retransmission, .timeoutRetransmission])
      && (!syn.hasTimestamps || Int32(bitPattern: syn.timestampValue &- first.timestampValue) > 0)
  }

  /// Both ends of the connection before on the tuple have let it go, but for TIME-WAIT of the end that opens this one.
  private func followsClosed(_ story: ConnectionStory) -> Bool {
    guard let before = story.predecessor, before.states.server == .closed else { return false }
    switch before.states.client {
    case .closed: return true
    case .timeWait: return story.firstTime - before.since.client < timeWait
    default: return false
    }
  }

  /// Takes one segment after the SYN-ACK; false when it is not ordinary.
  private mutating func step(_ segment: LoggedSegment, _ index: Int, _ segments: [LoggedSegment]) -> Bool {
    if segment.isRST { return index == segments.count - 1 && isAbort(segment, index, segments) }
    guard segment.flags.contains(.ack), segment.flags.isDisjoint(with: [.syn, .rst]),
      segment.notes.isSubset(of: Self.harmless)
    else { return false }
    if third < 0 {
      guard segment.sender == .client, segment.sequence == segments[syn].end,
        segment.acknowledgment == segments[synACK].end, segment.notes.isSubset(of: [.context])
      else { return false }
      third = index
    } else if answer < 0 {
      if segment.sender == .client {
        otherCompletes = true
        if segment.notes.contains(.retransmission) { return false }
      } else {
        let shows =
          segment.payloadLength > 0 || segment.flags.contains(.fin)
          || segments[syn].end.isBefore(segment.acknowledgment)
        guard shows else { return false }
        answer = index
      }
    }
    return close.step(segment, index, segments)
  }

  /// The last segment is an RST,ACK of an open connection, with exactly the numbers that its receiver expects.
  private mutating func isAbort(_ rst: LoggedSegment, _ index: Int, _ segments: [LoggedSegment]) -> Bool {
    guard third >= 0, close.active == nil, rst.flags.contains(.ack), rst.payloadLength == 0,
      rst.notes.isSubset(of: [.context])
    else { return false }
    var own = segments[rst.sender == .client ? syn : synACK].end
    var peers = segments[rst.sender == .client ? synACK : syn].end
    var acknowledged = own
    var last = segments[rst.sender == .client ? syn : synACK]
    for segment in segments[(syn + 2)..<index] {
      guard segment.notes.isDisjoint(with: [.opensHole, .lateFirstCopy, .outOfOrder, .retransmission]) else {
        return false
      }
      if segment.sender == rst.sender {
        own = segment.end
        last = segment
      } else {
        peers = segment.end
        acknowledged = segment.acknowledgment
      }
    }
    // With octets on their way it is a question what had arrived.
    guard rst.sequence == own, rst.acknowledgment == peers, acknowledged == own else { return false }
    abort = index
    abortIsCertain = Evidence.continues(rst, last)
    return true
  }

  // MARK: the history

  private func write(_ story: inout ConnectionStory) {
    let segments = story.segments
    func add(
      _ side: Side, _ from: State, _ to: State, _ index: Int, _ basis: Basis, _ proof: Int, _ cause: Cause
    ) {
      story.transitions.append(
        Transition(
          frame: segments[index].frame, time: segments[index].time, side: side, from: from, to: to, basis: basis,
          proofFrame: proof < 0 ? 0 : segments[proof].frame, cause: cause))
    }
    let before = story.predecessor?.states.client ?? .closed
    add(.client, .unknown, before, 0, .inferred, -1, .begins)
    add(.server, .unknown, .listen, 0, .inferred, -1, .begins)
    add(.client, before, .synSent, 0, .sent, -1, .sendsSYN)
    // Which of two SYNs it answered, only its echo of their timestamps tells.
    let isOnly = syn == 0 || segments[synACK].hasTimestamps
    add(.server, .listen, .synReceived, syn, isOnly ? .proved : .presumed, synACK, .receivesSYN)
    add(.client, .synSent, .established, synACK, .proved, third, .receivesSYNACK)
    let completed = segments[third].payloadLength > 0 ? Cause.receivesData : .receivesACKOfSYN
    add(
      .server, .synReceived, .established, third, answer >= 0 && !otherCompletes ? .proved : .presumed, answer,
      completed)
    close.write(segments, add)
    if abort >= 0 {
      let aborter = segments[abort].sender
      add(aborter, .established, .closed, abort, abortIsCertain ? .sent : .presumed, -1, .sendsRST)
      add(aborter.peer, .established, .closed, abort, .presumed, -1, .receivesRST)
    }
    if let end = close.timeWaitEnd(segments, timeWait), end < captureEnd, let side = close.active {
      story.transitions.append(
        Transition(
          frame: 0, time: end, side: side, from: .timeWait, to: .closed, basis: .timer, cause: .timeWaitEnds))
    }
    for side in Side.allCases where story.initialSequence[side] == nil {
      story.initialSequence[side] = segments[side == .client ? syn : synACK].sequence
    }
  }
}

/// The close of an ordinary connection: one FIN a side, the second after the first was acknowledged, or with it.
struct OrdinaryClose {
  /// Who closes first.
  private(set) var active: Side?
  /// Indices: the first FIN, the first segment that acknowledges it, the second FIN, the one that acknowledges that.
  private var fin = -1
  private var acknowledged = -1
  private var secondFIN = -1
  private var secondAcknowledged = -1
  /// The newest segment of each end: the SYN and the SYN-ACK at first.
  private var newest: PerSide<Int>
  /// Nobody else can have sent the second FIN.
  private var secondIsCertain = false
  /// The active closer's first bare ACK after its FIN.
  private var active1stACK = -1

  init(synACK: Int) { newest = PerSide(client: synACK - 1, server: synACK) }

  /// Takes one segment; false when the close is not ordinary.
  mutating func step(_ segment: LoggedSegment, _ index: Int, _ segments: [LoggedSegment]) -> Bool {
    defer { newest[segment.sender] = index }
    guard let active else {
      guard segment.flags.contains(.fin) else { return true }
      guard segment.notes.isDisjoint(with: OrdinaryReading.ofSequence) else { return false }
      self.active = segment.sender
      fin = index
      return true
    }
    let end = segments[fin].end
    if segment.sender == active {
      // Only acknowledgments come after the FIN, and the number behind it is on them.
      guard segment.isPureACK, segment.sequence == end, segment.notes.isSubset(of: [.context]) else { return false }
      if active1stACK < 0 { active1stACK = index }
      if secondFIN >= 0 {
        guard segment.acknowledgment == segments[secondFIN].end, secondAcknowledged < 0 else { return false }
        secondAcknowledged = index
      }
      return true
    }
    guard secondFIN < 0, segment.acknowledgment.isAtMost(end),
      segment.notes.isDisjoint(with: [.retransmission, .opensHole, .lateFirstCopy, .outOfOrder])
    else { return false }
    let covers = segment.acknowledgment == end
    if covers && acknowledged < 0 { acknowledged = index }
    if segment.flags.contains(.fin) {
      guard covers else { return false }
      secondFIN = index
      secondIsCertain = Evidence.continues(segment, segments[newest[segment.sender]])
    } else if acknowledged >= 0 && !covers {
      return false
    }
    return true
  }

  /// Nothing is owed any more, or the capture ends before it could be told.
  func isSettled(_ segments: [LoggedSegment], by captureEnd: Nanoseconds, patience: Nanoseconds) -> Bool {
    guard active != nil else { return true }
    if secondAcknowledged >= 0 { return true }
    let pending = secondFIN >= 0 ? secondFIN : acknowledged >= 0 ? -1 : fin
    return pending < 0 || captureEnd - segments[pending].time < patience
  }

  func write(_ segments: [LoggedSegment], _ add: (Side, State, State, Int, Basis, Int, Cause) -> Void) {
    guard let active else { return }
    let shown = active1stACK >= 0
    add(active, .established, .finWait1, fin, shown ? .sent : .presumed, -1, .sendsFIN)
    add(
      active.peer, .established, .closeWait, fin, acknowledged >= 0 ? .proved : .presumed, acknowledged, .receivesFIN)
    if acknowledged >= 0 && acknowledged != secondFIN {
      add(active, .finWait1, .finWait2, acknowledged, .presumed, -1, .receivesACKOfFIN)
    }
    if secondFIN >= 0 {
      let together = acknowledged == secondFIN
      add(
        active, together ? .finWait1 : .finWait2, .timeWait, secondFIN, .presumed, -1,
        together ? .receivesFINAndACKOfFIN : .receivesFIN)
      add(active.peer, .closeWait, .lastAck, secondFIN, secondIsCertain ? .sent : .presumed, -1, .sendsFIN)
    }
    if secondAcknowledged >= 0 {
      add(active.peer, .lastAck, .closed, secondAcknowledged, .presumed, -1, .receivesACKOfFIN)
    }
  }

  /// When the active closer's TIME-WAIT ends.
  func timeWaitEnd(_ segments: [LoggedSegment], _ timeWait: Nanoseconds) -> Nanoseconds? {
    secondFIN >= 0 ? segments[secondFIN].time + timeWait : nil
  }
}
