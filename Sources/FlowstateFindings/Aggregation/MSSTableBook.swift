import FlowstateCore

/// How a listener's largest segments fit the MSS table of Linux's SYN cookies (test T5).
struct MSSTableEntry: BoundedEntry {
  var key: SocketAddress
  var weight: UInt32 = 1
  /// Connections whose client's MSS lies between two values of the table and whose server stays at the lower one.
  var fitting: [ListenerDetail.Case] = []
  /// Connections whose server sent more than the table allows to a client with such an MSS.
  var beyond = 0
  /// Connections whose server stays at a lower value although the client's MSS is a value itself: something else caps it.
  var capped = 0

  init(key: SocketAddress) { self.key = key }
  static let vacant: MSSTableEntry = {
    var entry = MSSTableEntry(key: SocketAddress(address: IPAddress(high: 0, low: 0), port: 0))
    entry.weight = 0
    return entry
  }()
}

/// SYN cookies carry one of four MSS values (Linux, net/ipv4/syncookies.c): the client's is rounded down to one. A server
/// then never sends more than that, where it would fill the client's MSS otherwise. Bounded: 256 listeners.
struct MSSTableBook: Sendable {
  private static let values4: [UInt32] = [536, 1300, 1440, 1460]
  private static let values6: [UInt32] = [1220, 1420, 1440, 8940]

  private(set) var table = BoundedTable<MSSTableEntry>(bits: 6, heavy: 8)

  /// The least payload that can be one of the table's, with timestamps beside it.
  static let least: UInt32 = 524

  /// Takes note of a connection whose handshake completed.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory) {
    guard story.figures.server.largestPayload >= Self.least, let offer = story.handshake.options.client,
      let answer = story.handshake.options.server, !offer.isCut, !answer.isCut
    else { return }
    let isRoundValue = offer.mss == 1460 || offer.mss == 1440
    let overhead: UInt32 = offer.timestamps && answer.timestamps ? 12 : 0
    let size = story.figures.server.largestPayload + overhead
    // Nearly every client announces 1460 and is sent as much.
    if isRoundValue, size >= UInt32(offer.mss) { return }
    compare(story, size, UInt32(offer.mss))
  }

  private mutating func compare(_ story: borrowing ConnectionStory, _ size: UInt32, _ mss: UInt32) {
    let values = story.isIPv4 ? Self.values4 : Self.values6
    guard size <= mss, let allowed = values.last(where: { $0 <= mss }) else { return }
    let isBetween = allowed != mss
    guard isBetween ? size >= allowed : values.contains(size) && size < mss else { return }
    let place = table.place(story.ends.server, Scatter.hash(story.ends.server))
    table[place].weight &+= 1
    guard isBetween else {
      table[place].capped += 1
      return
    }
    guard size == allowed, let syn = story.handshake.syn.first else {
      table[place].beyond += 1
      return
    }
    ListenerDetail.add(ListenerDetail.Case(story, frame: syn), to: &table[place].fitting)
  }
}
