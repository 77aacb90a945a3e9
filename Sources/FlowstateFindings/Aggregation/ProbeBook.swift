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
  /// Places of its scans in the book, by what they go through.
  var scans: [ScanTarget: Int] = [:]
  private var runs = ScanRuns()
  private var next = limit / 2

  /// Whether all its probes are kept.
  var isWhole: Bool { count <= UInt64(Self.limit) }

  init(source: IPAddress, place: Int) {
    self.source = source
    self.place = place
  }

  /// Adds a probe; beyond the limit it takes the place of an older one.
  mutating func add(_ probe: Probe) {
    count &+= 1
    if probes.count < Self.limit {
      probes.append(probe)
      return
    }
    probes[next] = probe
    next = next + 1 == Self.limit ? Self.limit / 2 : next + 1
  }

  /// Whether a probe, which was added, is one of so many at its target that they are a scan of it.
  mutating func isOfScan(_ target: ScanTarget, _ probe: Probe) -> Bool { runs.reaches(target, probe) }
}

/// Who probes ports. Bounded: 4096 addresses at a time (see `BoundedTable`), 1024 of them with their probes, 256 scans
/// counted in full.
struct ProbeBook: Sendable {
  /// At most so many addresses are kept with their probes.
  static let detailLimit = 1024
  /// At most so many scans are counted in full.
  static let scanLimit = 256
  private(set) var table = BoundedTable<ProberEntry>(bits: 10, heavy: 4)
  private(set) var details: [ProberDetail] = []
  /// Addresses for which there was no room in `details`.
  private(set) var detailsNotKept: UInt64 = 0
  /// Scans, counted in full.
  private var scans: [ScanTally] = []

  /// Takes note of a connection that was used.
  @inline(__always)
  mutating func use(_ client: IPAddress) {
    if let place = table.find(client, Scatter.hash(client)) { table[place].used &+= 1 }
  }

  /// Takes note of a probe. Returns what it is one of many of.
  mutating func note(_ source: IPAddress, _ probe: Probe) -> Crowd? {
    let place = table.place(source, Scatter.hash(source))
    table[place].weight &+= table[place].weight == .max ? 0 : 1
    table[place].probes &+= 1
    let detail = table[place].detail
    if detail >= 0 {
      details[Int(detail)].add(probe)
      let isOfPorts = scan(Int(detail), .host(probe.target.address), probe)
      let isOfHosts = scan(Int(detail), .port(probe.target.port), probe)
      return isOfPorts ? .ports : isOfHosts ? .hosts : nil
    }
    guard let first = table[place].first else {
      table[place].first = probe
      return nil
    }
    guard details.count < Self.detailLimit else {
      detailsNotKept &+= 1
      return nil
    }
    var new = ProberDetail(source: source, place: place)
    for each in [first, probe] {
      new.add(each)
      _ = new.isOfScan(.host(each.target.address), each)
      _ = new.isOfScan(.port(each.target.port), each)
    }
    details.append(new)
    table[place].detail = Int32(details.count - 1)
    return nil
  }

  /// Counts a probe, which was added to a detail, in the scan that it belongs to. Returns whether there is one.
  private mutating func scan(_ detail: Int, _ target: ScanTarget, _ probe: Probe) -> Bool {
    if let known = details[detail].scans[target] {
      scans[known].add(probe)
      return true
    }
    guard details[detail].isOfScan(target, probe) else { return false }
    guard scans.count < Self.scanLimit else { return true }
    var new = ScanTally(target)
    for kept in details[detail].probes.sorted(by: { ($0.time, $0.frame) < ($1.time, $1.frame) })
    where target.includes(kept) {
      new.add(kept)
    }
    details[detail].scans[target] = scans.count
    scans.append(new)
    return true
  }

  /// An address's scans that were counted in full; none while all its probes are kept.
  func tallies(_ detail: ProberDetail) -> [ScanTarget: ScanTally] {
    detail.isWhole ? [:] : detail.scans.mapValues { scans[$0] }
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
