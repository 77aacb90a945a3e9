import FlowstateCore

/// An old duplicate SYN reached the server, its SYN-ACK was rejected, the server is back in LISTEN (RFC 9293 figure 8,
/// RFC 793 figure 9).
///
/// Seen: a SYN-ACK, or an ACK from SYN-RECEIVED, for a number that the client no longer means, and the client's RST with
/// exactly that number. Proofs: the client had sent a SYN with another number before the RST (certain); it does so soon
/// after (strong); the SYN is a copy, or its number lies in an earlier connection's range (strong).
/// Kind `unproved` (info, weak): an ordinary SYN, no scanner's, whose SYN-ACK is rejected at once; it may have been given up.
/// Not this finding when the client sent one number only and nothing tells that it is old (`syn-scan-open`,
/// `late-synack-reset`), or when the SYN-ACK fits no SYN at all (`synack-wrong-ack`, `backscatter`).
enum StaleSYNReset: FindingRule {
  static let id = "stale-syn-reset"
  static let title = Sentence(en: "An old duplicate SYN was rejected", zh: "旧的重复 SYN 被拒绝")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5"), .rfc(9293, "3.5.2"), .rfc(9293, "3.10.7.3")]
  static let trigger: Facts = [.rst, .reused]
  static let pattern = "tcp.flags.syn == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "figure 8",
      Trace.peers + """
        0.000  --> S 0:0 ...
        0.001  ... S -900:-900 -->
        0.021  <-- S. 0:0 ack -899 <--
        0.0211 --> R -899:-899 -->
        0.030  ... S 0:0 -->
        0.050  <-- S. 70000:70000 ack 1 <--
        0.0501 --> . 1:1 ack 70001 -->
        """),
    .flagged(
      "an ordinary SYN that nobody means any more", kind: "unproved",
      Trace.modernPeers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 -->
        """),
    .clean(
      "the other end was in a connection since before the capture",
      Trace.openAtPeer),
    .clean(
      "a probe: one number only",
      Trace.peers + """
        0.000  --> S 0:0 win 1024 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 win 0 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    if let old = context.rejected.attempts[story.previous], let syn = context.outline.syn.client.first,
      story.segments[syn].sequence != old.number, story.segments[syn].time &- old.time <= 7 * .second,
      story.segments[syn].time >= old.time
    {
      report.add(
        frames: (old.frames + [story.segments[syn].frame]).sorted(), time: old.time, confidence: .strong,
        about: story.subject(.server), connections: [story.previous, story.id],
        en:
          "An old duplicate SYN was answered and rejected by an RST; \(Text.duration(story.segments[syn].time &- old.time)) later the client opened with the number that it meant",
        zh: "服务器应答了旧的重复 SYN，被客户端以 RST 拒绝；\(Text.duration(story.segments[syn].time &- old.time)) 后客户端以真正的序列号发起连接",
        details: [
          Detail("stale_isn", .integer(Int64(old.number.rawValue))),
          Detail("meant_isn", .integer(Int64(story.segments[syn].sequence.rawValue))),
        ])
      return
    }
    for reading in context.resets where reading.meaning == .rejectsSYNACK {
      guard let answered = reading.answered, let stale = StaleAttempt(story, context, reading) else { continue }
      guard let confidence = stale.confidence else {
        unproved(story, context, reading, stale, &report)
        continue
      }
      let server = reading.sender.peer
      report.add(
        story, at: [stale.syn, stale.other, answered, reading.index].compactMap { $0 }, shownAt: reading.index,
        confidence: confidence, about: story.subject(server),
        en:
          "An old duplicate SYN was answered; the client rejected that answer by an RST, and the server went back to LISTEN",
        zh: "服务器应答了旧的重复 SYN；客户端以 RST 拒绝，服务器回到 LISTEN",
        details: [
          Detail("stale_isn", .integer(Int64((story.segments[answered].acknowledgment - 1).rawValue))),
          Detail("meant_isn", stale.other.map { .integer(Int64(story.segments[$0].sequence.rawValue)) } ?? .null),
        ])
      return
    }
  }

  /// One ordinary SYN whose SYN-ACK is rejected at once, and nothing after it.
  private static func unproved(
    _ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading, _ stale: StaleAttempt,
    _ report: inout FindingReport
  ) {
    guard let answered = reading.answered, story.segments[answered].isSYNACK, let syn = stale.syn, stale.other == nil,
      let offered = story.handshake.options[reading.sender],
      offered.windowScale != 255 || offered.sackPermitted || offered.timestamps,
      story.segments[answered].time &- story.segments[syn].time <= .second,
      Injection.score(reading, story, context).confidence == nil,
      !context.outline.live.contains(where: { index in
        index > reading.index && story.segments[index].sender == reading.sender && !story.segments[index].isRST
      })
    else { return }
    report.add(
      story, at: [syn, answered, reading.index], shownAt: reading.index, kind: "unproved", severity: .info,
      confidence: .weak, about: story.subject(reading.sender.peer),
      en:
        "The SYN-ACK to an ordinary SYN was rejected at once: the SYN was an old duplicate, or its sender had given up meanwhile",
      zh: "普通 SYN 得到的 SYN-ACK 立即被 RST 拒绝：该 SYN 是旧的重复，或发起方已放弃")
  }
}

/// A rejected answer to an attempt, and what tells that the attempt was old.
struct StaleAttempt {
  /// The SYN that was answered; `nil` when it is not in the capture.
  var syn: Int?
  /// A SYN of the same end with another number.
  var other: Int?
  /// How sure it is that the answered SYN was old; `nil` when nothing says so.
  var confidence: Confidence?

  init?(_ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading) {
    guard let answered = reading.answered else { return nil }
    let number = story.segments[answered].acknowledgment - 1
    let syns = context.outline.syn[reading.sender]
    syn = syns.first { $0 < answered && story.segments[$0].sequence == number }
    let others = syns.filter { story.segments[$0].sequence != number }
    if let before = others.last(where: { $0 < reading.index }) {
      other = before
      confidence = syn == nil && story.segments[answered].isSYNACK ? nil : .certain
    } else if let after = others.first(where: {
      story.segments[$0].time &- story.segments[reading.index].time <= 7 * .second
    }) {
      other = after
      confidence = syn == nil ? nil : .strong
    }
    if confidence == nil, let syn {
      let notes = story.segments[syn].notes
      if !notes.isDisjoint(with: [.oldCopy, .oldIncarnation]) { confidence = .strong }
    }
    if confidence == nil, let next = story.predecessor?.sendNext[reading.sender] {
      let back = number.distance(to: next)
      if back > 0 && back < 1 << 24 { confidence = .strong }
    }
  }
}
