/// The engine between decoded segments and finished stories: one value, changed in place.
///
/// Per segment: find the record of its tuple, settle what a SYN means (`Tracker+Incarnation`), take the segment
/// (`Record+Take`). A connection is reported when nothing can change it any more (`Tracker+Expiry`).
struct Tracker: ~Copyable {
  let settings: TrackerSettings
  /// No connection is let go before so much silence.
  let shortestRetention: Nanoseconds
  let seed: UInt64
  var table = SlotTable()
  var records: Arena<Record>
  var attempts: Arena<Attempt>
  var answered: Arena<AnsweredAttempt>
  var closed: Arena<ClosedRecord>
  /// Connections, whatever their form.
  var population: PartQuota
  var stores: Stores
  var wheel = ExpiryWheel()
  /// The one story that is filled again and again.
  var story = ConnectionStory()
  /// When it is told.
  var turn = StoryTurn()
  /// Time of the last frame seen.
  var captureEnd: Nanoseconds = .min
  /// Connections that are due, while a second is being worked off.
  var due: [Due] = []

  /// A connection that is due, in the order of its moment.
  struct Due {
    var moment: Nanoseconds
    var id: UInt64
    var index: UInt32
  }

  /// A tracker for a share of the tuples, of each part of which it keeps `capacity` connections at a time.
  init(settings: TrackerSettings, seed: UInt64, capacity: UInt32, share: FlowShare) {
    self.settings = settings
    shortestRetention = min(settings.attemptRetention, settings.closedRetention, settings.idleRetention)
    self.seed = seed
    population = PartQuota(limit: max(capacity, 1))
    // Index 0 is none, and one record is spare. Every connection may need a record's place after as many others left half
    // of one to closed records; and twice as many places of those must have an index.
    let most = min(UInt64(population.limit) * UInt64(share.size), UInt64(Form.places) / 3 - 4)
    let room = AddressSpace.room(of: share)
    records = Arena(capacity: UInt32(most + most / 2) + 4, hugePages: true, room: room)
    attempts = Arena(capacity: UInt32(most) + 1, hugePages: true, room: room)
    answered = Arena(capacity: UInt32(most) + 1, hugePages: true, room: room)
    closed = Arena(halving: records)
    stores = Stores(connections: UInt32(most), share: share, room: room)
    var nobody = Segment()
    nobody.frame = 1
    let key = FlowKey(a: nobody.source, b: nobody.destination, space: 0)
    _ = records.allocate(Record(nobody, key: key, hash: 0, fromSecond: false))
  }

  /// The hash of a segment's tuple, and whether its sender is the key's end `b`.
  @inline(__always)
  func locate(_ segment: Segment) -> Location {
    let (key, fromB) = FlowKey.of(source: segment.source, destination: segment.destination, space: segment.space)
    return Location(hash: key.hash(seed: seed), fromSecond: fromB)
  }

  /// Where a segment belongs.
  struct Location {
    var hash: UInt32
    var fromSecond: Bool
    /// A record that is in the table, and may be the connection's; 0 for none.
    var guess: UInt32 = 0

    /// The key of the segment whose location this is.
    @inline(__always)
    func key(of segment: Segment) -> FlowKey {
      FlowKey(
        source: segment.source, destination: segment.destination, space: segment.space, fromB: fromSecond)
    }
  }

  /// The index of the connection of a segment, in any form; 0 for none.
  @inline(__always)
  func find(_ segment: Segment, _ location: Location) -> UInt32 {
    let key = location.key(of: segment)
    var probe = SlotTable.Probe(location.hash)
    while let index = table.next(&probe) {
      let place = Form.place(index)
      let isFound =
        switch Form(of: index) {
        case .record: records[place].key == key
        case .closed: closed[place].isOf(key)
        case .attempt: attempts[place].isOf(key)
        case .answered: answered[place].syn.isOf(key)
        }
      if isFound { return index }
    }
    return 0
  }

  /// Connections whose stories can still change.
  var live: Int { records.live - 1 - closed.halved + closed.live + attempts.live + answered.live }

  /// Takes one segment.
  @inline(__always)
  mutating func ingest<Sink: StorySink & ~Copyable>(_ segment: Segment, _ location: Location, sink: inout Sink) {
    if segment.marks.contains(.quotedByICMP) {
      attachError(segment, location)
      return
    }
    passTime(segment.time, frame: segment.frame, sink: &sink)
    // Nearly always the guess is right, and nothing else has to be asked.
    if location.guess != 0, records[location.guess].key.isOf(segment), isStraight(segment, location.guess) {
      takeInto(location.guess, segment, location.fromSecond)
    } else {
      look(for: segment, location, sink: &sink)
    }
  }

  /// Held segments, an expired connection, and SYNs are rare: one test keeps them off the straight path.
  @inline(__always)
  private func isStraight(_ segment: Segment, _ index: UInt32) -> Bool {
    records[index].held == 0 && !segment.flags.contains(.syn)
      && segment.time &- records[index].lastTime <= shortestRetention
  }

