import FlowstateCore
import FlowstateReports
import Testing

@Suite("Listeners of a capture")
struct ListenerTableTests {
  /// A completed connection to a listener of its own number.
  private func story(to number: Int) -> ConnectionStory {
    var builder = StoryBuilder(server: (0x0a01_0000 + UInt32(number / 7), UInt16(1 + number % 7)))
    builder.story.handshake.kind = .threeWay
    return builder.story
  }

  @Test("Each is counted under its own address and port, however many there are")
  func each() {
    var table = ListenerTable()
    let count = 5000
    for turn in 0..<3 {
      for number in 0..<count where number % (turn + 1) == 0 { table.count(story(to: number)) }
    }
    let rows = table.sorted
    #expect(rows.count == count && table.notKept == 0)
    #expect(Set(rows.map(\.end)).count == count)
    for row in rows {
      let number = Int(row.end.address.low & 0xffff) * 7 + Int(row.end.port) - 1
      #expect(row.attempts == (0..<3).count { number % ($0 + 1) == 0 } && row.completed == row.attempts)
    }
  }

  @Test("A frame that was captured twice brought its payload once")
  func copies() {
    var twice = story(to: 1)
    twice.figures.client.payloadBytes = 300
    twice.figures.client.duplicatedBytes = 100
    twice.figures.server.payloadBytes = 50
    var table = ListenerTable()
    table.count(twice)
    #expect(table.sorted.map(\.payloadBytes) == [250])
  }

  @Test("Those beyond the limit are only counted")
  func limit() {
    var table = ListenerTable()
    for number in 0..<(ListenerTable.limit + 10) { table.count(story(to: number)) }
    table.count(story(to: 3))
    #expect(table.sorted.count == ListenerTable.limit && table.notKept == 10)
    #expect(table.sorted.first?.attempts == 2)
  }
}
