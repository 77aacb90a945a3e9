import Testing

@testable import FlowstateCore

@Suite("Order of first frames")
struct FrameOrderTests {
  @Test(
    "Connections come in the order of their frames, however many and whatever far apart", arguments: [0, 1, 20, 5000])
  func sorts(count: Int) {
    var random = Xorshift(state: 11)
    for spread: UInt64 in [300, 1 << 20, 1 << 31] {
      var frames: [UInt64: UInt32] = [:]
      while frames.count < min(count, 250) || (spread > 300 && frames.count < count) {
        frames[UInt64.random(in: 1...spread, using: &random)] = UInt32(frames.count + 1)
      }
      var order = FrameOrder(start: 0)
      for (frame, index) in frames { order.add(frame, index) }
      order.sort()
      let sorted = frames.keys.sorted()
      #expect((0..<order.count).map { order.frame($0) } == sorted)
      #expect((0..<order.count).map { order.index($0) } == sorted.map { frames[$0] })
      #expect(order.next == .max)
    }
  }

  @Test("What is more than 2^32 frames behind comes in the next round")
  func rounds() {
    let frames: [UInt64] = [7, 1 << 33, 3, 1 << 32 + 3, (1 << 33) + 1]
    var told: [UInt64] = []
    var start: UInt64 = 0
    while start != .max {
      var order = FrameOrder(start: start)
      for frame in frames { order.add(frame, 9) }
      order.sort()
      told += (0..<order.count).map { order.frame($0) }
      start = order.next
    }
    #expect(told == frames.sorted())
  }
}
