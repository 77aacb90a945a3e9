extension Tracker {
  /// Fills the story of a connection, has it explained, hands it over, and frees all but the record.
  mutating func finish<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    report(index, sink: &sink)
    free(index)
  }

  /// Has a connection's story explained and hands it over.
  mutating func report<Sink: StorySink & ~Copyable>(_ index: UInt32, sink: inout Sink) {
    if !(sink.takesBrief && tellInBrief(index)) { tell(index) }
    handOver(to: &sink)
  }

  /// As `finish`; `predecessor` gets what the connection leaves to its successor.
  mutating func finish<Sink: StorySink & ~Copyable>(
    _ index: UInt32, predecessor: inout PredecessorRecord, sink: inout Sink
  ) {
    tell(index)
    predecessor = leftBehind(index)
    handOver(to: &sink)
    free(index)
  }

  /// Hands the story over.
  mutating func handOver<Sink: StorySink & ~Copyable>(to sink: inout Sink) {
    story.turn = turn
    sink.take(&story)
  }

  private mutating func tell(_ index: UInt32) {
    // An attempt has one segment, which is told without being written to the log and read back, unless it has notes.
    let isLogged = index != Tracker.spare || records[index].log.count > 0
    if isLogged { records[index].logContext(&stores) }
    let (client, basis) = records[index].roles()
    fillIdentity(index, client: client, basis: basis)
    fillFigures(index, client: client)
    fillExtras(index, client: client)
    story.brief = nil
    story.segments.clear()
    if isLogged {
      stores.log.read(records[index].log, client: client, into: &story.segments)
    } else {
      records[index].appendUnlogged(client: client, to: &story.segments)
    }
    story.judgeChecksums()
    Inference.explain(&story, settings: settings, captureEnd: captureEnd)
    StorySummary.complete(&story, settings: settings, captureEnd: captureEnd)
  }

  mutating func fillIdentity(_ index: UInt32, client: Int, basis: RoleBasis) {
    let key = records[index].key
    story.id = records[index].firstFrame
    story.key = key
    story.ends = client == 0 ? PerSide(client: key.a, server: key.b) : PerSide(client: key.b, server: key.a)
    story.roleBasis = basis
    let envelope = stores.envelopes[Int(records[index].envelope)]
    story.vlans = envelope.vlans
    story.tunnels = envelope.tunnels
    story.incarnation = records[index].incarnation
    story.previous = records[index].previous
    story.firstFrame = records[index].firstFrame
    story.lastFrame = records[index].lastFrame
    story.firstTime = records[index].firstTime
    story.lastTime = records[index].lastTime
    story.facts = Facts(rawValue: records[index].facts)
    if records[index].halves[0].frames == 0 || records[index].halves[1].frames == 0 {
      story.facts.insert(.oneSided)
    }
    if key.a == key.b { story.facts.insert(.sameEnds) }
    story.states = PerSide(both: .unknown)
    story.initialSequence = PerSide(
      client: records[index].halves[client].initialSequence, server: records[index].halves[1 - client].initialSequence)
    story.handshake.options = PerSide(
      client: records[index].halves[client].handshakeOptions,
      server: records[index].halves[1 - client].handshakeOptions)
  }

  mutating func fillFigures(_ index: UInt32, client: Int) {
    for end in 0..<2 {
      let half = records[index].halves[end]
      let extra = records[index].extra
      var figures = SideFigures()
      if extra != 0 {
        if half.bits.contains(.zeroWindow) {
          stores.extras[extra].sides[end].endZeroWindow(at: records[index].lastTime)
        }
        figures = stores.extras[extra].sides[end].figures
      }
      figures.frames = UInt64(half.frames)
      figures.payloadBytes = half.bytes
      figures.dataSegments = UInt64(half.dataSegments)
      figures.largestPayload = half.largestPayload
      figures.payloadCut = half.payloadCut
      figures.wraps = UInt32(half.wraps)
      figures.hopLimit = half.latest.hopLimit
      if half.wraps > 0 { story.facts.insert(.wrapped) }
      story.figures[Side(end: end, client: client)] = figures
    }
  }

  mutating func fillExtras(_ index: UInt32, client: Int) {
    story.icmpErrors.clear()
    story.segmentsNotLogged = 0
    story.predecessor = nil
    let extra = records[index].extra
    guard extra != 0 else { return }
    story.segmentsNotLogged = stores.extras[extra].notLogged
    if stores.extras[extra].hasPredecessor {
      story.predecessor = stores.extras[extra].predecessor.predecessor(client: client)
    }
    var node = stores.extras[extra].icmp
    while node != 0 {
      var error = stores.icmp[node].error
      if client == 1 { error.quotedSender = error.quotedSender.peer }
      story.icmpErrors.append(error)
      node = stores.icmp[node].next
    }
    story.icmpErrors.reverse()
  }

  /// What the connection just told leaves to the next one on its tuple, in terms of the key's ends.
  private func leftBehind(_ index: UInt32) -> PredecessorRecord {
    var left = PredecessorRecord()
    let (client, _) = records[index].roles()
    left.lastFrame = story.lastFrame
    left.lastTime = story.lastTime
    for end in 0..<2 {
      let side = Side(end: end, client: client)
      let half = records[index].halves[end]
      left.states[end] = story.states[side]
      left.since[end] = story.lastTime
      left.sendNext[end] = half.next.rawValue
      left.knowsNext[end] = half.bits.contains(.next)
      left.iss[end] = half.bits.contains(.iss) ? half.iss.rawValue : records[index].beginnings[end]
      left.timestamp[end] = half.timestampValue
      left.knowsTimestamp[end] = half.bits.contains(.timestamp)
    }
    for transition in story.transitions {
      left.since[(transition.side == .client) == (client == 0) ? 0 : 1] = transition.time
    }
    if let waiting = story.close.timeWait, let last = waiting.restarted.last,
      let restart = story.segments.first(where: { $0.frame == last })
    {
      left.since[(waiting.side == .client) == (client == 0) ? 0 : 1] = restart.time
    }
    if let initiator = story.close.initiator { left.closer = (initiator == .client) == (client == 0) ? 0 : 1 }
    return left
  }

  /// Frees what a record refers to.
  mutating func free(_ index: UInt32) {
    var log = records[index].log
    stores.log.release(&log)
    records[index].log = log
    let extra = records[index].extra
    guard extra != 0 else { return }
    var node = stores.extras[extra].icmp
    while node != 0 {
      let next = stores.icmp[node].next
      stores.giveBackICMP(node, part: records[index].key.part)
      node = next
    }
    stores.extras.release(extra)
    records[index].extra = 0
  }
}

