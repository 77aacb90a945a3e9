/// How far a connection has come on the ordinary course: a three-way handshake, data, and a close by one FIN a side of
/// which the second follows the acknowledgment of the first.
///
/// Followed segment by segment (`Record.follow`), it says of a connection that kept to it what `OrdinaryReading` would
/// read off its log, so that its story can be told in brief (`ConnectionStory.Brief`) without that log. Whatever is not
/// wholly ordinary leaves the course for good: then the story is read off the log, and nothing but effort is lost.
struct OrdinaryCourse: BitwiseCopyable {
  /// What came last.
  enum Step: UInt8, BitwiseCopyable {
    case nothing, syn, synACK, open, firstFIN, firstFINAcknowledged, secondFIN, over
    /// It was not ordinary.
    case left
  }

  struct Bits: OptionSet, BitwiseCopyable {
    let rawValue: UInt16
    /// End 1 is the client.
    static let clientIsSecond = Bits(rawValue: 1)
    /// The server has sent what shows ESTABLISHED.
    static let answered = Bits(rawValue: 2)
    /// Before that the client sent more than the third ACK: that could have completed the handshake, too.
    static let otherCompletes = Bits(rawValue: 4)
    /// Both ends send timestamps.
    static let timestamps = Bits(rawValue: 8)
    /// The server's clock was compared with its SYN-ACK.
    static let clockRead = Bits(rawValue: 16)
    /// It had gone on at a tick a millisecond.
    static let clockRunsOn = Bits(rawValue: 32)
    /// The server closes first.
    static let serverCloses = Bits(rawValue: 64)
    /// The second FIN is the first acknowledgment of the first one.
    static let together = Bits(rawValue: 128)
    /// Nobody else can have sent the second FIN.
    static let secondIsCertain = Bits(rawValue: 256)
  }

  /// Time of the newest FIN.
  var finTime: Nanoseconds = 0
  /// Round trips from the capture point to each end and back, in nanoseconds.
  var roundTripToServer: UInt32 = 0
  var roundTripToClient: UInt32 = 0
  /// From the first FIN to the second one, in nanoseconds.
  var finGap: UInt32 = 0
  /// From the SYN to the SYN-ACK, in frames.
  var synACKFrame: UInt32 = 0
  var bits: Bits = []
  var step = Step.nothing

  /// A handshake or a close that takes longer is worth a look.
  static let promptness = Nanoseconds.second
  /// An acknowledgment that waits longer is worth a look.
  static let ackDelay = 500 * Nanoseconds.millisecond

  /// Which end is the client, 0 or 1.
  var client: Int { bits.contains(.clientIsSecond) ? 1 : 0 }

  /// Takes a segment of an open connection whose numbers follow on, which has nothing to note and is not logged: by then
  /// both ends have spoken.
  @inline(__always)
  mutating func followData(_ segment: Segment, silence: Nanoseconds) {
    guard step == .open else { return }
    if bits.contains(.timestamps), !segment.options.has(.timestamps) { step = .left }
    if silence > OrdinaryCourse.ackDelay, segment.payloadLength == 0 { step = .left }
  }
}

extension Record {
  /// Takes a segment after its notes were made and before it is logged: the next step of the ordinary course, or the end
  /// of following it.
  @inline(__always)
  mutating func follow(_ segment: Segment, side x: Int, silence: Nanoseconds, _ notes: SegmentNotes) {
    guard course.step != .left else { return }
    // Most segments that are logged carry data of an open connection, too.
    if course.step == .open, notes.isEmpty, segment.flags.intersection([.syn, .rst, .fin, .ack]) == .ack,
      course.bits.contains(.answered),
      course.bits.contains(.clockRead) || x == course.client || !segment.options.has(.timestamps)
    {
      course.followData(segment, silence: silence)
      return
    }
    if !isOnCourse(segment, side: x, silence: silence, notes) { course.step = .left }
  }

  private mutating func isOnCourse(
    _ segment: Segment, side x: Int, silence: Nanoseconds, _ notes: SegmentNotes
  ) -> Bool {
    guard notes.isEmpty, !segment.flags.contains(.rst) else { return false }
    switch course.step {
    case .nothing: return isFirst(segment, side: x)
    case .syn: return isAnswer(segment, side: x)
    case .synACK: return isThirdACK(segment, side: x)
    default: break
    }
    guard segment.flags.intersection([.syn, .ack]) == .ack,
      course.bits.isDisjoint(with: .timestamps) || segment.options.has(.timestamps),
      silence <= OrdinaryCourse.ackDelay || segment.payloadLength > 0 || segment.flags.contains(.fin)
    else { return false }
    guard readsClock(segment, side: x), isAnswered(segment, side: x) else { return false }
    if course.step == .open {
      if segment.flags.contains(.fin) { beginClose(segment, side: x) }
      return true
    }
    let closer = course.bits.contains(.serverCloses) ? 1 - course.client : course.client
    return x == closer ? isOfCloser(segment, side: x) : isOfPeer(segment, side: x)
  }

  private mutating func isFirst(_ segment: Segment, side x: Int) -> Bool {
    course.step = .syn
    if x == 1 { course.bits.insert(.clientIsSecond) }
    return segment.flags.intersection([.syn, .ack, .fin]) == .syn && firstFrame == lastFrame && previous == 0
      && segment.payloadLength == 0 && !segment.options.has(.fastOpen)
  }

