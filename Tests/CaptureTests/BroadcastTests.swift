import FlowstateCapture
import Testing

@Suite struct BroadcastTests {
  /// Takes all values on a thread of its own, and tells what it took.
  private final class Taker: ThreadBody, @unchecked Sendable {
    private let source: Broadcast<[Int]>
    private let index: Int
    /// The sum of what was taken, in the end.
    let sums = Conveyor<Int>([0])

    init(_ source: Broadcast<[Int]>, _ index: Int) {
      self.source = source
      self.index = index
    }

    func run() {
      var value: [Int] = []
      var sum = 0
      var expected = 0
      while source.take(&value, by: index) {
        // Each value comes once, in order.
        if value.first == expected { sum += value.reduce(0, +) }
        expected += 1
      }
      _ = sums.put(&sum)
      sums.end()
    }
  }

  @Test("All takers get all values in order, and who puts gets old values back to fill again", arguments: [1, 2, 5])
  func everyTakerGetsAll(takers: Int) {
    let broadcast = Broadcast([[Int]](repeating: [], count: 4), takers: takers)
    let all = (0..<takers).map { Taker(broadcast, $0) }
    for taker in all { #expect(DetachedThread.start(taker)) }
    var value: [Int] = []
    for number in 0..<2000 {
      value.removeAll()
      value.append(number)
      value.append(1)
      #expect(broadcast.put(&value))
    }
    broadcast.end()
    for taker in all {
      var sum = 0
      #expect(taker.sums.take(&sum) && sum == 2000 + 1999 * 1000)
    }
  }

  @Test func aCancelledBroadcastLetsNobodyWait() {
    let broadcast = Broadcast([0, 0], takers: 1)
    var value = 1
    #expect(!broadcast.isReady(for: 0))
    #expect(broadcast.put(&value) && broadcast.isReady(for: 0))
    broadcast.cancel()
    #expect(!broadcast.put(&value) && !broadcast.take(&value, by: 0) && broadcast.isReady(for: 0))
  }

  /// Takes from a conveyor until it has ended, and puts what it took on another.
  private final class Carrier: ThreadBody, @unchecked Sendable {
    private let source: Conveyor<Int>
    let goal = Conveyor<Int>([Int](repeating: 0, count: 8))

    init(_ source: Conveyor<Int>) { self.source = source }

    func run() {
      var value = 0
      while source.take(&value), goal.put(&value) {}
      goal.end()
    }
  }

  @Test("What is put without haste is taken once half of the places are filled, when told, and at the end")
  func nothingPutWithoutHasteIsLost() {
    let conveyor = Conveyor<Int>([Int](repeating: 0, count: 4))
    let carrier = Carrier(conveyor)
    #expect(DetachedThread.start(carrier))
    var taken = 0
    for round in 0..<300 {
      // One, two, or more than half.
      let count = round % 3 + 1
      for number in 0..<count {
        var value = round * 10 + number
        #expect(conveyor.put(&value, inHaste: false))
      }
      if count < 3 { conveyor.hasten() }
      for number in 0..<count { #expect(carrier.goal.take(&taken) && taken == round * 10 + number) }
    }
    var last = 7
    #expect(conveyor.put(&last, inHaste: false))
    conveyor.end()
    #expect(carrier.goal.take(&taken) && taken == 7 && !carrier.goal.take(&taken))
  }
}
