import FlowstateCore

/// A SYN inside a synchronized connection was answered by a challenge ACK, and the connection went on.
///
/// Not this finding when the SYN's sender rejects the challenge (`half-open-discovered`), or when the challenged end had
/// closed (`tuple-reuse-refused-in-time-wait`). No challenge within 500 ms of another proves nothing: they are limited.
enum SYNChallenged: FindingRule {
  static let id = "syn-challenged"
  static let title = Sentence(en: "A SYN hit an open connection", zh: "SYN 命中已建立的连接，引出 challenge ACK")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5961, "4.2"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = [.synWhileSynchronized, .synRepeated]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged(
      "an old SYN, the connection goes on",
      Trace.exchange + """
        0.500 --> S -50000:-50000 -->
        0.520 <-- . 501:501 ack 101 <--
        0.600 --> P. 101:201 ack 501 -->
        0.620 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "reuse of a closed tuple",
      Trace.serverCloses + """
        5.000  --> S 90000:90000 -->
        5.020  <-- S. 66039:66039 ack 90001 <--
        5.0205 --> . 90001:90001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let challenges = Challenge.all(story, context).filter { !$0.wasClosed && $0.rejected == nil }
    guard let first = challenges.first else { return }
    let segment = story.segments[first.syn]
    let usual = story.figures[segment.sender].hopLimit
    let foreign = usual != 0 && abs(Int(segment.hopLimit) - Int(usual)) >= 2
    report.add(
      story, at: challenges.flatMap { [$0.syn, $0.answer] }, shownAt: first.syn,
      kind: "old-duplicate-or-blind", confidence: .strong, about: story.subject(segment.sender.peer),
      en:
        "\(Text.count(challenges.count, "SYN")) inside the open connection drew a challenge ACK; the connection went on"
        + (foreign ? "; its TTL \(segment.hopLimit) is not its sender's \(usual)" : ""),
      zh: "已建立的连接收到 \(challenges.count) 个 SYN，以 challenge ACK 应答后连接继续"
        + (foreign ? "；其 TTL \(segment.hopLimit) 与该端一贯的 \(usual) 不符" : ""),
      details: [Detail("syns", .integer(Int64(challenges.count))), Detail("foreign_ttl", .boolean(foreign))])
  }
}

/// A SYN that an end in a connection answered by an ACK without SYN.
struct Challenge {
  /// Index of the SYN.
  var syn: Int
  /// Index of the ACK.
  var answer: Int
  /// Index of the RST by which the SYN's sender rejects that ACK; `nil` for none.
  var rejected: Int?
  /// Whether the challenged end had sent and received FIN: TIME-WAIT, or near it.
  var wasClosed: Bool
  /// Whether the challenged end belongs to the connection before on the tuple.
  var isOfPredecessor: Bool
  /// Whether that connection is not in the capture.
  var isUnseen: Bool

  static func all(_ story: ConnectionStory, _ context: RuleContext) -> [Challenge] {
    var challenges: [Challenge] = []
    for side in Side.allCases {
      for syn in context.outline.syn[side] {
        if let challenge = one(story, context, syn, by: side) { challenges.append(challenge) }
      }
    }
    return challenges.sorted { $0.syn < $1.syn }
  }

  private static func one(
    _ story: ConnectionStory, _ context: RuleContext, _ index: Int, by side: Side
  ) -> Challenge? {
    let syn = story.segments[index]
    var state = story.stateBefore(index, side.peer)
    var isOfPredecessor = false
    if !state.isSynchronized, let predecessor = story.predecessor,
      !context.outline.synACK[side.peer].contains(where: { $0 < index })
    {
      state = predecessor.states[side.peer]
      isOfPredecessor = true
    }
    let hadBoth =
      context.outline.fin[side.peer].contains { $0 < index } && context.outline.fin[side].contains { $0 < index }
    // An end that says nothing before may have been in a connection since before the capture.
    let isJoined =
      story.predecessor == nil
      && !context.outline.live.contains { $0 < index && story.segments[$0].sender == side.peer }
    guard state.isSynchronized || hadBoth || isJoined else { return nil }
    let next = context.outline.live.first { position in
      let segment = story.segments[position]
      return position > index && segment.sender == side.peer
        && segment.time &- syn.time <= 2 &* context.roundTrip(story, to: side.peer) &+ 200 * .millisecond
    }
    guard let answer = next, story.segments[answer].isPureACK, story.segments[answer].acknowledgment != syn.end else {
      return nil
    }
    if isOfPredecessor, let used = story.predecessor?.sendNext[side.peer], used != story.segments[answer].sequence {
      return nil
    }
    let rejected = context.outline.rst[side].first { position in
      position > answer && story.segments[position].sequence == story.segments[answer].acknowledgment
    }
    let isUnseen = isJoined && !state.isSynchronized && !hadBoth
    // Without the connection before, only the RST tells a challenge from an ACK that is late or forged.
    if isUnseen, rejected == nil { return nil }
    let wasClosed = !isUnseen && (hadBoth || [.timeWait, .lastAck, .closing, .closed].contains(state))
    return Challenge(
      syn: index, answer: answer, rejected: rejected, wasClosed: wasClosed, isOfPredecessor: isOfPredecessor,
      isUnseen: isUnseen)
  }
}
