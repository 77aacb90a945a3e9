import FlowstateCore

/// What became of the connections to each address and port. Bounded: beyond `limit` listeners, new ones are only counted.
public struct ListenerTable {
  /// At most so many listeners are told apart.
  public static let limit = 16_384
  /// Connections to listeners for which there was no room.
  public private(set) var notKept: UInt64 = 0
  private var rows: [ListenerRow] = []
  private var places = EndPlaces()

  /// No listeners yet.
  public init() {}

  /// Counts a connection whose handshake is in the capture.
  public mutating func count(_ story: borrowing ConnectionStory) {
    let kind = story.handshake.kind
    guard kind != .none, let index = index(of: story.ends.server) else { return }
    rows[index].attempts += 1
    switch kind {
    case .threeWay, .simultaneous, .fastOpen, .split:
      rows[index].completed += 1
      if story.close.kind == .reset { rows[index].reset += 1 }
    case .refused: rows[index].refused += 1
    case .unanswered: rows[index].unanswered += 1
    case .partial, .none: break
    }
    if story.handshake.synACK.count > 1 { rows[index].synACKsRepeated += Self.repeats(story) }
    for side in Side.allCases {
      rows[index].payloadBytes &+= story.figures[side].payloadBytes &- story.figures[side].duplicatedBytes
    }
  }

  /// SYN-ACKs that a listener sent again: those with a number that it had sent in one before.
  private static func repeats(_ story: borrowing ConnectionStory) -> UInt64 {
    var numbers: [SequenceNumber] = []
    var repeats: UInt64 = 0
    for segment in story.segments
    where segment.sender == .server && segment.isSYNACK && !segment.notes.contains(.captureDuplicate) {
      if numbers.contains(segment.sequence) { repeats += 1 } else { numbers.append(segment.sequence) }
    }
    return repeats
  }

  private mutating func index(of end: SocketAddress) -> Int? {
    var slot = places.first(places.hash(end))
    while let known = places.next(&slot) {
      if rows[known].end == end { return known }
    }
    guard rows.count < Self.limit else {
      notKept += 1
      return nil
    }
    rows.append(ListenerRow(end: end))
    places.add(at: slot)
    if places.isCrowded { places.grow { $0.hash(rows[$1].end) } }
    return rows.count - 1
  }

  /// The listeners, the busiest first.
  public var sorted: [ListenerRow] {
    rows.sorted { left, right in
      if left.attempts != right.attempts { return left.attempts > right.attempts }
      if left.end.address != right.end.address { return left.end.address.isLess(than: right.end.address) }
      return left.end.port < right.end.port
    }
  }
}
