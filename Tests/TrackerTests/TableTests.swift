import Testing

@testable import FlowstateCore

@Suite("Slot table and arena")
struct TableTests {
  @Test("The table agrees with a dictionary through inserts, removals and growth")
  func model() {
    var random = Xorshift(state: 99)
    var table = SlotTable(bits: 4)
    var model: [UInt32: UInt32] = [:]  // index to hash
    for step in 1...20_000 {
      if model.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
        // Few different hashes, so that probes are long and wrap around.
        let hash = UInt32.random(in: 0..<2000, using: &random) &* 0x9e37_79b1
        table.insert(hash, UInt32(step))
        model[UInt32(step)] = hash
      } else if let (index, hash) = model.randomElement(using: &random) {
        table.remove(hash, index)
        model[index] = nil
      }
    }
    #expect(Int(table.count) == model.count)
    for (index, hash) in model {
      var probe = SlotTable.Probe(hash)
      var found = false
      while let candidate = table.next(&probe) { if candidate == index { found = true } }
      #expect(found)
    }
    #expect(Set((0..<table.slotCount).map { table.index(at: $0) }).subtracting([0]) == Set(model.keys))
  }

  @Test("Freed indices are used again, a full arena refuses")
  func arena() {
    var arena = Arena<UInt64>(capacity: 4)
    let indices = [arena.allocate(1), arena.allocate(2), arena.allocate(3)]
    #expect(indices == [1, 2, 3])
    #expect(arena.allocate(4) == 0)
    arena.release(2)
    #expect(arena.allocate(5) == 2)
    #expect(arena[2] == 5 && arena[1] == 1 && arena.live == 3)
  }

  @Test("Both directions of a tuple hash alike, and seeds change the hash")
  func hash() {
    let a = SocketAddress(address: IPAddress(v4: 1), port: 5)
    let b = SocketAddress(address: IPAddress(high: 9, low: 2), port: 6)
    let there = FlowKey.of(source: a, destination: b, space: 0)
    let back = FlowKey.of(source: b, destination: a, space: 0)
    #expect(there.key == back.key && there.fromB != back.fromB)
    #expect(there.key.hash(seed: 1) == back.key.hash(seed: 1))
    #expect(there.key.hash(seed: 1) != there.key.hash(seed: 2))
  }

  @Test("A key is that of segments of both ends, and of no others")
  func keyOfSegment() {
    var segment = Segment()
    segment.source = SocketAddress(address: IPAddress(v4: 0x0a00_0001), port: 5)
    segment.destination = SocketAddress(address: IPAddress(high: 9, low: 2), port: 6)
    segment.space = 3
    let key = FlowKey.of(source: segment.source, destination: segment.destination, space: segment.space).key
    var back = segment
    swap(&back.source, &back.destination)
    #expect(key.isOf(segment) && key.isOf(back))
    let changes: [(inout Segment) -> Void] = [
      { $0.source.port ^= 1 }, { $0.destination.port ^= 1 }, { swap(&$0.source.port, &$0.destination.port) },
      { $0.source.address.low ^= 1 }, { $0.destination.address.low ^= 1 << 63 },
      { $0.source.address.high ^= 1 }, { $0.destination.address.high ^= 1 }, { $0.space = 0 },
      { swap(&$0.source.address, &$0.destination.address) },
      { swap(&$0.source.address.low, &$0.destination.address.low) }, { $0.source = $0.destination },
      { $0.destination = $0.source },
    ]
    for change in changes {
      var other = segment
      change(&other)
      #expect(!key.isOf(other))
    }
  }

  @Test("A segment behind the one that lets its connection go begins a new one")
  func expiryWithinABatch() {
    var old = Dialogue()
    old.open()
    old.add(.client, .rst, 101, at: 0.02)
    var other = Dialogue(clientPort: 1)
    other.add(.client, .ack, 5, 9, length: 1, at: 400)
    old.add(.client, .ack, 7000, 8000, length: 1, at: 401)
    var segments = Array(old.segments.dropLast()) + other.segments + old.segments.suffix(1)
    for index in segments.indices { segments[index].frame = UInt64(index) + 1 }
    for batch in [1, 2, 64] {
      let told = stories(segments, batch: batch).map(\.firstFrame)
      #expect(told.sorted() == [1, 5, 6], "batches of \(batch)")
    }
  }

  @Test("The wheel turns with capture time, however far and in whatever order")
  func wheelTurns() {
    var wheel = ExpiryWheel()
    #expect(wheel.advance(to: -1) == nil && wheel.now == -1)
    #expect(wheel.advance(to: 0) == 0...0)
    #expect(wheel.advance(to: .second - 1) == nil)
    #expect(wheel.advance(to: 3 * .second) == 1...3)
    #expect(wheel.advance(to: 2 * .second) == nil && wheel.now == 3)
    #expect(wheel.advance(to: .max) != nil && wheel.advance(to: .max) == nil)
    #expect(wheel.advance(to: .min / 2) == nil && wheel.now == .min / 2 / .second - 1)
    #expect(wheel.advance(to: 0) != nil && wheel.now == 0)
  }
}