extension Record {
  /// Which end is the client (0 or 1), and how that was told.
  func roles() -> (client: Int, basis: RoleBasis) {
    let first = halves[0].bits
    let second = halves[1].bits
    switch (first.contains(.bareSYN), second.contains(.bareSYN)) {
    case (true, true): return (bits.contains(.firstSYNFromSecond) ? 1 : 0, .syn)
    case (true, false): return (0, .syn)
    case (false, true): return (1, .syn)
    case (false, false): break
    }
    if first.contains(.synACK) != second.contains(.synACK) { return (first.contains(.synACK) ? 1 : 0, .synACK) }
    // The well-known port is the server's; among others, the one below the ephemeral ranges.
    let (low, high) = (min(key.a.port, key.b.port), max(key.a.port, key.b.port))
    if (low < 1024 && high >= 1024) || (low < 32768 && high >= 32768) { return (key.a.port == low ? 1 : 0, .port) }
    return (bits.contains(.firstFromSecond) ? 1 : 0, .firstSender)
  }
}

extension Half {
  /// The ISN of the attempt that lives, where known.
  var initialSequence: SequenceNumber? { bits.contains(.iss) ? iss : nil }

  /// What the SYN or SYN-ACK offered; `nil` when it was not seen.
  var handshakeOptions: HandshakeOptions? {
    guard !bits.isDisjoint(with: [.bareSYN, .synACK]) else { return nil }
    return HandshakeOptions(
      TCPOptions.Kinds(rawValue: synOptions), mss: mss, windowScale: windowScale,
      hasCookie: bits.contains(.fastOpenCookie), window: synWindow, hopLimit: synHopLimit)
  }
}

extension ConnectionStory {
  /// Begins the story of one bare SYN: what it is, and what was counted.
  mutating func begin(with syn: Segment, key: FlowKey, envelope: Envelope) {
    id = syn.frame
    self.key = key
    ends = PerSide(client: syn.source, server: syn.destination)
    roleBasis = .syn
    vlans = envelope.vlans
    tunnels = envelope.tunnels
    incarnation = 1
    previous = 0
    predecessor = nil
    firstFrame = syn.frame
    lastFrame = syn.frame
    firstTime = syn.time
    lastTime = syn.time
    facts = [.syn, .oneSided]
    initialSequence = PerSide(client: syn.sequence, server: nil)
    handshake.options = PerSide(client: HandshakeOptions(syn), server: nil)
    var counted = SideFigures()
    figures.server = counted
    counted.frames = 1
    counted.hopLimit = syn.hopLimit
    figures.client = counted
    icmpErrors.clear()
    segmentsNotLogged = 0
    brief = nil
    segments.clear()
    segments.append(syn.logged(notes: []))
    verdicts.clear()
    transitions.clear()
  }
}

extension HandshakeOptions {
  fileprivate init(
    _ kinds: TCPOptions.Kinds, mss: UInt16, windowScale: UInt8, hasCookie: Bool, window: UInt16, hopLimit: UInt8
  ) {
    self.init()
    self.mss = mss
    self.windowScale = windowScale
    sackPermitted = kinds.contains(.sackPermitted)
    timestamps = kinds.contains(.timestamps)
    fastOpen = kinds.contains(.fastOpen)
    fastOpenCookie = hasCookie
    multipath = kinds.contains(.multipath)
    hasFillerRun = kinds.contains(.fillerRun)
    isCut = kinds.contains(.cut)
    self.window = window
    self.hopLimit = hopLimit
  }

  /// What a SYN offers.
  fileprivate init(_ syn: Segment) {
    let options = syn.options
    self.init(
      options.kinds, mss: options.mss, windowScale: options.has(.windowScale) ? options.windowScale : 255,
      hasCookie: options.has(.fastOpen) && options.fastOpenCookieLength > 0, window: syn.window,
      hopLimit: syn.hopLimit)
  }
}

extension PredecessorRecord {
  /// In terms of the new connection's roles.
  func predecessor(client: Int) -> Predecessor {
    let server = 1 - client
    func next(_ end: Int) -> SequenceNumber? { knowsNext[end] ? SequenceNumber(sendNext[end]) : nil }
    func value(_ end: Int) -> UInt32? { knowsTimestamp[end] ? timestamp[end] : nil }
    return Predecessor(
      states: PerSide(client: states[client], server: states[server]),
      since: PerSide(client: since[client], server: since[server]),
      sendNext: PerSide(client: next(client), server: next(server)),
      timestampValue: PerSide(client: value(client), server: value(server)), lastFrame: lastFrame,
      lastTime: lastTime, activeCloser: closer == 2 ? nil : Side(end: Int(closer), client: client))
  }
}
