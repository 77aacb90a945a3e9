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
}
