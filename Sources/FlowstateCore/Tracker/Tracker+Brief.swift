extension Tracker {
  /// Fills the story of a connection that kept to the ordinary course, without its history; false when it did not.
  mutating func tellInBrief(_ index: UInt32) -> Bool {
    guard records[index].isOrdinaryThroughout() else { return false }
    let course = records[index].course
    let client = course.client
    fillIdentity(index, client: client, basis: .syn)
    StorySummary.noteOptions(&story)
    guard !story.facts.contains(.oddOptions) else { return false }
    fillFigures(index, client: client)
    fillExtras(index, client: client)
    story.segments.clear()
    story.segments.append(records[index].openingSegment(of: client))
    story.segments.append(records[index].openingSegment(of: 1 - client))
    story.verdicts.clear()
    story.transitions.clear()
    story.settledAt = captureEnd
    let timeWaitEnded = course.finTime &+ settings.timeWait < captureEnd
    story.brief = course.brief(timeWaitEnded: timeWaitEnded)
    story.facts.insert(timeWaitEnded ? [.timeWait, .timer] : .timeWait)
    let closer: Side = course.bits.contains(.serverCloses) ? .server : .client
    story.states = PerSide(both: .closed)
    if !timeWaitEnded { story.states[closer] = .timeWait }
    summarizeInBrief(course, closer)
    return true
  }

  private mutating func summarizeInBrief(_ course: OrdinaryCourse, _ closer: Side) {
    story.handshake.clear()
    story.handshake.kind = .threeWay
    story.handshake.syn.append(story.segments[0].frame)
    story.handshake.synACK.append(story.segments[1].frame)
    story.handshake.roundTrip = PerSide(
      client: Nanoseconds(course.roundTripToClient), server: Nanoseconds(course.roundTripToServer))
    story.close.clear()
    story.close.kind = course.bits.contains(.together) ? .threeSegment : .fourSegment
    story.close.initiator = closer
    story.capturePoint.place = nil
    story.capturePoint.grounds.clear()
  }
}

extension Record {
  /// The SYN or the SYN-ACK of a connection that kept to the ordinary course, as far as the record holds it: not its
  /// identification and timestamps.
  fileprivate func openingSegment(of end: Int) -> LoggedSegment {
    var segment = LoggedSegment()
    let isAnswer = end != course.client
    segment.sender = isAnswer ? .server : .client
    segment.flags = isAnswer ? [.syn, .ack] : .syn
    segment.frame = firstFrame &+ (isAnswer ? UInt64(course.synACKFrame) : 0)
    segment.time = firstTime &+ (isAnswer ? Nanoseconds(course.roundTripToServer) : 0)
    segment.sequence = halves[end].iss
    if isAnswer { segment.acknowledgment = halves[1 - end].iss + 1 }
    segment.window = halves[end].synWindow
    segment.hopLimit = halves[end].synHopLimit
    segment.hasTimestamps = TCPOptions.Kinds(rawValue: halves[end].synOptions).contains(.timestamps)
    return segment
  }
}

extension OrdinaryCourse {
  /// What the transitions rest on, as `OrdinaryReading` tells them.
  func brief(timeWaitEnded: Bool) -> ConnectionStory.Brief {
    let isShown = bits.isDisjoint(with: .otherCompletes)
    let isCertain = bits.contains(.secondIsCertain)
    var brief = ConnectionStory.Brief()
    // SYN and the first FIN; the second FIN where nobody else can have sent it.
    brief.bases[Int(Basis.sent.rawValue)] = isCertain ? 3 : 2
    // SYN and SYN-ACK, and the first FIN, arrived; the third ACK where only it can have brought what the server sent.
    brief.bases[Int(Basis.proved.rawValue)] = isShown ? 4 : 3
    // The second FIN and the last ACK; and what is not shown of the others.
    brief.bases[Int(Basis.presumed.rawValue)] =
      2 + (isCertain ? 0 : 1) + (isShown ? 0 : 1) + (bits.contains(.together) ? 0 : 1)
    brief.bases[Int(Basis.timer.rawValue)] = timeWaitEnded ? 1 : 0
    brief.clockRunsOn = bits.contains(.clockRunsOn)
    return brief
  }
}
