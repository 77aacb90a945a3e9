/// Reads an attempt that was refused or never answered: SYNs of one ISN, and at most one RST; or one that was answered,
/// and nothing came of it: one SYN and one SYN-ACK.
struct OrdinaryAttempt {
  private let captureEnd: Nanoseconds
  private var repeated = false
  private var refusal = -1
  private var last: Nanoseconds = 0
  private var gap: Nanoseconds = 0

  init(captureEnd: Nanoseconds) { self.captureEnd = captureEnd }

  /// Writes transitions and verdicts, or leaves the story alone and returns false.
  mutating func read(_ story: inout ConnectionStory) -> Bool {
    guard let syn = story.segments.first, syn.isBareSYN, syn.sender == .client, syn.notes.isSubset(of: [.context])
    else { return false }
    last = syn.time
    if story.segments.count == 2, story.segments[1].isSYNACK { return readAnswered(&story) }
    for index in story.segments.indices.dropFirst() {
      let segment = story.segments[index]
      guard refusal < 0, segment.notes.isDisjoint(with: [.captureDuplicate, .badChecksum, .oldCopy, .oldIncarnation])
      else { return false }
      if segment.isBareSYN, segment.sender == .client, segment.sequence == syn.sequence {
        repeated = true
        gap = segment.time - last
        // A SYN again after a pause that no timer makes is a question for the search.
        guard gap > 700 * .millisecond, gap < 70 * .second else { return false }
        last = segment.time
      } else if segment.isRST, segment.sender == .server, segment.flags.contains(.ack),
        segment.acknowledgment == syn.end, segment.sequence == SequenceNumber(0), segment.payloadLength == 0,
        !repeated
      {
        refusal = index
      } else {
        return false
      }
    }
    write(&story)
    return true
  }

  /// One SYN, and nothing else: what `Inference.explain` makes of it, in one go.
  func tellSingle(_ story: inout ConnectionStory) {
    write(&story)
    Inference.arrange(&story.transitions)
    story.states = PerSide(client: .synSent, server: .unknown)
    story.verdicts[0].states = story.states
    story.facts.insert(.handshakeIncomplete)
  }

  /// SYN and SYN-ACK: the opener got it, as far as anything shows, and the listener waits.
  private func readAnswered(_ story: inout ConnectionStory) -> Bool {
    let syn = story.segments[0]
    let answer = story.segments[1]
    let wait = answer.time - syn.time
    guard answer.sender == .server, syn.notes.isEmpty, answer.notes.isEmpty, answer.acknowledgment == syn.end,
      syn.payloadLength == 0, answer.payloadLength == 0, !syn.hasFastOpen, !answer.hasFastOpen, wait >= 0,
      wait < 200 * .millisecond, !answer.hasTimestamps || answer.timestampEcho == syn.timestampValue
    else { return false }
    func add(
      _ side: Side, _ from: State, _ to: State, _ segment: LoggedSegment, _ basis: Basis, _ cause: Cause,
      proof: UInt64 = 0
    ) {
      story.transitions.append(
        Transition(
          frame: segment.frame, time: segment.time, side: side, from: from, to: to, basis: basis, proofFrame: proof,
          cause: cause))
    }
    add(.client, .unknown, .closed, syn, .inferred, .begins)
    add(.server, .unknown, .listen, syn, .inferred, .begins)
    add(.client, .closed, .synSent, syn, .presumed, .sendsSYN)
    add(.server, .listen, .synReceived, syn, .proved, .receivesSYN, proof: answer.frame)
    add(.client, .synSent, .established, answer, .presumed, .receivesSYNACK)
    for _ in story.segments { story.verdicts.append(Verdict(fate: .accepted, states: PerSide(both: .unknown))) }
    if story.initialSequence.client == nil { story.initialSequence.client = syn.sequence }
    if story.initialSequence.server == nil { story.initialSequence.server = answer.sequence }
    return true
  }

  private func write(_ story: inout ConnectionStory) {
    let syn = story.segments[0]
    func add(_ side: Side, _ from: State, _ to: State, _ segment: LoggedSegment, _ basis: Basis, _ cause: Cause) {
      story.transitions.append(
        Transition(
          frame: segment.frame, time: segment.time, side: side, from: from, to: to, basis: basis, cause: cause))
    }
    add(.client, .unknown, .closed, syn, .inferred, .begins)
    add(.server, .unknown, refusal >= 0 ? .closed : .unknown, syn, .inferred, .begins)
    add(.client, .closed, .synSent, syn, repeated ? .sent : .presumed, .sendsSYN)
    if refusal >= 0 {
      add(.client, .synSent, .closed, story.segments[refusal], .presumed, .receivesRST)
    } else if repeated {
      // Two intervals after its last SYN, the timer that would have repeated it gave up.
      let end = last + max(2 * gap, 1200 * .millisecond)
      if end + (end - last) / 4 + PathTiming.leastCrossing < captureEnd {
        story.transitions.append(
          Transition(frame: 0, time: end, side: .client, from: .synSent, to: .closed, basis: .timer, cause: .timesOut))
      }
    }
    for index in story.segments.indices {
      let fate = story.segments[index].sender == .client && refusal < 0 ? Verdict.Fate.open : .accepted
      story.verdicts.append(Verdict(fate: fate, states: PerSide(both: .unknown)))
    }
    if story.initialSequence.client == nil { story.initialSequence.client = syn.sequence }
  }
}
