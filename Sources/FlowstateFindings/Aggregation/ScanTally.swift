import FlowstateCore

/// What a scan goes through: the ports of a host, or the hosts with a port.
enum ScanTarget: Hashable, Sendable {
  /// One host's ports.
  case host(IPAddress)
  /// One port of many hosts.
  case port(UInt16)

  /// The host whose ports it is.
  var address: IPAddress? { if case .host(let address) = self { address } else { nil } }
  /// The port that it is.
  var port: UInt16? { if case .port(let port) = self { port } else { nil } }

  /// Whether a probe went there.
  func includes(_ probe: Probe) -> Bool {
    switch self {
    case .host(let address): probe.target.address == address
    case .port(let port): probe.target.port == port
    }
  }

  /// What tells a probe there from another one.
  func hash(of probe: Probe) -> UInt64 {
    switch self {
    case .host: UInt64(probe.target.port)
    case .port: Scatter.hash(probe.target.address)
    }
  }

  /// So many different ones within the window are a scan.
  var least: Int {
    switch self {
    case .host: PortScan.ports
    case .port: HostSweep.hosts
    }
  }
}

/// A scan, counted whole: of the probes themselves only a sample is kept.
struct ScanTally: Sendable {
  /// What it goes through.
  let target: ScanTarget
  /// Probes by kind.
  private(set) var kinds = InlineArray<8, UInt64>(repeating: 0)
  /// The first frames.
  private(set) var frames: [UInt64] = []
  /// Number of probes.
  private(set) var count: UInt64 = 0
  private var firstTime: Nanoseconds = .max
  private var lastTime: Nanoseconds = .min
  /// One bit a port.
  private var ports: [UInt64]
  private var hosts = DistinctCount()

  /// Nothing counted.
  init(_ target: ScanTarget) {
    self.target = target
    if case .host = target { ports = [UInt64](repeating: 0, count: 1024) } else { ports = [] }
  }

  /// Counts a probe.
  mutating func add(_ probe: Probe) {
    count &+= 1
    kinds[Int(probe.kind.rawValue)] &+= 1
    firstTime = min(firstTime, probe.time)
    lastTime = max(lastTime, probe.time)
    if frames.count < Finding.frameLimit { frames.append(probe.frame) }
    switch target {
    case .host: ports[Int(probe.target.port >> 6)] |= 1 << UInt64(probe.target.port & 63)
    case .port: hosts.insert(Scatter.hash(probe.target.address))
    }
  }

  /// Different ports, exactly; or different hosts, about.
  var distinct: Int {
    switch target {
    case .host: ports.reduce(0) { $0 + $1.nonzeroBitCount }
    case .port: hosts.estimate
    }
  }

  /// From the first probe to the last.
  var span: Nanoseconds { count == 0 ? 0 : lastTime &- firstTime }
  /// When it began.
  var time: Nanoseconds { firstTime }
  /// Probes of a kind.
  func count(_ kind: Probe.Kind) -> UInt64 { kinds[Int(kind.rawValue)] }
}

/// The targets that an address probes just now: for each the distinct probes of a window, up to as many as make a scan.
///
/// > Bounds: four hosts and four ports at a time, each until another one takes its place: what is recognized is a scan, but
/// > one that goes through many hosts and ports at random may not be.
struct ScanRuns: Sendable {
  private struct Run: Sendable {
    var target: ScanTarget?
    var firstTime: Nanoseconds = 0
    var lastTime: Nanoseconds = 0
    var distinct: [UInt64] = []
  }

  private var runs = [Run](repeating: Run(), count: 8)

  /// Takes note of a probe. Returns whether its target has so many that they are a scan.
  mutating func reaches(_ target: ScanTarget, _ probe: Probe) -> Bool {
    let place =
      switch target {
      case .host(let address): Int(Scatter.hash(address) & 3)
      case .port(let port): 4 + Int(port & 3)
      }
    let first = min(runs[place].firstTime, probe.time)
    let last = max(runs[place].lastTime, probe.time)
    if runs[place].target != target || last &- first > ProbeGroups.window {
      runs[place].target = target
      runs[place].firstTime = probe.time
      runs[place].lastTime = probe.time
      runs[place].distinct.clear()
    } else {
      runs[place].firstTime = first
      runs[place].lastTime = last
    }
    let value = target.hash(of: probe)
    if runs[place].distinct.count < target.least, !runs[place].distinct.contains(value) {
      runs[place].distinct.append(value)
    }
    return runs[place].distinct.count >= target.least
  }
}
