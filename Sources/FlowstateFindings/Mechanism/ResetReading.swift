import FlowstateCore

/// What one RST means. Each RST has one meaning, so the rules about resets exclude each other.
struct ResetReading: Sendable {
  /// Meanings, the more special before the more general.
  enum Meaning: UInt8, Sendable {
    /// A port that nobody listens on answers a SYN.
    case refusesSYN
    /// The end that is named as the opener rejects a SYN-ACK, or an ACK that it did not expect.
    case rejectsSYNACK
    /// The opener rejects a SYN-ACK whose ACK number is not the one that passed the capture point: something changed it.
    case rejectsRewrittenSYNACK
    /// The passive end rejects the segment that would complete the handshake.
    case rejectsThirdACK
    /// The sender of a SYN rejects the challenge ACK, or the TIME-WAIT's ACK, that answered it.
    case rejectsChallenge
    /// Exact RST at an end in TIME-WAIT.
    case inTimeWait
    /// A repeated or late FIN is answered by an end that no longer knows the connection.
    case answersFIN
    /// Data is answered by an end that had closed.
    case answersDataAfterFIN
    /// An end that never closed no longer knows the connection.
    case answersUnknown
    /// Not sent by the end that it names.
    case foreign
    /// In the window of its receiver, not exact.
    case inexact
    /// Outside the window of its receiver.
    case outOfWindow
    /// The connection had been reset before.
    case afterReset
    /// After both FINs were acknowledged.
    case afterClose
    /// An end aborts.
    case abort
    /// Nothing was there before.
    case alone
  }

  /// Index of the RST.
  var index: Int
  /// Its named sender.
  var sender: Side
  /// What it means.
  var meaning: Meaning
  /// The segment that it answers, if it answers one to the letter (RFC 9293 §3.5.2).
  var answered: Int?
  /// First FIN of the RST's sender before it.
  var senderFIN: Int?
  /// First FIN of its peer before it.
  var peerFIN: Int?
  /// First data of the peer that the sender, which had sent that FIN, had not acknowledged and that it rejects by the RST.
  var lateData: Int?
  /// Whether the sender's FIN was acknowledged before the RST.
  var senderFINCovered = false
  /// Whether the peer's FIN was acknowledged before the RST.
  var peerFINCovered = false

  /// At most so many RSTs of a connection are read.
  static let limit = 32

  /// Reads the RSTs of a connection.
  static func read(_ story: ConnectionStory, _ context: RuleContext) -> [ResetReading] {
    var readings: [ResetReading] = []
    let indices = (context.outline.rst.client + context.outline.rst.server).sorted()
    for index in indices.prefix(limit) { readings.append(reading(story, context, index)) }
    return readings
  }

  private static func reading(_ story: ConnectionStory, _ context: RuleContext, _ index: Int) -> ResetReading {
    let reset = story.segments[index]
    let sender = reset.sender
    let outline = context.outline
    var reading = ResetReading(index: index, sender: sender, meaning: .abort)
    reading.answered = answered(story, outline, index)
    reading.senderFIN = outline.fin[sender].first { $0 < index && story.isGenuine($0) }
    reading.peerFIN = outline.fin[sender.peer].first { $0 < index && story.isGenuine($0) }
    if let fin = reading.senderFIN {
      let end = story.segments[fin].end
      reading.senderFINCovered = story.firstCovering(end, by: sender.peer, in: fin + 1..<index) != nil
    }
    reading.lateData = lateData(story, outline, reading)
    if let data = reading.lateData { reading.answered = data }
    if let fin = reading.peerFIN {
      reading.peerFINCovered = story.firstCovering(story.segments[fin].end, by: sender, in: fin + 1..<index) != nil
    }
    reading.meaning = meaning(story, context, reading)
    return reading
  }

  /// The peer's latest segment that the RST answers to the letter: SEQ is its ACK number, or, when that segment had no
  /// ACK, SEQ is 0 and ACK its end.
  private static func answered(_ story: ConnectionStory, _ outline: Outline, _ index: Int) -> Int? {
    let reset = story.segments[index]
    for candidate in outline.live.reversed() where candidate < index {
      let segment = story.segments[candidate]
      guard segment.sender != reset.sender, !segment.isRST else { continue }
      if segment.flags.contains(.ack) {
        if segment.acknowledgment == reset.sequence { return candidate }
      } else if reset.flags.contains(.ack), reset.acknowledgment == segment.end, reset.sequence.rawValue == 0 {
        return candidate
      }
    }
    return nil
  }

  /// See `lateData`. The RST answers the data or a FIN behind it to the letter, or acknowledges the data for the first time.
  private static func lateData(_ story: ConnectionStory, _ outline: Outline, _ reading: ResetReading) -> Int? {
    guard reading.senderFIN != nil, let known = story.acknowledged(by: reading.sender, before: reading.index) else {
      return nil
    }
    let reset = story.segments[reading.index]
    return outline.live.first { index in
      let segment = story.segments[index]
      guard index < reading.index, segment.sender != reading.sender, segment.payloadLength > 0 else { return false }
      let end = segment.sequence + Int(segment.payloadLength)
      guard known.isBefore(end) else { return false }
      if let answered = reading.answered { return index <= answered }
      return reset.flags.contains(.ack) && end.isAtMost(reset.acknowledgment)
    }
  }

