import FlowstateCore

/// Pairs of connections that stand side by side: the same one on both sides of a translator, or two that cross. Bounded:
/// 4096 connections are remembered, each until another one takes its place; 64 pairs of each kind are kept.
struct TwinBook: Sendable {
  /// At most so many pairs of a kind are kept.
  static let pairLimit = 64

  private struct Mark: Sendable {
    var id: UInt64 = 0
    var time: Nanoseconds = 0
    var answered: Nanoseconds = 0
    var client: SocketAddress = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
    var server: SocketAddress = SocketAddress(address: IPAddress(high: 0, low: 0), port: 0)
    var clientNumber: UInt32 = 0
    var serverNumber: UInt32 = 0
    var payload: UInt64 = 0
  }

  /// Two connections.
  struct Pair: Sendable {
    var first: UInt64
    var second: UInt64
    var time: Nanoseconds
    /// From the opening of the first to that of the second.
    var gap: Nanoseconds
  }

  private var byNumbers = [Mark](repeating: Mark(), count: 4096)
  private var byHosts = [Mark](repeating: Mark(), count: 1024)
  /// The same connection under other addresses.
  private(set) var translated: [Pair] = []
  /// Number of them.
  private(set) var translatedCount: UInt64 = 0
  /// Two openings between the same hosts in opposite directions.
  private(set) var crossing: [Pair] = []
  /// Number of them.
  private(set) var crossingCount: UInt64 = 0

  /// Takes note of a completed handshake.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory) {
    guard let client = story.initialSequence.client?.rawValue, let server = story.initialSequence.server?.rawValue
    else { return }
    let mark = Mark(
      id: story.id, time: story.firstTime, answered: story.handshake.roundTrip.server ?? 0,
      client: story.ends.client, server: story.ends.server, clientNumber: client, serverNumber: server,
      payload: story.figures.client.payloadBytes &+ story.figures.server.payloadBytes)
    let place = Int(Scatter.mix(UInt64(client) << 32 | UInt64(server), 0x2545_f491_4f6c_dd1d) & 4095)
    if byNumbers[place].id != 0, byNumbers[place].clientNumber == client, byNumbers[place].serverNumber == server {
      translate(byNumbers[place], mark)
    }
    byNumbers[place] = mark
    let hosts = Int((Scatter.hash(mark.client.address) &+ Scatter.hash(mark.server.address)) & 1023)
    let other = byHosts[hosts]
    if other.id != 0, other.client.address == mark.server.address, other.server.address == mark.client.address {
      cross(other, mark)
    }
    byHosts[hosts] = mark
  }

  private mutating func translate(_ one: Mark, _ two: Mark) {
    let gap = two.time &- one.time
    guard one.client != two.client || one.server != two.server, gap.magnitude <= 10_000_000,
      one.payload == two.payload, one.clientNumber > 1 << 16 || one.serverNumber > 1 << 16
    else { return }
    translatedCount &+= 1
    if translated.count < Self.pairLimit {
      translated.append(Pair(first: min(one.id, two.id), second: max(one.id, two.id), time: one.time, gap: gap))
    }
  }

  private mutating func cross(_ one: Mark, _ two: Mark) {
    let gap = two.time &- one.time
    guard gap.magnitude <= UInt64(max(one.answered, two.answered, .millisecond)), one.client.port != two.server.port,
      one.server.address != one.client.address
    else { return }
    crossingCount &+= 1
    if crossing.count < Self.pairLimit {
      crossing.append(Pair(first: min(one.id, two.id), second: max(one.id, two.id), time: one.time, gap: gap))
    }
  }
}
