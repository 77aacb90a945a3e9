import FlowstateCore

/// What the rules about scans share: the probes of one source, in order, and windows over them.
enum ProbeGroups {
  /// Length of the window.
  static let window: Nanoseconds = 60 * .second

  /// Some probes of one source.
  struct Group {
    /// Who sent them.
    var source: IPAddress
    /// The probes, in order.
    var probes: [Probe]
    /// Number of all probes of the source, those not kept included.
    var total: UInt64
    /// Connections that the source used.
    var used: Int
    /// Whether all its probes are among these, or could have been.
    var isWhole: Bool
    /// Its scans, counted whole, while the probes are a sample.
    var scans: [ScanTarget: ScanTally]
    /// What stands before a number counted in them.
    var atLeast: Sentence { isWhole ? Sentence(en: "", zh: "") : Sentence(en: "at least ", zh: "至少") }
    /// Their frames.
    var frames: [UInt64] { probes.map(\.frame).sorted() }
    /// From the first to the last.
    var span: Nanoseconds { (probes.last?.time ?? 0) &- (probes.first?.time ?? 0) }
    /// The kind that most have.
    var method: Probe.Kind {
      var counts = InlineArray<8, UInt64>(repeating: 0)
      for probe in probes { counts[Int(probe.kind.rawValue)] += 1 }
      return ProbeGroups.method { counts[Int($0.rawValue)] }
    }
  }

  /// The sources with probes that pass a test.
  static func sources(_ context: RuleContext, where isWanted: (Probe) -> Bool) -> [Group] {
    context.book.probes.details.compactMap { detail in
      let probes = detail.probes.filter(isWanted).sorted { ($0.time, $0.frame) < ($1.time, $1.frame) }
      guard probes.count > 1 else { return nil }
      return Group(
        source: detail.source, probes: probes, total: detail.count, used: context.book.probes.used(detail),
        isWhole: detail.isWhole, scans: context.book.probes.tallies(detail))
    }
  }

  /// The window of a group with the most distinct values; `nil` when none has as many as `least`.
  static func busiest<Value: Hashable>(_ probes: [Probe], least: Int, by value: (Probe) -> Value) -> [Probe]? {
    var counts: [Value: Int] = [:]
    var first = 0
    var best: Range<Int>?
    var most = least - 1
    for last in probes.indices {
      counts[value(probes[last]), default: 0] += 1
      while probes[last].time &- probes[first].time > window {
        let left = value(probes[first])
        if let count = counts[left], count > 1 { counts[left] = count - 1 } else { counts[left] = nil }
        first += 1
      }
      if counts.count > most {
        most = counts.count
        best = first..<last + 1
      }
    }
    return best.map { Array(probes[$0]) }
  }

  /// The method of a scan, by how many probes had each kind.
  static func method(_ count: (Probe.Kind) -> UInt64) -> Probe.Kind {
    // Refused SYNs belong to the method that the open ports tell.
    if count(.connect) > 0 { return .connect }
    if count(.halfOpen) > 0 { return .halfOpen }
    let refused = count(.refused) &+ count(.unanswered)
    var most = (kind: Probe.Kind.refused, count: refused)
    for kind in [Probe.Kind.fin, .null, .xmas, .ack] where count(kind) > most.count { most = (kind, count(kind)) }
    return most.kind
  }

  /// What scans of ports and of hosts say of themselves.
  static func details(_ group: Group, _ probes: [Probe]) -> [Detail] {
    details(
      group, ports: Set(probes.map(\.target.port)).count, hosts: Set(probes.map(\.target.address)).count,
      probes: UInt64(probes.count)
    ) { kind in UInt64(probes.count { $0.kind == kind }) }
  }

  /// The same of a scan that was counted in full.
  static func details(_ group: Group, _ scan: ScanTally) -> [Detail] {
    let isOfPorts = scan.target.address != nil
    return details(
      group, ports: isOfPorts ? scan.distinct : 1, hosts: isOfPorts ? 1 : scan.distinct, probes: scan.count,
      scan.count)
  }

  private static func details(
    _ group: Group, ports: Int, hosts: Int, probes: UInt64, _ count: (Probe.Kind) -> UInt64
  ) -> [Detail] {
    [
      Detail("ports", .integer(Int64(ports))), Detail("hosts", .integer(Int64(hosts))),
      Detail("probes", .integer(Int64(clamping: probes))),
      Detail("refused", .integer(Int64(clamping: count(.refused)))),
      Detail("unanswered", .integer(Int64(clamping: count(.unanswered)))),
      Detail("open", .integer(Int64(clamping: count(.halfOpen) &+ count(.connect)))),
      Detail("used_connections", .integer(Int64(group.used))),
      Detail("all_probes", .integer(Int64(clamping: group.total))),
    ]
  }
}
