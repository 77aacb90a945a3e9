extension StorySummary {
  /// What one pass over the segments says of a handshake.
  private struct HandshakeScan {
    var bareSYN = PerSide(both: false)
    var synACK = PerSide(both: false)
    /// Anything but an RST that is not foreign.
    var spoke = PerSide(both: false)
    var rst = PerSide(both: false)
    /// Index of the first SYN-ACK that acknowledges a SYN (or whose SYN is not in the capture).
    var synACKIndex = -1
    /// Index of the first segment that acknowledges it.
    var ackIndex = -1
    /// The SYN-ACK acknowledges payload of the SYN (RFC 7413).
    var synDataAcknowledged = false
  }

  /// Fills `handshake`, except for `options`.
  static func summarizeHandshake(_ story: inout ConnectionStory) {
    let scan = scanHandshake(&story)
    var proof = HandshakeProof()
    var synchronized = PerSide(both: false)
    var crossed = false
    for transition in story.transitions {
      proof.follow(transition)
      if transition.to.isSynchronized { synchronized[transition.side] = true }
      // Either end's: the SYN of the other one may have been lost on its way.
      if transition.from == .synSent && transition.to == .synReceived { crossed = true }
    }
    story.handshake.proved = proof
    story.handshake.kind = kind(scan, story, synchronized: synchronized, crossed: crossed)
    story.handshake.ack = scan.ackIndex >= 0 ? story.segments[scan.ackIndex].frame : 0
    measureRoundTrips(&story, scan)
    if story.handshake.roundTrip.client ?? 0 > .second || story.handshake.roundTrip.server ?? 0 > .second {
      story.facts.insert(.slowHandshake)
    }
  }

  /// Fills `handshake` and `close` of a connection that is one bare SYN: most of a flood or a scan.
  static func summarizeAttempt(_ story: inout ConnectionStory) {
    let syn = story.segments[0]
    story.handshake.clear()
    story.handshake.syn.append(syn.frame)
    story.handshake.kind = isRefused(by: story.icmpErrors, syn.sender) ? .refused : .unanswered
    story.close.clear()
  }

  /// Collects the frames of SYNs and SYN-ACKs, and finds the segments that settle the handshake.
  private static func scanHandshake(_ story: inout ConnectionStory) -> HandshakeScan {
    var scan = HandshakeScan()
    let segments = story.segments
    let verdicts = story.verdicts
    story.handshake.clear()
    for index in segments.indices {
      let segment = segments[index]
      if segment.isInert || fate(verdicts, index) == .foreign { continue }
      let side = segment.sender
      if segment.flags.contains(.rst) {
        scan.rst[side] = true
        continue
      }
      scan.spoke[side] = true
      guard segment.flags.contains(.syn), !segment.flags.contains(.fin) else {
        if scan.ackIndex < 0 && scan.synACKIndex >= 0 && segment.flags.contains(.ack) {
          let synACK = segments[scan.synACKIndex]
          if side != synACK.sender {
            if (synACK.sequence + 1).isAtMost(segment.acknowledgment) {
              scan.ackIndex = index
              if segment.length > 0 { story.facts.insert(.oddThirdACK) }
            }
          } else if segment.length > 0 {
            story.facts.insert(.oddThirdACK)
          }
        }
        continue
      }
      // A SYN inside a synchronized connection is a challenge, a late copy or a stray, unless it is the old one again.
      if index > 0, index <= verdicts.count {
        let before = verdicts[index - 1].states
        let settled = before.client.isSynchronized && before.server.isSynchronized
        if settled && story.initialSequence[side] != segment.sequence { continue }
      }
      if segment.flags.contains(.ack) {
        story.handshake.synACK.append(segment.frame)
        scan.synACK[side] = true
        let fits = acknowledgesSYN(segment, segments, before: index)
        if scan.synACKIndex < 0 && fits.answers {
          scan.synACKIndex = index
          scan.synDataAcknowledged = fits.data
        }
      } else {
        story.handshake.syn.append(segment.frame)
        scan.bareSYN[side] = true
      }
    }
    return scan
  }

  /// Whether a SYN-ACK answers a SYN that was seen (or none was seen of that end), and acknowledges payload of it.
  private static func acknowledgesSYN(
    _ synACK: LoggedSegment, _ segments: [LoggedSegment], before end: Int
  ) -> (answers: Bool, data: Bool) {
    var seen = false
    for index in 0..<end {
      let syn = segments[index]
      guard syn.sender != synACK.sender, syn.isBareSYN, !syn.isInert else { continue }
      seen = true
      let first = syn.sequence + 1
      if first.isAtMost(synACK.acknowledgment) && synACK.acknowledgment.isAtMost(syn.end) {
        return (true, first != synACK.acknowledgment)
      }
    }
    return (!seen, false)
  }

  private static func kind(
    _ scan: HandshakeScan, _ story: borrowing ConnectionStory, synchronized: PerSide<Bool>, crossed: Bool
  ) -> Handshake.Kind {
    guard scan.bareSYN.client || scan.bareSYN.server || scan.synACK.client || scan.synACK.server else { return .none }
    if synchronized.client && synchronized.server {
      if scan.bareSYN.client && scan.bareSYN.server && crossed {
        // The passive end of a split handshake never sends a SYN-ACK; in a simultaneous open both ends do.
        return scan.synACK.client && !scan.synACK.server ? .split : .simultaneous
      }
      if scan.synDataAcknowledged { return .fastOpen }
      let whole = scan.synACKIndex >= 0 && scan.ackIndex >= 0 && (scan.bareSYN.client || scan.bareSYN.server)
      return whole ? .threeWay : .partial
    }
    let opener: Side = scan.bareSYN.client || !scan.bareSYN.server ? .client : .server
    if scan.synACK.client || scan.synACK.server || scan.spoke[opener.peer] { return .partial }
    if scan.rst[opener.peer] || isRefused(by: story.icmpErrors, opener) { return .refused }
    return .unanswered
  }

  /// Whether an ICMP error says that the SYN was refused: host, protocol or port unreachable, or prohibited.
  private static func isRefused(by errors: [ICMPError], _ opener: Side) -> Bool {
    for error in errors where error.quotedSender == opener {
      if error.isIPv6 ? error.type == 1 : error.type == 3 && error.code != 4 { return true }
    }
    return false
  }

  /// Measures both halves of the path: SYN to SYN-ACK, and SYN-ACK to the segment that acknowledges it.
  ///
  /// A repeated segment makes a half unknown, unless the echoed timestamp says which copy was answered (RFC 7323 §4.1).
  private static func measureRoundTrips(_ story: inout ConnectionStory, _ scan: HandshakeScan) {
    story.handshake.roundTrip = PerSide(both: nil)
    guard scan.synACKIndex >= 0 else { return }
    let segments = story.segments
    let synACK = segments[scan.synACKIndex]
    // In simultaneous and split handshakes a SYN-ACK answers no single segment.
    guard !(scan.bareSYN.client && scan.bareSYN.server) else { return }
    let passive = synACK.sender
    story.handshake.roundTrip[passive] = interval(
      to: synACK, in: segments, before: scan.synACKIndex,
      where: { (syn: LoggedSegment) in
        syn.sender != passive && syn.isBareSYN && (syn.sequence + 1).isAtMost(synACK.acknowledgment)
          && synACK.acknowledgment.isAtMost(syn.end)
      })
    guard scan.ackIndex >= 0 else { return }
    // The segment that completes the handshake; what comes later waited for something else.
    let ack = segments[scan.ackIndex]
    guard ack.sequence == synACK.acknowledgment, ack.isPureACK, synACK.sequence + 1 == ack.acknowledgment else {
      return
    }
    let copies = segments[..<scan.ackIndex].count {
      $0.sender == passive && $0.isSYNACK && $0.sequence == synACK.sequence && !$0.isInert
    }
    // A repeated SYN-ACK is no newer timestamp to its receiver (RFC 7323 §4.3): the echo does not tell the copies apart.
    guard copies == 1, ack.time >= synACK.time else { return }
    story.handshake.roundTrip[passive.peer] = ack.time &- synACK.time
  }

  /// Time from the one segment that `answer` can answer to `answer`; `nil` when that is not known.
  private static func interval(
    to answer: LoggedSegment, in segments: [LoggedSegment], before end: Int, where isCandidate: (LoggedSegment) -> Bool
  ) -> Nanoseconds? {
    var only = -1
    var echoed = -1
    var count = 0
    var echoedCount = 0
    for index in 0..<end {
      let segment = segments[index]
      guard !segment.isInert, isCandidate(segment) else { continue }
      only = index
      count += 1
      if segment.hasTimestamps && answer.hasTimestamps && segment.timestampValue == answer.timestampEcho {
        echoed = index
        echoedCount += 1
      }
    }
    let index = count == 1 ? only : echoedCount == 1 ? echoed : -1
    guard index >= 0 else { return nil }
    let time = answer.time &- segments[index].time
    return time >= 0 ? time : nil
  }
}
