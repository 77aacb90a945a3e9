import FlowstateCore

/// How a connection began while its tuple's last one was remembered.
struct TupleReuse {
  /// What happened to the tuple.
  enum Kind {
    /// An end was in TIME-WAIT, and the rules allow the new connection.
    case legal(String)
    /// An end was in TIME-WAIT, and no rule allows the new connection.
    case illegal
    /// The connection before had not been closed.
    case whileOpen
    /// TIME-WAIT had passed.
    case afterTimeWait
  }
  /// What happened.
  var kind: Kind
  /// The end that had closed first; the listener when nobody had.
  var closer: Side
  /// Index of the SYN that was accepted.
  var syn: Int
  /// Index of the SYN-ACK.
  var synACK: Int
  /// Time from the beginning of TIME-WAIT, or from the last frame, to the SYN.
  var passed: Nanoseconds
  /// Whether a number of Linux proves that TIME-WAIT was there (old SND.NXT + 65537).
  var isProved: Bool

  /// What Linux adds to SND.NXT for a connection that replaces TIME-WAIT.
  static let linuxStep: Int32 = 65537

  static func read(_ story: ConnectionStory, _ context: RuleContext) -> TupleReuse? {
    guard let before = story.predecessor, let opening = Handshakes.opening(story, context) else { return nil }
    let syn = story.segments[opening.syn]
    let answer = story.segments[opening.synACK]
    for closer in [Side.server, .client] {
      let wasWaiting = before.states[closer] == .timeWait || before.activeCloser == closer
      guard wasWaiting else { continue }
      // A TIME-WAIT that has passed is CLOSED since its end: then the last frame tells when it began.
      let passed = syn.time &- (before.states[closer] == .timeWait ? before.since[closer] : before.lastTime)
      if passed >= context.settings.timeWait {
        return TupleReuse(
          kind: .afterTimeWait, closer: closer, syn: opening.syn, synACK: opening.synACK, passed: passed,
          isProved: false)
      }
      // An RST ended it: CLOSED before its time, nothing to reuse.
      guard before.states[closer] == .timeWait else { continue }
      let own = closer == .server ? answer : syn
      let isProved = before.sendNext[closer].map { $0.distance(to: own.sequence) == linuxStep } ?? false
      let grounds =
        closer == .server ? legality(story, before, opening, isProved) : legalityOfOwn(before, syn, isProved)
      return TupleReuse(
        kind: grounds.map { .legal($0) } ?? .illegal, closer: closer, syn: opening.syn, synACK: opening.synACK,
        passed: passed, isProved: isProved)
    }
    let open: [State] = [.established, .finWait1, .finWait2, .closeWait, .synReceived]
    if before.activeCloser == nil, open.contains(before.states.server) || open.contains(before.states.client),
      before.states.server != .synReceived
    {
      return TupleReuse(
        kind: .whileOpen, closer: .server, syn: opening.syn, synACK: opening.synACK,
        passed: syn.time &- before.lastTime, isProved: false)
    }
    return nil
  }

  /// Why the listener in TIME-WAIT may accept the SYN (RFC 9293 §3.6.1, RFC 6191 §2); `nil` when it may not.
  private static func legality(
    _ story: ConnectionStory, _ before: Predecessor, _ opening: Handshakes.Opening, _ isProved: Bool
  ) -> String? {
    let syn = story.segments[opening.syn]
    if syn.hasTimestamps, let old = before.timestampValue.client {
      let step = Int32(bitPattern: syn.timestampValue &- old)
      if step > 0 { return "newer timestamp" }
      if step < 0 { return nil }
    } else if syn.hasTimestamps {
      return "timestamps where there were none"
    }
    guard let next = before.sendNext.client else { return isProved ? "known number" : "unknown numbers" }
    return next.isAtMost(syn.sequence) ? "higher sequence number" : nil
  }

  /// Why an end may reopen the tuple on which itself was in TIME-WAIT.
  private static func legalityOfOwn(_ before: Predecessor, _ syn: LoggedSegment, _ isProved: Bool) -> String? {
    if isProved { return "own TIME-WAIT reused" }
    if syn.hasTimestamps, let old = before.timestampValue.client,
      Int32(bitPattern: syn.timestampValue &- old) > 0
    {
      return "newer timestamp"
    }
    guard let next = before.sendNext.client else { return "unknown numbers" }
    return next.isAtMost(syn.sequence) ? "higher sequence number" : nil
  }
}
