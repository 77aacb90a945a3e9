import FlowstateCore

/// Places of addresses and ports in a list that only grows: open addressing, half full at most.
///
/// The seed, which nobody can know, keeps colliding addresses from being prepared; no result depends on it.
struct EndPlaces {
  /// Places in the list, by slot; -1 for none.
  private var slots = [Int32](repeating: -1, count: 1 << 10)
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  private var mask: Int { slots.count - 1 }

  /// Whether it has to grow before the next one is added.
  var isCrowded: Bool { count * 2 >= slots.count }

  /// A hash of an address and port.
  @inline(__always)
  func hash(_ end: SocketAddress) -> UInt64 {
    let address = (end.address.low ^ seed).multipliedFullWidth(by: end.address.high ^ 0xe703_7ed1_a0b4_28db)
    let mixed = (address.low ^ address.high ^ UInt64(end.port)).multipliedFullWidth(by: seed | 1)
    return mixed.low ^ mixed.high
  }

  /// The slot where the search for a hash begins.
  @inline(__always)
  func first(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & mask }

  /// The place in a slot, and on to the next slot; `nil` when it is empty: what is looked for is not there.
  @inline(__always)
  func next(_ slot: inout Int) -> Int? {
    let place = Int(slots[slot])
    if place < 0 { return nil }
    slot = (slot + 1) & mask
    return place
  }

  /// Adds the next place of the list, in the empty slot that the search came to.
  mutating func add(at slot: Int) {
    slots[slot] = Int32(count)
    count += 1
  }

  /// Doubles the slots. `hash` tells the hash of a place.
  mutating func grow(_ hash: (borrowing EndPlaces, Int) -> UInt64) {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for place in 0..<count {
      var slot = first(hash(self, place))
      while next(&slot) != nil {}
      slots[slot] = Int32(place)
    }
  }
}
