import FlowstateCore
import FlowstateFindings

/// A format of report: takes connections as their stories end, then what was found over all of them.
public protocol Report: ~Copyable {
  /// What the records are written with; the origin must be set before the first connection.
  var context: ReportContext { get set }
  /// Counts over everything taken.
  var totals: Totals { get }
  /// How many findings of a kind about connections it shows, the first by rank; `nil` for all. The others may come in
  /// brief.
  var examplesShown: Int? { get }
  /// The languages in which it may show what a finding says.
  var languages: [Language] { get }
  /// Takes a connection and what was found in it.
  mutating func take(_ story: borrowing ConnectionStory, findings: [Finding])
  /// Takes what was found over all connections, and ends the report.
  mutating func finish(capture: CaptureSummary, findings: [Finding], listeners: [ListenerRow])
}

extension Report where Self: ~Copyable {
  /// All.
  public var examplesShown: Int? { nil }
  /// All.
  public var languages: [Language] { Language.allCases }
}

/// Where a report's octets go, in large pieces. Failures are kept by the receiver and asked for by who made it.
public protocol ReportOutput: AnyObject {
  /// Takes octets of the report, in order.
  func write(_ bytes: Span<UInt8>)
}

/// Room for records that must be put in another order before they are written.
public protocol ReportSpool: AnyObject {
  /// Keeps octets, behind those kept before.
  func append(_ bytes: [UInt8])
  /// The octets at a place; fewer when the place does not hold so many.
  func read(offset: Int, count: Int) -> [UInt8]
}

/// What of a report is shown. Its summary counts everything, whatever is shown.
public struct Selection: Sendable {
  /// Which connections; all when empty.
  public var connections: [ConnectionSelector] = []
  /// Which findings, by id; all when empty.
  public var findings: Set<String> = []
  /// The lowest severity that is shown; `nil` for the format's own choice.
  public var severity: Severity?
  /// Everything.
  public init() {}

  /// Whether a connection is shown.
  public func shows(_ story: borrowing ConnectionStory, findings found: [Finding]) -> Bool {
    if !connections.isEmpty && !names(story) { return false }
    return findings.isEmpty || found.contains { findings.contains($0.id) }
  }
  /// Whether a connection is asked for by name.
  public func names(_ story: borrowing ConnectionStory) -> Bool {
    for selector in connections where selector.matches(id: story.id, ends: story.ends) { return true }
    return false
  }
  /// Whether all that was found in a connection that is shown is shown.
  var showsEveryFinding: Bool { severity == nil && findings.isEmpty }
  /// Whether a finding is shown.
  public func shows(_ finding: Finding) -> Bool {
    if let severity, finding.severity < severity { return false }
    return findings.isEmpty || findings.contains(finding.id)
  }
}

/// Names connections: by id, by an address, or by an address and port.
public enum ConnectionSelector: Sendable, Equatable {
  /// The connection with this id, the number of its first frame.
  case id(UInt64)
  /// Connections with an end at this address.
  case address(IPAddress)
  /// Connections with this end.
  case end(SocketAddress)

  /// Whether a connection is meant.
  public func matches(id: UInt64, ends: PerSide<SocketAddress>) -> Bool {
    switch self {
    case .id(let wanted): wanted == id
    case .address(let address): ends.client.address == address || ends.server.address == address
    case .end(let end): ends.client == end || ends.server == end
    }
  }
}

/// Records kept on a spool and given back in the order of their connections' ids.
struct SortedSpool {
  private struct Entry {
    var id: UInt64
    var offset: Int
    var count: Int
  }
  private let spool: any ReportSpool
  private var entries: [Entry] = []
  private var pending: [UInt8] = []
  private var spooled = 0

  init(_ spool: any ReportSpool) { self.spool = spool }

  /// How many records there are.
  var count: Int { entries.count }

  mutating func append(id: UInt64, _ record: [UInt8]) {
    entries.append(Entry(id: id, offset: spooled + pending.count, count: record.count))
    pending.append(contentsOf: record)
    if pending.count >= 1 << 18 { flush() }
  }

  /// Nothing is appended any more: brings the records in the order of ids.
  mutating func sort() {
    flush()
    entries.sort { ($0.id, $0.offset) < ($1.id, $1.offset) }
  }

  /// A record by its place in the order.
  func record(_ index: Int) -> [UInt8] { spool.read(offset: entries[index].offset, count: entries[index].count) }

  private mutating func flush() {
    spool.append(pending)
    spooled += pending.count
    pending.removeAll(keepingCapacity: true)
  }
}
