import FlowstateCore

/// What a `BoundedTable` keeps.
protocol BoundedEntry: Sendable {
  /// What entries are told apart by.
  associatedtype Key: Equatable & Sendable
  /// The entry's key.
  var key: Key { get }
  /// How much is known of the key: the least goes first. 0 means that the place is free.
  var weight: UInt32 { get }
  /// An entry of weight 1.
  init(key: Key)
  /// A free place.
  static var vacant: Self { get }
}

/// A table of fixed size: a key has four places by its hash, and a new key takes the one with the least weight.
///
/// It never grows, whatever the capture holds: one address of a flood displaces another, while a key that comes back
/// gains weight and stays. `displaced` tells how often something of weight was lost. Hashes are not seeded, so that equal
/// captures give equal reports; keys prepared to collide displace each other, and nothing worse.
struct BoundedTable<Entry: BoundedEntry>: Sendable {
  /// The places; those of weight 0 are free.
  private(set) var entries: [Entry]
  /// A part of each entry's hash: four of them lie side by side, so that a look-up touches no entry but its own.
  private var tags: [UInt32]
  /// Entries of at least `heavy` that had to give way.
  private(set) var displaced: UInt64 = 0
  private let mask: Int
  private let heavy: UInt32

  /// A table with `4 << bits` places; losing an entry of weight `heavy` or more is counted.
  init(bits: Int, heavy: UInt32) {
    mask = (1 << bits) - 1
    self.heavy = heavy
    entries = [Entry](repeating: .vacant, count: 4 << bits)
    tags = [UInt32](repeating: 0, count: 4 << bits)
  }

  /// The place of a key that is kept.
  @inline(__always)
  func find(_ key: Entry.Key, _ hash: UInt64) -> Int? {
    let base = (Int(truncatingIfNeeded: hash) & mask) << 2
    let tag = Self.tag(hash)
    for place in base..<base + 4 where tags[place] == tag {
      if entries[place].weight != 0 && entries[place].key == key { return place }
    }
    return nil
  }

  /// The place of a key, which is a new entry's when it was not kept.
  @inline(__always)
  mutating func place(_ key: Entry.Key, _ hash: UInt64) -> Int {
    if let known = find(key, hash) { return known }
    return replace(key, hash)
  }

  /// Gives a new key the place of the least weight.
  @inline(never)
  private mutating func replace(_ key: Entry.Key, _ hash: UInt64) -> Int {
    let base = (Int(truncatingIfNeeded: hash) & mask) << 2
    var least = base
    for place in base..<base + 4 where entries[place].weight < entries[least].weight { least = place }
    if entries[least].weight >= heavy { displaced &+= 1 }
    entries[least] = Entry(key: key)
    tags[least] = Self.tag(hash)
    return least
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  /// An entry, to be changed in place.
  @inline(__always)
  subscript(place: Int) -> Entry {
    _read { yield entries[place] }
    _modify { yield &entries[place] }
  }
}

/// Hashes for the bounded tables.
enum Scatter {
  /// Mixes two words.
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: right ^ 0xe703_7ed1_a0b4_28db)
    return product.low ^ product.high
  }

  /// A hash of an address.
  @inline(__always)
  static func hash(_ address: IPAddress) -> UInt64 { mix(address.low, address.high) }

  /// A hash of an address and port.
  @inline(__always)
  static func hash(_ end: SocketAddress) -> UInt64 { mix(hash(end.address), UInt64(end.port)) }
}
