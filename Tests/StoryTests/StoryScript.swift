import FlowstateCore

/// Stories written by hand: `C:S(100) S:SA(300,101) C:A(101,301)+50`, one segment a word.
///
/// After the colon: S, A, F, R, P, then (SEQ) or (SEQ,ACK), then in any order `+PAYLOAD`, `@MILLISECONDS` (the default is
/// one after the segment before), `~TSval/TSecr`, `w0` (window 0), `!bad`, `!dup`, `!foreign`, `!ignored`, `!again`,
/// `!cut`, `!hole`, `*N` (N ordinary segments left out before it).
struct StoryScript {
  var story = ConnectionStory()

  init(_ text: String, client: UInt16 = 40000, server: UInt16 = 80) {
    story.ends = PerSide(
      client: SocketAddress(address: IPAddress(v4: 0x0a00_0001), port: client),
      server: SocketAddress(address: IPAddress(v4: 0x0a00_0002), port: server))
    var time: Nanoseconds = 0
    for word in text.split(separator: " ") { add(word, &time) }
    story.firstFrame = 1
    story.lastFrame = UInt64(story.segments.count)
    story.lastTime = time
    story.id = 1
  }

  private mutating func add(_ word: Substring, _ time: inout Nanoseconds) {
    var segment = LoggedSegment()
    var fate = Verdict.Fate.accepted
    segment.frame = UInt64(story.segments.count + 1)
    segment.sender = word.first == "C" ? .client : .server
    segment.window = 1000
    var rest = word.dropFirst(2)
    while let letter = rest.first, letter != "(" {
      rest.removeFirst()
      switch letter {
      case "S": segment.flags.insert(.syn)
      case "A": segment.flags.insert(.ack)
      case "F": segment.flags.insert(.fin)
      case "R": segment.flags.insert(.rst)
      default: segment.flags.insert(.psh)
      }
    }
    let numbers = rest.dropFirst().prefix { $0 != ")" }.split(separator: ",").map { UInt32($0) ?? 0 }
    segment.sequence = SequenceNumber(numbers[0])
    if numbers.count > 1 { segment.acknowledgment = SequenceNumber(numbers[1]) }
    rest = rest.drop { $0 != ")" }.dropFirst()
    time += .millisecond
    while let mark = rest.first {
      rest.removeFirst()
      let value = rest.prefix { !"+@~w!*".contains($0) }
      rest = rest.dropFirst(value.count)
      switch mark {
      case "+": segment.payloadLength = UInt32(value) ?? 0
      case "@": time = (Nanoseconds(value) ?? 0) * .millisecond
      case "*": segment.elided = UInt32(value) ?? 0
      case "w": segment.window = UInt16(value) ?? 0
      case "~":
        let stamps = value.split(separator: "/").map { UInt32($0) ?? 0 }
        segment.hasTimestamps = true
        segment.timestampValue = stamps[0]
        segment.timestampEcho = stamps[1]
      default:
        switch value {
        case "bad": segment.notes.insert(.badChecksum)
        case "dup": segment.notes.insert(.captureDuplicate)
        case "again": segment.notes.insert(.retransmission)
        case "hole": segment.notes.insert(.opensHole)
        case "cut": segment.marks.insert(.payloadCut)
        case "foreign": fate = .foreign
        default: fate = .ignored
        }
      }
    }
    segment.time = time
    story.figures[segment.sender].frames += 1
    story.segments.append(segment)
    story.verdicts.append(Verdict(fate: fate, states: PerSide(both: .unknown)))
  }

  /// Adds a step of a history.
  mutating func move(
    _ side: Side, _ from: State, _ to: State, at frame: UInt64, _ cause: Cause, basis: Basis = .proved,
    proof: UInt64 = 0
  ) {
    let time = frame > 0 ? story.segments[Int(frame) - 1].time : story.lastTime
    story.transitions.append(
      Transition(
        frame: frame, time: time, side: side, from: from, to: to, basis: basis, proofFrame: proof, cause: cause))
    story.states[side] = to
  }

  /// The history of an ordinary three-way handshake in frames 1 to 3.
  mutating func opens() {
    move(.client, .unknown, .closed, at: 1, .begins, basis: .inferred)
    move(.server, .unknown, .listen, at: 1, .begins, basis: .inferred)
    move(.client, .closed, .synSent, at: 1, .sendsSYN, basis: .sent)
    move(.server, .listen, .synReceived, at: 1, .receivesSYN, proof: 2)
    move(.client, .synSent, .established, at: 2, .receivesSYNACK, proof: 3)
    move(.server, .synReceived, .established, at: 3, .receivesACKOfSYN, basis: .presumed)
  }

  /// The completed story.
  func completed(end: Nanoseconds? = nil, settings: TrackerSettings = TrackerSettings()) -> ConnectionStory {
    var result = story
    StorySummary.complete(&result, settings: settings, captureEnd: end ?? story.lastTime)
    return result
  }
}