  private static func meaning(_ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading) -> Meaning {
    let index = reading.index
    let reset = story.segments[index]
    let sender = reading.sender
    let outline = context.outline
    if !outline.live.contains(where: { $0 < index && !story.segments[$0].isRST }) { return .alone }
    if answersProbe(story, outline, reading) { return .alone }
    if reset.flags.contains(.ack),
      outline.syn[sender.peer].contains(where: { $0 < index && story.segments[$0].end == reset.acknowledgment }),
      !outline.synACK[sender].contains(where: {
        $0 < index && story.segments[$0].acknowledgment == reset.acknowledgment
      }), !story.stateBefore(index, sender.peer).isSynchronized
    {
      return .refusesSYN
    }
    if let meaning = handshakeMeaning(story, outline, reading) { return meaning }
    if rejectsRewrittenSYNACK(story, context, reading) { return .rejectsRewrittenSYNACK }
    if followsReset(story, context, reading) { return .afterReset }
    let meaning = establishedMeaning(story, context, reading)
    return story.fate(index) == .foreign && meaning != .inexact && meaning != .outOfWindow ? .foreign : meaning
  }

  /// Whether the RST is the answer of no connection (RFC 9293 §3.10.7.1) to a segment without ACK that is no SYN either: a
  /// probe. Its sender never spoke before.
  private static func answersProbe(_ story: ConnectionStory, _ outline: Outline, _ reading: ResetReading) -> Bool {
    let reset = story.segments[reading.index]
    guard let answered = reading.answered, reset.flags.contains(.ack), reset.sequence.rawValue == 0,
      story.segments[answered].flags.isDisjoint(with: [.ack, .syn])
    else { return false }
    return !outline.live.contains {
      $0 < reading.index && story.segments[$0].sender == reset.sender && !story.segments[$0].isRST
    }
  }

  /// Meanings of RSTs during a handshake, and of those that reject a challenge.
  private static func handshakeMeaning(
    _ story: ConnectionStory, _ outline: Outline, _ reading: ResetReading
  ) -> Meaning? {
    guard let answered = reading.answered else { return nil }
    let reset = story.segments[reading.index]
    let sender = reading.sender
    let segment = story.segments[answered]
    if segment.isSYNACK {
      // The opener had completed nothing: no segment of its acknowledges the SYN-ACK.
      if story.firstCovering(segment.end, by: sender, in: answered + 1..<reading.index) == nil { return .rejectsSYNACK }
      return nil
    }
    // The latest SYN of the RST's sender, when the peer answered it by an ACK without SYN.
    if let syn = outline.syn[sender].last(where: { $0 < answered }), segment.flags.contains(.ack),
      segment.acknowledgment != story.segments[syn].end, segment.payloadLength == 0,
      story.firstCovering(segment.sequence, by: sender, in: syn + 1..<reading.index) == nil,
      isAttempting(story, outline, sender, after: syn, before: reading.index)
    {
      // An end that took an old SYN answers it by a SYN-ACK first; else it was in a connection since before the capture.
      let isStale = outline.live.contains { index in
        let other = story.segments[index]
        let number = other.isSYNACK ? other.acknowledgment : other.end
        return index < answered && number == segment.acknowledgment
          && (other.isSYNACK || other.isBareSYN && other.sender == sender)
      }
      return isStale && !wasSynchronized(story, outline, sender.peer, before: syn) ? .rejectsSYNACK : .rejectsChallenge
    }
    // The passive end rejects what would complete the handshake: it never sent data nor acknowledged any.
    if let synACK = outline.synACK[sender].first(where: { $0 < answered }), !reset.flags.contains(.ack),
      outline.synACK[sender.peer].isEmpty
    {
      let begin = story.segments[synACK]
      let moved = outline.live.contains { other in
        guard other < reading.index, story.segments[other].sender == sender, !story.segments[other].isRST else {
          return false
        }
        return begin.end.isBefore(story.segments[other].end)
          || begin.acknowledgment.isBefore(story.segments[other].acknowledgment)
      }
      if !moved {
        // An ACK with other numbers completes nothing: it belongs to an earlier connection, or answers a challenge.
        let isOther = segment.sequence != begin.acknowledgment && segment.acknowledgment != begin.end
        return isOther ? .rejectsChallenge : .rejectsThirdACK
      }
    }
    return nil
  }

  /// Whether an end has sent nothing but SYNs and RSTs between two segments: it is still opening.
  private static func isAttempting(
    _ story: ConnectionStory, _ outline: Outline, _ side: Side, after syn: Int, before index: Int
  ) -> Bool {
    !outline.live.contains { other in
      let segment = story.segments[other]
      return other > syn && other < index && segment.sender == side && !segment.isRST && !segment.flags.contains(.syn)
    }
  }