  private mutating func isAnswer(_ segment: Segment, side x: Int) -> Bool {
    let syn = halves[1 - x].latest
    let wait = segment.time &- syn.time
    guard x != course.client, segment.flags.intersection([.syn, .ack, .fin]) == [.syn, .ack],
      segment.payloadLength == 0, !segment.options.has(.fastOpen),
      segment.acknowledgment.rawValue == syn.sequence &+ 1,
      wait >= 0 && wait <= OrdinaryCourse.promptness
    else { return false }
    if segment.options.has(.timestamps) {
      guard segment.options.timestampEcho == syn.timestampValue || segment.options.timestampEcho == 0 else {
        return false
      }
      if syn.bits & Latest.hasTimestamps != 0 { course.bits.insert(.timestamps) }
    }
    course.step = .synACK
    course.roundTripToServer = Record.duration(wait)
    course.synACKFrame = UInt32(clamping: segment.frame &- firstFrame)
    return course.synACKFrame < .max
  }

  private mutating func isThirdACK(_ segment: Segment, side x: Int) -> Bool {
    let synACK = halves[1 - x].latest
    let wait = segment.time &- synACK.time
    guard x == course.client, segment.flags.intersection([.syn, .ack, .fin]) == .ack, segment.payloadLength == 0,
      segment.sequence == halves[x].iss + 1, segment.acknowledgment.rawValue == synACK.sequence &+ 1,
      course.bits.isDisjoint(with: .timestamps) || segment.options.has(.timestamps),
      wait >= 0 && wait <= OrdinaryCourse.promptness
    else { return false }
    course.step = .open
    course.roundTripToClient = Record.duration(wait)
    return true
  }

  /// Compares the server's first timestamp after the SYN-ACK's with that: what lags behind may be a SYN cookie.
  private mutating func readsClock(_ segment: Segment, side x: Int) -> Bool {
    guard x != course.client, course.bits.isDisjoint(with: .clockRead), segment.options.has(.timestamps) else {
      return true
    }
    course.bits.insert(.clockRead)
    guard course.bits.contains(.timestamps) else { return false }
    let synACK = halves[x].latest
    guard synACK.flags & TCPFlags.syn.rawValue != 0 else { return false }
    let ticks = Int64(Int32(bitPattern: segment.options.timestampValue &- synACK.timestampValue))
    let lag = ticks &* .millisecond &- (segment.time &- synACK.time)
    // As the book of listeners and the summary read it: among the first eight segments it counts as running on.
    if lag.magnitude <= 1_500_000 {
      if halves[0].frames &+ halves[1].frames <= 8 { course.bits.insert(.clockRunsOn) }
      return true
    }
    return lag < 2 * .millisecond || lag > 64 * .millisecond
  }

  /// Whether the server shows by its first segment that it is ESTABLISHED.
  private mutating func isAnswered(_ segment: Segment, side x: Int) -> Bool {
    guard course.bits.isDisjoint(with: .answered) else { return true }
    if x == course.client {
      course.bits.insert(.otherCompletes)
      return true
    }
    course.bits.insert(.answered)
    return segment.payloadLength > 0 || segment.flags.contains(.fin)
      || (halves[1 - x].iss + 1).isBefore(segment.acknowledgment)
  }

  private mutating func beginClose(_ segment: Segment, side x: Int) {
    course.step = .firstFIN
    course.finTime = segment.time
    if x != course.client { course.bits.insert(.serverCloses) }
  }

  /// After its FIN the active closer only acknowledges; with the second FIN, all is over.
  private mutating func isOfCloser(_ segment: Segment, side x: Int) -> Bool {
    guard segment.payloadLength == 0, !segment.flags.contains(.fin), segment.sequence == halves[x].next else {
      return false
    }
    guard course.step == .secondFIN else { return course.step != .over }
    course.step = .over
    return segment.acknowledgment == halves[1 - x].next
      && Nanoseconds(course.finGap) &+ (segment.time &- course.finTime) <= OrdinaryCourse.promptness
  }

  /// The other end sends what was on its way, acknowledges the FIN, and closes.
  private mutating func isOfPeer(_ segment: Segment, side x: Int) -> Bool {
    guard course.step != .secondFIN, course.step != .over, segment.acknowledgment.isAtMost(halves[1 - x].next) else {
      return false
    }
    let covers = segment.acknowledgment == halves[1 - x].next
    let wasAcknowledged = course.step == .firstFINAcknowledged
    if covers { course.step = .firstFINAcknowledged }
    guard segment.flags.contains(.fin) else {
      // Data after the acknowledgment uses the half-closed connection.
      return covers ? segment.payloadLength == 0 : !wasAcknowledged
    }
    let gap = segment.time &- course.finTime
    guard covers, gap >= 0, gap <= OrdinaryCourse.promptness else { return false }
    course.step = .secondFIN
    course.finGap = Record.duration(gap)
    course.finTime = segment.time
    if !wasAcknowledged { course.bits.insert(.together) }
    if Evidence.continues(segment.logged(notes: []), halves[x].latest.loggedSegment) {
      course.bits.insert(.secondIsCertain)
    }
    return true
  }

  /// Whether the connection kept to the ordinary course from its first frame to its last one, and nothing stands out.
  func isOrdinaryThroughout() -> Bool {
    let usual: Facts = [.syn, .synACK, .fin]
    guard course.step == .over, facts == usual.rawValue, extra == 0, previous == 0 else { return false }
    let client = course.client
    // A client that sends nothing may be a probe; numbers that wrapped and odd options have findings of their own.
    return halves[client].bytes > 0 && halves[0].wraps | halves[1].wraps == 0
      && halves[0].iss.rawValue <= halves[0].next.rawValue && halves[1].iss.rawValue <= halves[1].next.rawValue
      && key.a != key.b
  }
}
