import FlowstateCore

/// How likely it is that an RST was not sent by the end that it names.
///
/// Two proofs make it certain, one proof or three points strong. Never evidence: identification 0 with DF and missing
/// timestamps, as Linux sends its RSTs so.
struct Injection {
  /// Names of proofs.
  var proofs: [String] = []
  /// Points of circumstantial evidence.
  var points = 0
  /// Names of circumstantial evidence.
  var marks: [String] = []

  /// How sure it is; `nil` when it is not likely.
  var confidence: Confidence? {
    if proofs.count >= 2 { return .certain }
    if proofs.count == 1 || points >= 3 { return .strong }
    return nil
  }

  static func score(_ reading: ResetReading, _ story: ConnectionStory, _ context: RuleContext) -> Injection {
    var score = Injection()
    switch reading.meaning {
    case .rejectsSYNACK:
      completes(reading, story, context, &score)
      guard !score.marks.isEmpty else { return score }
    case .refusesSYN:
      guard let answer = acceptance(reading, story, context) else { return score }
      score.proofs.append("same-syn-accepted")
      compareHops(reading, usual: story.segments[answer].hopLimit, story, &score)
      return score
    case .rejectsRewrittenSYNACK, .rejectsChallenge, .alone, .answersFIN, .afterClose, .afterReset,
      .inTimeWait, .inexact, .outOfWindow:
      return score
    default: break
    }
    let reset = story.segments[reading.index]
    let side = reading.sender
    // The place of the capture tells who sent: what leaves the capturing host is its own.
    if reset.marks.contains(.outgoing) { return score }
    if story.fate(reading.index) == .foreign {
      score.points += 2
      score.marks.append("states")
    }
    goesOn(reading, story, context, &score)
    if let answered = reading.answered, let roundTrip = story.handshake.roundTrip[side], roundTrip > 2 * .millisecond {
      let reaction = reset.time &- story.segments[answered].time
      let previous = context.outline.live.last { $0 < reading.index && story.segments[$0].sender != side }
      if previous == answered, reaction < roundTrip / 2, story.handshake.roundTrip[side.peer] != nil {
        // The handshake's round trip may hold a wait that is not the path's: never enough by itself.
        score.points += 2
        score.marks.append("too-early")
      }
    }
    let usual = story.usualHopLimit(side, before: reading.index)
    if usual != 0,
      story.figures[side].frames >= 3 || context.outline.synACK[side].count + context.outline.syn[side].count > 0
    {
      compareHops(reading, usual: usual, story, &score)
    }
    if reset.identification != 0, let answered = reading.answered,
      story.segments[answered].identification == reset.identification
    {
      score.points += 2
      score.marks.append("ip-id")
    }
    return score
  }

  /// The SYN-ACK that answers the SYN which the RST refuses, and no other: an end answers a SYN once. `nil` when there is
  /// none, or when the SYN was sent again.
  static func acceptance(_ reading: ResetReading, _ story: ConnectionStory, _ context: RuleContext) -> Int? {
    let reset = story.segments[reading.index]
    let asked = context.outline.syn[reading.sender.peer].filter { story.segments[$0].end == reset.acknowledgment }
    guard
      let answer = context.outline.synACK[reading.sender].first(where: { index in
        index > reading.index && story.segments[index].acknowledgment == reset.acknowledgment
          && story.segments[index].time &- reset.time < context.settings.horizon
      })
    else { return nil }
    return asked.count { $0 < answer } == 1 ? answer : nil
  }

  private static func compareHops(
    _ reading: ResetReading, usual: UInt8, _ story: ConnectionStory, _ score: inout Injection
  ) {
    // Kernels send RSTs for no socket with their default TTL: initial values are compared only through the path.
    let off = abs(Int(story.segments[reading.index].hopLimit) - Int(usual))
    guard off >= 2 else { return }
    score.points += off >= 5 ? 2 : 1
    score.marks.append("ttl")
  }

  /// The opener that is named as the one that rejects the SYN-ACK completes the handshake afterwards.
  private static func completes(
    _ reading: ResetReading, _ story: ConnectionStory, _ context: RuleContext, _ score: inout Injection
  ) {
    guard let answered = reading.answered else { return }
    let answer = story.segments[answered]
    let later = context.outline.live.first { index in
      let segment = story.segments[index]
      return index > reading.index && segment.sender == reading.sender && !segment.isRST
    }
    guard let later, story.segments[later].flags.contains(.ack), !story.segments[later].flags.contains(.syn),
      story.segments[later].sequence == answer.acknowledgment,
      story.segments[later].acknowledgment == answer.end,
      // A program that speaks TCP past its own kernel is reset by that, and goes on when it likes.
      story.segments[later].time &- answer.time < context.settings.horizon
    else { return }
    score.points += 2
    score.marks.append("completes-the-handshake")
  }

  /// The named sender goes on: no end does after its RST.
  private static func goesOn(
    _ reading: ResetReading, _ story: ConnectionStory, _ context: RuleContext, _ score: inout Injection
  ) {
    let side = reading.sender
    let reset = story.segments[reading.index]
    guard story.stateBefore(reading.index, side).isSynchronized else { return }
    let known = story.sendNext(side, before: reading.index)
    let acknowledged = story.acknowledged(by: side, before: reading.index)
    let roundTrip = context.roundTrip(story, to: side)
    let later = context.outline.live.first { index in
      let segment = story.segments[index]
      guard index > reading.index, segment.sender == side, !segment.isRST, !segment.flags.contains(.syn),
        segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
      else { return false }
      let isNew =
        known.map { $0.isBefore(segment.end) } == true
        || acknowledged.map { segment.flags.contains(.ack) && $0.isBefore(segment.acknowledgment) } == true
      return segment.time &- reset.time > roundTrip && isNew
    }
    if later != nil { score.proofs.append("goes-on") }
  }
}
