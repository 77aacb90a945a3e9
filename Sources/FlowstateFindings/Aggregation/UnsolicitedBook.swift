import FlowstateCore

/// What is kept of a host that sends, or gets, SYN-ACKs that nobody asked for.
struct UnsolicitedEntry: BoundedEntry {
  var key: IPAddress
  var weight: UInt32 = 1
  /// SYN-ACKs, repeats included.
  var segments: UInt64 = 0
  /// Of the connections, those whose addressee answered by an RST.
  var rejected: UInt32 = 0
  /// Other hosts, and ports.
  var peers = DistinctBits()
  var ports = DistinctBits()
  var firstTime: Nanoseconds = .max
  var lastTime: Nanoseconds = .min
  /// The first few frames.
  var frames = InlineArray<16, UInt64>(repeating: 0)

  init(key: IPAddress) { self.key = key }
  static let vacant: UnsolicitedEntry = {
    var entry = UnsolicitedEntry(key: IPAddress(high: 0, low: 0))
    entry.weight = 0
    return entry
  }()

  /// Number of connections.
  var count: UInt32 { weight &- 1 }

  mutating func note(_ story: borrowing ConnectionStory, peer: SocketAddress) {
    if weight <= 16 { frames[Int(weight - 1)] = story.firstFrame }
    weight &+= weight == .max ? 0 : 1
    segments &+= story.figures.server.frames
    if story.figures.client.frames > 0 { rejected &+= 1 }
    peers.insert(Scatter.hash(peer.address))
    ports.insert(Scatter.mix(UInt64(peer.port), 0x9e37_79b9_7f4a_7c15))
    firstTime = min(firstTime, story.firstTime)
    lastTime = max(lastTime, story.lastTime)
  }
}

/// SYN-ACKs that answer nothing, by sender and by addressee. Bounded: 1024 hosts of each at a time (see `BoundedTable`).
struct UnsolicitedBook: Sendable {
  private(set) var senders = BoundedTable<UnsolicitedEntry>(bits: 8, heavy: 5)
  private(set) var addressees = BoundedTable<UnsolicitedEntry>(bits: 8, heavy: 5)

  /// Takes note of a connection that is nothing but SYN-ACKs and perhaps RSTs to them.
  mutating func note(_ story: borrowing ConnectionStory) {
    let sender = story.ends.server
    let addressee = story.ends.client
    let from = senders.place(sender.address, Scatter.hash(sender.address))
    senders[from].note(story, peer: addressee)
    let to = addressees.place(addressee.address, Scatter.hash(addressee.address))
    addressees[to].note(story, peer: sender)
  }

  /// Number of connections of unsolicited SYN-ACKs that a host has sent so far.
  func count(_ sender: IPAddress) -> Int {
    guard let place = senders.find(sender, Scatter.hash(sender)) else { return 0 }
    return Int(senders.entries[place].count)
  }
}
