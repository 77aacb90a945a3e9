extension StorySummary {
  /// What the histories say of a close.
  private struct CloseFacts {
    var opened = false
    var closing = false
    var timedOut = false
    /// Who sent the RST that ended the connection.
    var resetBy: Side?
    var resetFrame: UInt64 = 0
    var timeWait = PerSide<Transition?>(client: nil, server: nil)
  }

  /// What the segments say of a close.
  private struct CloseScan {
    /// One past each end's FIN.
    var finEnd = PerSide<SequenceNumber?>(client: nil, server: nil)
    /// Who sent the first FIN, and its frame.
    var firstFIN: Side?
    var firstFINFrame: UInt64 = 0
    /// Frame of the other end's first FIN.
    var secondFINFrame: UInt64 = 0
    /// Whether the second FIN acknowledges the first.
    var secondCoversFirst = false
    /// New data from an end that had acknowledged the other's FIN: the half-closed connection was used.
    var usedHalfClosed = false
    /// Capture time of the first FIN, and of the newest acknowledgment of a FIN.
    var firstFINTime: Nanoseconds = 0
    var lastFINACKTime: Nanoseconds = 0
    /// Where each end's newest segment ends.
    var newestEnd = PerSide<SequenceNumber?>(client: nil, server: nil)
    /// One past each end's first FIN, whoever sent it.
    var anyFINEnd = PerSide<SequenceNumber?>(client: nil, server: nil)
  }

  /// Fills `close`.
  static func summarizeClose(_ story: inout ConnectionStory, settings: TrackerSettings, captureEnd: Nanoseconds) {
    let scan = scanClose(&story)
    if scan.usedHalfClosed { story.facts.insert(.halfClose) }
    if scan.lastFINACKTime &- scan.firstFINTime > .second, scan.finEnd.client != nil, scan.finEnd.server != nil {
      story.facts.insert(.slowClose)
    }
    noteWrap(&story, scan)
    let facts = closeFacts(story)
    story.close.kind = closeKind(scan, facts, finACK: story.close.finACK)
    story.close.initiator = initiator(story.close.kind, scan, facts)
    story.close.timeWait = timeWait(story, facts, scan, settings: settings, captureEnd: captureEnd)
  }

  /// Collects the frames of FINs, RSTs and first acknowledgments of FINs.
  private static func scanClose(_ story: inout ConnectionStory) -> CloseScan {
    var scan = CloseScan()
    let segments = story.segments
    let verdicts = story.verdicts
    story.close.clear()
    for index in segments.indices {
      let segment = segments[index]
      if segment.isInert { continue }
      if segment.isRST {
        story.close.rst.append(segment.frame)
        continue
      }
      // A forged FIN, or forged data after a FIN, is what the rules about them look for.
      if let end = scan.anyFINEnd[segment.sender] {
        if segment.isFIN ? segment.end != end : segment.payloadLength > 0 && end.isAtMost(segment.sequence) {
          story.facts.insert(.beyondFIN)
        }
      } else if segment.isFIN {
        scan.anyFINEnd[segment.sender] = segment.end
      }
      if fate(verdicts, index) == .foreign || segment.flags.contains(.syn) { continue }
      let side = segment.sender
      scan.newestEnd[side] = segment.end
      if !segment.hasTimestamps, story.handshake.options.client?.timestamps ?? false,
        story.handshake.options.server?.timestamps ?? false
      {
        story.facts.insert(.oddTimestampsOrSACK)
      }
      if index > 0, segment.elided == 0, segment.isPureACK,
        segment.time &- segments[index - 1].time > 500 * .millisecond, segments[index - 1].payloadLength > 0
      {
        story.facts.insert(.slowACK)
      }
      if segment.flags.contains(.ack), let end = scan.finEnd[side.peer] {
        let covers = end.isAtMost(segment.acknowledgment)
        if covers && story.close.finACK[side.peer] == 0 {
          story.close.finACK[side.peer] = segment.frame
          scan.lastFINACKTime = segment.time
        }
        if scan.finEnd[side] == nil {
          if segment.isFIN {
            scan.secondCoversFirst = covers
          } else if covers && segment.payloadLength > 0 && !segment.notes.contains(.retransmission) {
            scan.usedHalfClosed = true
          }
        }
      }
      guard segment.isFIN else { continue }
      if side == .client {
        story.close.fin.client.append(segment.frame)
      } else {
        story.close.fin.server.append(segment.frame)
      }
      if scan.finEnd[side] == nil {
        scan.finEnd[side] = segment.end
        if scan.firstFIN == nil {
          scan.firstFIN = side
          scan.firstFINFrame = segment.frame
          scan.firstFINTime = segment.time
        } else {
          scan.secondFINFrame = segment.frame
        }
      }
    }
    return scan
  }

  /// Notes sequence numbers that passed 2³², also where no single segment shows it.
  private static func noteWrap(_ story: inout ConnectionStory, _ scan: CloseScan) {
    for side in Side.allCases {
      guard let first = story.initialSequence[side], let end = scan.newestEnd[side] else { continue }
      if end.rawValue < first.rawValue && first.isBefore(end) { story.facts.insert(.wrapped) }
    }
  }

  /// Reads the transitions: they, and not the segments, say whether an RST or a FIN had its effect.
  private static func closeFacts(_ story: borrowing ConnectionStory) -> CloseFacts {
    var facts = CloseFacts()
    for transition in story.transitions {
      if transition.to.isSynchronized { facts.opened = true }
      if transition.to == .closing { facts.closing = true }
      if transition.to == .timeWait { facts.timeWait[transition.side] = transition }
      guard transition.from.isSynchronized, transition.from != .timeWait, transition.to == .closed else { continue }
      switch transition.cause {
      case .sendsRST, .knowsNoConnection, .receivesRST:
        if facts.resetBy == nil {
          facts.resetBy = transition.cause == .receivesRST ? transition.side.peer : transition.side
          facts.resetFrame = transition.frame
        }
      case .timesOut: facts.timedOut = true
      default: break
      }
    }
    return facts
  }

  private static func closeKind(_ scan: CloseScan, _ facts: CloseFacts, finACK: PerSide<UInt64>) -> Close.Kind {
    guard facts.opened else { return .none }
    if facts.resetBy != nil { return .reset }
    if scan.finEnd.client != nil && scan.finEnd.server != nil {
      if facts.closing || !scan.secondCoversFirst { return .simultaneous }
      if scan.usedHalfClosed { return .halfClose }
      // Three segments: the second FIN is also the first acknowledgment of the first one.
      guard let first = scan.firstFIN else { return .fourSegment }
      return finACK[first] == scan.secondFINFrame ? .threeSegment : .fourSegment
    }
    if facts.timedOut { return .timeout }
    return scan.firstFIN == nil ? .open : .halfClose
  }

  /// Who closed first; `nil` when both did at once, or nobody.
  private static func initiator(_ kind: Close.Kind, _ scan: CloseScan, _ facts: CloseFacts) -> Side? {
    switch kind {
    case .none, .open, .simultaneous: return nil
    case .fourSegment, .threeSegment, .halfClose, .timeout: return scan.firstFIN
    case .reset:
      guard let firstFIN = scan.firstFIN, scan.firstFINFrame < facts.resetFrame else { return facts.resetBy }
      return firstFIN
    }
  }

  /// TIME-WAIT of the end that entered it last, with the FINs that started it anew (RFC 9293 §3.10.7.4, eighth check).
  private static func timeWait(
    _ story: borrowing ConnectionStory, _ facts: CloseFacts, _ scan: CloseScan, settings: TrackerSettings,
    captureEnd: Nanoseconds
  ) -> Close.TimeWait? {
    let entered: Transition
    switch (facts.timeWait.client, facts.timeWait.server) {
    case (nil, nil): return nil
    case (let client?, nil): entered = client
    case (nil, let server?): entered = server
    case (let client?, let server?): entered = server.time > client.time ? server : client
    }
    let side = entered.side
    var since = entered.time
    var restarted: [UInt64] = []
    var pending = -1
    // Only a FIN sent again can do it, so an ordinary close ends this at once.
    let fins = side == .client ? story.close.fin.server : story.close.fin.client
    if let last = fins.last, last > entered.frame {
      for index in story.segments.indices where story.segments[index].frame > entered.frame {
        let segment = story.segments[index]
        if segment.isInert { continue }
        if segment.sender != side && segment.isFIN {
          if fate(story.verdicts, index) == .accepted {
            restarted.append(segment.frame)
            since = segment.time
          } else if fate(story.verdicts, index) == .open {
            pending = index
          }
        } else if segment.sender == side && pending >= 0 {
          // Its ACK shows that it was there to be started anew; an RST shows that it was not.
          if segment.isPureACK, let end = scan.finEnd[side.peer], end.isAtMost(segment.acknowledgment) {
            restarted.append(story.segments[pending].frame)
            since = story.segments[pending].time
          }
          pending = -1
        }
      }
    }
    let ends = since &+ settings.timeWait
    let left = story.states[side] == .timeWait && ends > captureEnd ? ends &- captureEnd : 0
    return Close.TimeWait(side: side, sinceFrame: entered.frame, restarted: restarted, left: left)
  }
}