  /// Takes one segment of a connection that has to be looked for.
  @inline(never)
  private mutating func look<Sink: StorySink & ~Copyable>(
    for segment: Segment, _ location: Location, sink: inout Sink
  ) {
    var index = find(segment, location)
    guard index != 0 else {
      begin(segment, location)
      return
    }
    if Form(of: index) == .attempt, answerAttempt(index, segment, location) { return }
    index = makeRecord(index, location, at: segment.time)
    guard index != 0 else {
      stores.limits.tableLimit &+= 1
      return
    }
    guard isStraight(segment, index) else {
      ingestWithCare(segment, location, index, sink: &sink)
      return
    }
    takeInto(index, segment, location.fromSecond)
  }

  /// Makes a record of a connection that has another form; its index, or 0 when there is no room or no connection.
  @inline(__always)
  mutating func makeRecord(_ index: UInt32, _ location: Location, at time: Nanoseconds) -> UInt32 {
    switch Form(of: index) {
    case .record: index
    case .closed: takeOut(index, location, at: time)
    case .attempt, .answered: promote(index, location)
    }
  }

  /// Moves capture time on to that of a frame.
  @inline(__always)
  mutating func passTime<Sink: StorySink & ~Copyable>(_ time: Nanoseconds, frame: UInt64, sink: inout Sink) {
    if time > captureEnd { captureEnd = time }
    if let over = wheel.advance(to: time) { expire(over, by: frame, sink: &sink) }
  }

  /// Gives a segment to its record, and moves the record in the wheel when that closed it.
  @inline(__always)
  mutating func takeInto(_ index: UInt32, _ segment: Segment, _ fromSecond: Bool) {
    let wasClosed = records[index].bits.contains(.closed)
    records[index].take(segment, side: fromSecond ? 1 : 0, &stores, settings)
    if !wasClosed, records[index].bits.contains(.closed) {
      wheel.remove(index, from: &records, as: .record)
      let soon = min(Tracker.quiet, settings.closedRetention)
      wheel.add(index, deadline: segment.time &+ soon, to: &records, as: .record)
    }
  }

  /// Begins a connection with its first segment.
  @inline(never)
  mutating func begin(_ segment: Segment, _ location: Location) {
    let key = location.key(of: segment)
    guard population.take(key.part) else {
      stores.limits.tableLimit &+= 1
      return
    }
    if Attempt.fits(segment), beginAttempt(segment, location) { return }
    var record = Record(segment, key: key, hash: location.hash, fromSecond: location.fromSecond)
    record.envelope = stores.envelope(segment, part: key.part)
    let index = records.allocate(record)
    guard index != 0 else {
      population.giveBack(key.part)
      stores.limits.tableLimit &+= 1
      return
    }
    table.insert(location.hash, index)
    records[index].take(segment, side: location.fromSecond ? 1 : 0, &stores, settings)
    wheel.add(index, deadline: segment.time &+ records[index].retention(settings), to: &records, as: .record)
  }

  /// Attaches an ICMP error to the connection that it quotes; it is none of that connection's frames.
  @inline(never)
  mutating func attachError(_ segment: Segment, _ location: Location) {
    let index = makeRecord(find(segment, location), location, at: segment.time)
    guard index != 0, records[index].ensureExtra(&stores) else {
      stores.limits.icmpNotKept &+= 1
      return
    }
    let extra = records[index].extra
    records[index].facts |= Facts.icmp.rawValue
    guard stores.extras[extra].icmpCount < 8 else {
      stores.limits.icmpNotKept &+= 1
      return
    }
    let error = ICMPError(
      frame: segment.frame, time: segment.time, type: segment.icmpType, code: segment.icmpCode,
      isIPv6: !segment.marks.contains(.ipv4), source: segment.icmpSource,
      quotedSender: location.fromSecond ? .server : .client, sequence: segment.sequence)
    let part = location.key(of: segment).part
    let node = stores.keep(ICMPNode(error: error, next: stores.extras[extra].icmp), part: part)
    guard node != 0 else {
      stores.limits.icmpNotKept &+= 1
      return
    }
    stores.extras[extra].icmp = node
    stores.extras[extra].icmpCount &+= 1
  }
}

extension Tracker {
  /// Asks for the memory of the connection that a hash leads to; its index, 0 for none.
  @inline(__always)
  func prefetchCandidate(_ hash: UInt32) -> UInt32 {
    let index = table.candidate(hash)
    if index != 0 { prefetch(index) }
    return index
  }

  /// Asks for the memory of a connection, whatever its form.
  @inline(__always)
  func prefetch(_ index: UInt32) {
    let place = Form.place(index)
    switch Form(of: index) {
    case .record: prefetchRecord(place)
    case .closed: for line in 0..<4 { closed.prefetch(place, offset: line &* 64) }
    case .attempt: attempts.prefetch(place)
    case .answered: answered.prefetch(place)
    }
  }

  /// Asks for the end of a record's log.
  @inline(__always)
  func prefetchLog(_ index: UInt32) {
    if index != 0, Form(of: index) == .record { stores.log.prefetchEnd(records[index].log) }
  }

  /// Asks for the memory of a record.
  @inline(__always)
  func prefetchRecord(_ index: UInt32) {
    var offset = 0
    while offset < MemoryLayout<Record>.stride {
      records.prefetch(index, offset: offset)
      offset &+= 64
    }
  }
}
