import FlowstateCore

/// Initial sequence numbers of a host.
struct SequenceEntry: BoundedEntry {
  var key: IPAddress
  var weight: UInt32 = 1
  /// Index of the samples, -1 for none.
  var samples: Int32 = -1
  /// The first number, before there is a second.
  var first: SequenceSample?

  init(key: IPAddress) { self.key = key }
  static let vacant: SequenceEntry = {
    var entry = SequenceEntry(key: IPAddress(high: 0, low: 0))
    entry.weight = 0
    return entry
  }()
}

/// One initial sequence number.
struct SequenceSample: Sendable {
  /// When it was sent.
  var time: Nanoseconds
  /// Its frame.
  var frame: UInt64
  /// The number.
  var number: UInt32
  /// The peer's number.
  var peerNumber: UInt32
  /// A hash of the peer's address.
  var peer: UInt32
  /// A hash of both ends.
  var tuple: UInt32
  /// Whether it came with a SYN-ACK.
  var isAnswer: Bool
  /// The listener's port.
  var port: UInt16
}

/// Initial sequence numbers by host, of connections whose handshake completed. Bounded: 2048 hosts at a time (see
/// `BoundedTable`), 1024 of them with up to 96 numbers, the first ones.
struct SequenceBook: Sendable {
  /// At most so many hosts are kept with their numbers.
  static let hostLimit = 1024
  /// At most so many numbers of a host are kept.
  static let sampleLimit = 96

  private(set) var table = BoundedTable<SequenceEntry>(bits: 9, heavy: 4)
  /// The numbers of hosts with two or more.
  private(set) var samples: [(host: IPAddress, samples: [SequenceSample])] = []
  /// Hosts for which there was no room in `samples`.
  private(set) var hostsNotKept: UInt64 = 0

  /// Takes note of a completed handshake.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory) {
    note(story, .client)
    note(story, .server)
  }

  @inline(__always)
  private mutating func note(_ story: borrowing ConnectionStory, _ side: Side) {
    let address = story.ends[side].address
    let place = table.place(address, Scatter.hash(address))
    if table[place].weight < UInt32(Self.sampleLimit) { sample(story, side, place) }
  }

  private mutating func sample(_ story: borrowing ConnectionStory, _ side: Side, _ place: Int) {
    guard let number = story.initialSequence[side], let peerNumber = story.initialSequence[side.peer],
      let index = story.segments.firstIndex(where: {
        $0.sender == side && $0.flags.contains(.syn) && $0.sequence == number
      }), index < 4
    else { return }
    // Numbers that follow from the connection before are no samples: Linux adds 65537 to it (RFC 6191 allows that).
    if let left = story.predecessor?.sendNext[side] {
      let step = left.distance(to: number)
      if step >= 0, step <= 1 << 17 { return }
    }
    let segment = story.segments[index]
    let peer = Scatter.hash(story.ends[side.peer])
    let new = SequenceSample(
      time: segment.time, frame: segment.frame, number: number.rawValue, peerNumber: peerNumber.rawValue,
      peer: UInt32(truncatingIfNeeded: Scatter.hash(story.ends[side.peer].address)),
      tuple: UInt32(truncatingIfNeeded: Scatter.mix(peer, Scatter.hash(story.ends[side]))), isAnswer: side == .server,
      port: story.ends.server.port)
    table[place].weight &+= 1
    if table[place].samples >= 0 {
      samples[Int(table[place].samples)].samples.append(new)
    } else if let first = table[place].first {
      guard samples.count < Self.hostLimit else {
        hostsNotKept &+= 1
        return
      }
      samples.append((host: story.ends[side].address, samples: [first, new]))
      table[place].samples = Int32(samples.count - 1)
    } else {
      table[place].first = new
    }
  }
}
