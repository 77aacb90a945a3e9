import FlowstateCore

/// Pairs of connections that stand side by side: the same one on both sides of a translator, its two directions under
/// different addresses, or two that cross. Bounded: 4096 connections are remembered, each until another one takes its
/// place; 64 pairs of each kind are kept.
struct TwinBook: Sendable {
  /// At most so many pairs of a kind are kept.
  static let pairLimit = 64
  /// How long after its twin a direction may begin: a SYN-ACK waits for the server, and for the first answer to be lost.
  private static let answer: Nanoseconds = 3 * .second

  private struct Mark: Sendable {
    // What is asked of every mark is in one line of the cache.
    var id: UInt64 = 0
    var clientNumber: UInt32 = 0
    var serverNumber: UInt32 = 0
    var time: Nanoseconds = 0
    var answered: Nanoseconds = 0
    var client: SocketAddress = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
    var server: SocketAddress = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
    var payload: UInt64 = 0
    /// The only side that was heard; `nil` for both.
    var side: Side?
    /// What was found in it.
    var found = TwinFindings()
  }

  /// Two connections.
  struct Pair: Sendable {
    var first: UInt64
    var second: UInt64
    var time: Nanoseconds
    /// From the opening of the first to that of the second.
    var gap: Nanoseconds
  }

  private var byNumbers = [Mark](repeating: Mark(), count: 4096)
  private var byHosts = [Mark](repeating: Mark(), count: 1024)
  /// The same connection under other addresses.
  private(set) var translated: [Pair] = []
  /// Number of them.
  private(set) var translatedCount: UInt64 = 0
  /// The two directions of a connection, each under addresses of its own.
  private(set) var directions: [Pair] = []
  /// Number of them.
  private(set) var directionsCount: UInt64 = 0
  /// Two openings between the same hosts in opposite directions.
  private(set) var crossing: [Pair] = []
  /// Number of them.
  private(set) var crossingCount: UInt64 = 0
  /// The present connection's place in `byNumbers`, -1 for none.
  private var place = -1
  /// Its twin that was told before; 0 for none.
  private var twin: UInt64 = 0
  private var twinFindings = TwinFindings()

  /// A connection that was not compared with others comes next.
  @inline(__always)
  mutating func skip() {
    place = -1
    twin = 0
  }

  /// Takes note of a handshake: one that completed, or that its opener broke off.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory, isCompleted: Bool = true) {
    guard let client = story.initialSequence.client?.rawValue, let server = story.initialSequence.server?.rawValue
    else { return }
    let mark = compare(story, client, server, side: nil)
    guard isCompleted else { return }
    let hosts = Int((Scatter.hash(mark.client.address) &+ Scatter.hash(mark.server.address)) & 1023)
    let other = byHosts[hosts]
    if other.id != 0, other.client.address == mark.server.address, other.server.address == mark.client.address {
      cross(other, mark)
    }
    byHosts[hosts] = mark
  }

  /// Takes note of a connection of which one end alone was heard: the other direction may stand elsewhere.
  mutating func note(half story: borrowing ConnectionStory) {
    let isClient = story.figures.server.frames == 0
    guard let first = story.segments.first, first.flags.contains(.syn), first.isSYNACK != isClient,
      let ack = story.segments.first(where: { $0.flags.contains(.ack) && !$0.isRST })
    else { return }
    let own = first.sequence.rawValue
    let other = ack.acknowledgment.rawValue &- 1
    _ = compare(story, isClient ? own : other, isClient ? other : own, side: isClient ? .client : .server)
  }

  private mutating func compare(
    _ story: borrowing ConnectionStory, _ client: UInt32, _ server: UInt32, side: Side?
  ) -> Mark {
    let mark = Mark(
      id: story.id, clientNumber: client, serverNumber: server, time: story.firstTime,
      answered: story.handshake.roundTrip.server ?? 0, client: story.ends.client, server: story.ends.server,
      payload: story.figures.client.payloadBytes &+ story.figures.server.payloadBytes, side: side)
    place = Int(Scatter.mix(UInt64(client) << 32 | UInt64(server), 0x2545_f491_4f6c_dd1d) & 4095)
    if byNumbers[place].id != 0, byNumbers[place].clientNumber == client, byNumbers[place].serverNumber == server,
      translate(byNumbers[place], mark)
    {
      twin = byNumbers[place].id
      twinFindings = byNumbers[place].found
    }
    byNumbers[place] = mark
    return mark
  }

  private mutating func translate(_ one: Mark, _ two: Mark) -> Bool {
    let gap = two.time &- one.time
    guard one.client != two.client || one.server != two.server,
      one.clientNumber > 1 << 16 || one.serverNumber > 1 << 16
    else { return false }
    let pair = Pair(first: min(one.id, two.id), second: max(one.id, two.id), time: one.time, gap: gap)
    switch (one.side, two.side) {
    case (.client, .server), (.server, .client):
      guard gap.magnitude <= UInt64(Self.answer) else { return false }
      directionsCount &+= 1
      if directions.count < Self.pairLimit { directions.append(pair) }
    default:
      guard one.side == two.side, gap.magnitude <= 10_000_000, one.payload == two.payload else { return false }
      translatedCount &+= 1
      if translated.count < Self.pairLimit { translated.append(pair) }
    }
    return true
  }

  private mutating func cross(_ one: Mark, _ two: Mark) {
    let gap = two.time &- one.time
    guard gap.magnitude <= UInt64(max(one.answered, two.answered, .millisecond)), one.client.port != two.server.port,
      one.server.address != one.client.address
    else { return }
    crossingCount &+= 1
    if crossing.count < Self.pairLimit {
      crossing.append(Pair(first: min(one.id, two.id), second: max(one.id, two.id), time: one.time, gap: gap))
    }
  }

  /// What was found in the present connection and was told of its twin already becomes a thing for the curious, that names
  /// the twin: it is one connection.
  mutating func settle(_ findings: inout [Finding]) {
    guard place >= 0 else { return }
    for finding in findings { byNumbers[place].found.add(finding) }
    guard twin != 0 else { return }
    for index in findings.indices where findings[index].severity > .info && twinFindings.tell(findings[index]) {
      findings[index].lower(because: Detail("twin", .integer(Int64(clamping: twin))))
    }
  }
}

/// What was found in a connection, in few words: the first six findings.
private struct TwinFindings: Sendable {
  private var keys = InlineArray<6, UInt32>(repeating: 0)
  private var count: UInt8 = 0

  /// A hash of what a finding says, and its severity in the last two bits. Which side is missing does not count: of two
  /// directions that stand apart, each lacks the other.
  private static func key(_ finding: Finding) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    func add(_ text: String) {
      for octet in text.utf8 { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
    }
    add(finding.id)
    add(finding.kind ?? "")
    if finding.id != CaptureOneSided.id, case .endpoint(let side, _) = finding.subject {
      add(side == .client ? "client" : "server")
    }
    return hash << 2 | UInt32(finding.severity.rawValue)
  }

  mutating func add(_ finding: Finding) {
    guard finding.severity > .info, count < 6 else { return }
    keys[Int(count)] = Self.key(finding)
    count += 1
  }

  /// Whether they tell the same, as severely or more.
  func tell(_ finding: Finding) -> Bool {
    let key = Self.key(finding)
    return (0..<Int(count)).contains { keys[$0] >> 2 == key >> 2 && keys[$0] & 3 >= key & 3 }
  }
}
