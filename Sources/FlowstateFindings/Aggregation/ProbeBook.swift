import FlowstateCore

/// What is kept of every address that probes ports.
struct ProberEntry: BoundedEntry {
  var key: IPAddress
  var weight: UInt32 = 1
  /// Probes.
  var probes: UInt32 = 0
  /// Connections that it used.
  var used: UInt32 = 0
  /// Index of the details, -1 for none.
  var detail: Int32 = -1
  /// Its first probe, before there are details.
  var first: Probe?

  init(key: IPAddress) { self.key = key }
  static let vacant: ProberEntry = {
    var entry = ProberEntry(key: IPAddress(high: 0, low: 0))
    entry.weight = 0
    return entry
  }()
}

/// The probes of one address: the first and the latest ones, and counts of all.
struct ProberDetail: Sendable {
  /// At most so many probes of an address are kept: the first half stays, the other half are the latest.
  static let limit = 512
  /// The address.
  var source: IPAddress
  /// Place of its entry.
  var place: Int
  /// The probes that are kept, in no order.
  var probes: [Probe] = []
  /// Number of all probes.
  var count: UInt64 = 0
  /// Ports and hosts of all of them.
  var targets = DistinctCount()
  private var next = limit / 2

  init(source: IPAddress, place: Int) {
    self.source = source
    self.place = place
  }

  /// Adds a probe; beyond the limit it takes the place of an older one.
  mutating func add(_ probe: Probe) {
    count &+= 1
    targets.insert(Scatter.hash(probe.target))
    if probes.count < Self.limit {
      probes.append(probe)
      return
    }
    probes[next] = probe
    next = next + 1 == Self.limit ? Self.limit / 2 : next + 1
  }
}

/// Who probes ports. Bounded: 4096 addresses at a time (see `BoundedTable`), 1024 of them with their probes.
struct ProbeBook: Sendable {
  /// At most so many addresses are kept with their probes.
  static let detailLimit = 1024
  private(set) var table = BoundedTable<ProberEntry>(bits: 10, heavy: 4)
  private(set) var details: [ProberDetail] = []
  /// Addresses for which there was no room in `details`.
  private(set) var detailsNotKept: UInt64 = 0

  /// Takes note of a connection that was used.
  @inline(__always)
  mutating func use(_ client: IPAddress) {
    if let place = table.find(client, Scatter.hash(client)) { table[place].used &+= 1 }
  }

  /// Takes note of a probe.
  mutating func note(_ source: IPAddress, _ probe: Probe) {
    let place = table.place(source, Scatter.hash(source))
    table[place].weight &+= table[place].weight == .max ? 0 : 1
    table[place].probes &+= 1
    let detail = table[place].detail
    if detail >= 0 {
      details[Int(detail)].add(probe)
      return
    }
    guard let first = table[place].first else {
      table[place].first = probe
      return
    }
    guard details.count < Self.detailLimit else {
      detailsNotKept &+= 1
      return
    }
    var new = ProberDetail(source: source, place: place)
    new.add(first)
    new.add(probe)
    details.append(new)
    table[place].detail = Int32(details.count - 1)
  }

  /// Number of probes that an address has sent so far.
  func count(_ source: IPAddress) -> Int {
    guard let place = table.find(source, Scatter.hash(source)) else { return 0 }
    return Int(table[place].probes)
  }

  /// Connections that the address of a detail used, as far as that is known.
  func used(_ detail: ProberDetail) -> Int {
    table.entries[detail.place].key == detail.source ? Int(table.entries[detail.place].used) : 0
  }
}