  /// Whether the opener's bare RST answers a SYN-ACK at once, with another number than its ACK, and the opener goes on
  /// opening: the SYN-ACK that reached it was not the one that passed the capture point.
  private static func rejectsRewrittenSYNACK(
    _ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading
  ) -> Bool {
    let outline = context.outline
    let reset = story.segments[reading.index]
    let sender = reading.sender
    guard !reset.flags.contains(.ack), let syn = outline.syn[sender].first(where: { $0 < reading.index }),
      let answer = outline.synACK[sender.peer].last(where: { $0 < reading.index }), syn < answer,
      story.segments[answer].acknowledgment != reset.sequence,
      isAttempting(story, outline, sender, after: syn, before: reading.index),
      reset.time &- story.segments[answer].time <= context.settings.unknownRoundTrip,
      abs(Int(reset.hopLimit) - Int(story.segments[syn].hopLimit)) < 2
    else { return false }
    let next = outline.live.first { $0 > reading.index && story.segments[$0].sender == sender }
    return next.map { story.segments[$0].isBareSYN && story.segments[$0].sequence == story.segments[syn].sequence }
      ?? false
  }

  /// Whether the connection had been reset before; an end that resets once more tells nothing new, unless its first RST
  /// did not arrive.
  private static func followsReset(_ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading) -> Bool {
    let state = story.stateBefore(reading.index, reading.sender)
    guard state == .closed || state == .listen else { return false }
    let sides = context.outline.rst
    if sides[reading.sender.peer].contains(where: { $0 < reading.index && story.isGenuine($0) }) { return true }
    guard let own = sides[reading.sender].last(where: { $0 < reading.index && story.isGenuine($0) }) else {
      return false
    }
    guard let answered = reading.answered, answered > own else { return true }
    let later = story.segments[answered]
    let passed = later.time &- story.segments[own].time
    return !later.notes.isDisjoint(with: [.oldCopy, .oldIncarnation, .outOfOrder])
      || passed <= context.roundTrip(story, to: reading.sender.peer) &+ 50 * .millisecond
  }

  /// Whether an end was in a connection when a SYN came: this one, or the one before on the tuple.
  private static func wasSynchronized(
    _ story: ConnectionStory, _ outline: Outline, _ side: Side, before syn: Int
  ) -> Bool {
    if story.stateBefore(syn, side).isSynchronized { return true }
    guard let predecessor = story.predecessor, !outline.synACK[side].contains(where: { $0 < syn }) else { return false }
    return predecessor.states[side].isSynchronized
  }

  /// Meanings of RSTs at ends that were synchronized.
  private static func establishedMeaning(
    _ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading
  ) -> Meaning {
    let index = reading.index
    let reset = story.segments[index]
    let sender = reading.sender
    let isBare = !reset.flags.contains(.ack)
    if isBare, let answered = reading.answered {
      let segment = story.segments[answered]
      if reading.lateData != nil { return .answersDataAfterFIN }
      if segment.isFIN, reading.senderFIN != nil { return .answersFIN }
      if reading.senderFIN != nil, segment.payloadLength > 0 { return .answersDataAfterFIN }
      if reading.senderFIN == nil, hasForgotten(story, context, reading, answered) { return .answersUnknown }
    }
    if reading.senderFINCovered && reading.peerFINCovered {
      if story.stateBefore(index, sender.peer) == .timeWait,
        story.acknowledged(by: sender.peer, before: index) == reset.sequence
      {
        return .inTimeWait
      }
      return .afterClose
    }
    if let expected = story.acknowledged(by: sender.peer, before: index),
      let next = story.sendNext(sender, before: index), reset.sequence != expected,
      reset.sequence != next || story.fate(index) == .ignored
    {
      // Data that was lost before the capture point moves SND.NXT too: the end that died of it was reset rightly.
      if story.stateAfter(index, sender.peer) == .closed { return .abort }
      let edge = expected + story.receiveWindow(sender.peer, before: index)
      return reset.sequence.isBefore(expected) || edge.isAtMost(reset.sequence) ? .outOfWindow : .inexact
    }
    if reading.lateData != nil { return .answersDataAfterFIN }
    if reading.senderFIN != nil, reading.answered.map({ story.segments[$0].payloadLength > 0 }) == true {
      return .answersDataAfterFIN
    }
    return .abort
  }

  /// Whether an end that never closed answers at once, and had been silent before, or had sent an RST that was lost. An
  /// end that was alive a moment ago may as well abort: its SND.NXT is the number that its peer acknowledged, too.
  private static func hasForgotten(
    _ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading, _ answered: Int
  ) -> Bool {
    let reset = story.segments[reading.index]
    let segment = story.segments[answered]
    let limit = 2 &* context.roundTrip(story, to: reading.sender) &+ context.settings.unknownRoundTrip
    guard reset.time &- segment.time <= limit,
      story.firstCovering(segment.end, by: reading.sender, in: answered + 1..<reading.index) == nil
    else { return false }
    guard
      let alive = context.outline.live.last(where: { $0 < reading.index && story.segments[$0].sender == reading.sender }
      )
    else { return true }
    return story.segments[alive].isRST || reset.time &- story.segments[alive].time >= context.settings.unknownRoundTrip
  }
}
