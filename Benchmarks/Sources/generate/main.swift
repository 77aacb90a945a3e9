import Glibc

/// Writes a workload: `generate WORKLOAD FILE [scale] [seed]`. The same arguments make the same octets.
///
/// Connections live side by side: each step, one of those that live says its next frame.
struct Workload {
  var connections: Int
  var concurrent: Int
  /// Data segments of a connection, on average; they vary from none to twice that.
  var segments: Int
  var payload: ClosedRange<Int>
  var acknowledgeEvery = 2
  /// Parts of the connections, of 1.
  var unanswered = 0.01
  var refused = 0.01
  var reset = 0.02
  var open = 0.02
  var snapLength = 96
  var microsecondsPerFrame: UInt64 = 50
  /// So many times in a row, each behind all that a tracker remembers of the one before.
  var copies = 1
  static let pauseOfCopies: UInt64 = 13 * 3600 * 1_000_000

  /// Named as in the README; `scale` 1 is the full size.
  static func named(_ name: String, scale: Double) -> Workload? {
    func count(_ full: Double) -> Int { max(1, Int(full * scale)) }
    switch name {
    case "mixed":
      return Workload(connections: count(500_000), concurrent: count(20_000), segments: 10, payload: 1...1448)
    case "small":
      return Workload(
        connections: count(1_000_000), concurrent: count(200_000), segments: 2, payload: 1...28, snapLength: 65535,
        microsecondsPerFrame: 100)
    case "flood":
      return Workload(
        connections: count(5_000_000), concurrent: count(100_000), segments: 10, payload: 1...1448,
        unanswered: 0.99, refused: 0, reset: 0, open: 0, snapLength: 65535, microsecondsPerFrame: 30)
    case "elephants":
      return Workload(
        connections: 20, concurrent: 20, segments: count(440_000), payload: 1448...1448, acknowledgeEvery: 8,
        unanswered: 0, refused: 0, reset: 0, open: 0, snapLength: 128, microsecondsPerFrame: 30)
    case "live":
      let live = max(1, Int(scale))
      return Workload(
        connections: max(live, 200_000), concurrent: live, segments: 4, payload: 1...200, unanswered: 0, refused: 0,
        reset: 0, open: 0, microsecondsPerFrame: 5)
    case "repeated":
      return Workload(
        connections: 10_000, concurrent: 1_000, segments: 10, payload: 1...1448, copies: max(1, Int(scale)))
    default: return nil
    }
  }

  func write(to writer: inout PcapWriter, seed: UInt64) {
    var time: UInt64 = 1_700_000_000_000_000
    for _ in 0..<copies {
      write(to: &writer, seed: seed, from: &time)
      time += Self.pauseOfCopies
    }
  }

  private func write(to writer: inout PcapWriter, seed: UInt64, from time: inout UInt64) {
    var random = Random(seed: seed)
    var living: [Connection] = []
    var begun = 0
    while begun < connections || !living.isEmpty {
      while living.count < concurrent, begun < connections {
        living.append(connection(begun, &random))
        begun += 1
      }
      let position = random.below(living.count)
      guard let frame = living[position].frame(at: time) else {
        living.swapAt(position, living.count - 1)
        living.removeLast()
        continue
      }
      let (octets, length) = frame.octets(most: snapLength)
      writer.write(octets, length: length, microseconds: time)
      time += microsecondsPerFrame / 2 + UInt64(random.below(Int(microsecondsPerFrame)))
    }
  }

  private func connection(_ number: Int, _ random: inout Random) -> Connection {
    var kind = Connection.Kind.ordinary
    let draw = Double(random.below(1_000_000)) / 1_000_000
    if draw < unanswered {
      kind = .unanswered
    } else if draw < unanswered + refused {
      kind = .refused
    } else if draw < unanswered + refused + reset {
      kind = .reset
    } else if draw < unanswered + refused + reset + open {
      kind = .open
    }
    return Connection(
      number: number, kind: kind, segments: connections == 20 ? segments : random.below(2 * segments + 1),
      payload: payload.lowerBound + random.below(payload.count), acknowledgeEvery: acknowledgeEvery,
      timestamps: random.chance(0.5), random: &random)
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let scale = arguments.count > 3 ? Double(arguments[3]) : 0.05,
  let workload = Workload.named(arguments[1], scale: scale),
  var writer = PcapWriter(path: arguments[2], snapLength: workload.snapLength)
else {
  print("usage: generate mixed|small|flood|elephants FILE [scale, default 0.05] [seed, default 1]")
  print("       generate live FILE CONNECTIONS-AT-A-TIME [seed]")
  print("       generate repeated FILE COPIES [seed]")
  exit(2)
}
workload.write(to: &writer, seed: arguments.count > 4 ? UInt64(arguments[4]) ?? 1 : 1)
writer.flush()
print("\(arguments[2]): \(writer.frames) frames, \(writer.octets) octets, \(workload.connections) connections")
