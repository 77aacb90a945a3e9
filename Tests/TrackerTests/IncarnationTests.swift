import Testing

@testable import FlowstateCore

@Suite("Incarnations")
struct IncarnationTests {
  /// A connection 100/300 that was closed at both ends, its last frame the 7th, at 1.02 s.
  private func closed() -> Dialogue {
    var talk = Dialogue()
    talk.open()
    talk.add(.client, [.fin, .ack], 101, 301, at: 1)
    talk.add(.server, [.fin, .ack], 301, 102, at: 1.01)
    talk.add(.client, .ack, 102, 302, at: 1.02)
    return talk
  }

  private func frames(_ story: ConnectionStory) -> [UInt64] { story.segments.map(\.frame) }

  @Test("A SYN answered by SYN-ACK begins a new connection, back at the SYN")
  func reuse() throws {
    var talk = closed()
    talk.open(at: 2, client: 70000, server: 90000)
    let all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6], [7, 8, 9]])
    let second = try #require(all.last)
    #expect(second.incarnation == 2 && second.previous == 1 && second.facts.contains(.reused))
    #expect(second.predecessor?.sendNext.client == SequenceNumber(102))
    #expect(second.predecessor?.lastFrame == 6)
    #expect(second.figures.client.frames == 2 && second.figures.server.frames == 1)
  }

  @Test("A SYN refused by RST after a close is a connection of its own")
  func refused() {
    var talk = closed()
    talk.add(.client, .syn, 70000, at: 2)
    talk.add(.server, [.rst, .ack], 0, 70001, at: 2.01)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6], [7, 8]])
  }

  @Test("A SYN challenged by an exact ACK stays; its retry, answered, begins")
  func timeWaitRefusal() {
    var talk = closed()
    talk.add(.client, .syn, 50, at: 2)
    talk.add(.server, .ack, 302, 102, at: 2.01)
    talk.add(.client, .rst, 102, at: 2.011)
    talk.open(at: 3, client: 50, server: 5000)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12]])
  }

  @Test("A SYN inside an open connection stays, answered by a challenge or by nothing")
  func challenged() throws {
    var talk = Dialogue()
    talk.open()
    talk.add(.client, .syn, 7000, at: 1)
    talk.add(.server, .ack, 301, 101, at: 1.01)
    talk.add(.client, .ack, 101, 301, length: 10, at: 1.5)
    var all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6]])
    #expect(all[0].facts.contains(.synWhileSynchronized))
    talk.segments.removeLast(2)
    talk.add(.client, .ack, 101, 301, length: 10, at: 9)
    all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5]])
  }

  @Test("An unanswered SYN after a close begins a connection, all its retries included")
  func unanswered() {
    var talk = closed()
    for at in [2.0, 3, 5, 9] { talk.add(.client, .syn, 70000, at: at) }
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10]])
  }

  @Test("Other attempts before the handshake is complete belong to the same connection")
  func attempts() throws {
    var talk = Dialogue()
    talk.add(.client, .syn, 90, at: 0)
    talk.add(.server, [.syn, .ack], 300, 91, at: 0.01)
    talk.add(.client, .syn, 100, at: 0.012)
    talk.add(.client, .rst, 91, at: 0.013)
    talk.add(.client, .syn, 100, at: 1)
    talk.add(.server, [.syn, .ack], 400, 101, at: 1.01)
    talk.add(.client, .ack, 101, 401, at: 1.02)
    let all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6, 7]])
    #expect(all[0].initialSequence.client == SequenceNumber(100))
    #expect(all[0].facts.contains(.synISNChanged))
  }

  @Test("An opener that resets the reply to an old SYN goes on with the connection")
  func figureEight() throws {
    var talk = Dialogue()
    talk.add(.client, .syn, 90, at: 0)
    talk.add(.server, [.syn, .ack], 300, 91, at: 0.01)
    talk.add(.client, .rst, 91, at: 0.011)
    talk.open(at: 0.9, client: 100, server: 400)
    var all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6]])
    #expect(all[0].initialSequence.client == SequenceNumber(100))
    // Long after its reset, an end opens a new connection.
    talk.segments.removeLast(3)
    talk.open(at: 11, client: 100, server: 400)
    all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3], [4, 5, 6]])
  }

  @Test("An attempt that its listener refused goes on with the same ISN only")
  func refusedAttempt() {
    var talk = Dialogue()
    talk.add(.client, .syn, 90, at: 0)
    talk.add(.server, [.rst, .ack], 0, 91, at: 0.01)
    talk.add(.client, .syn, 90, at: 0.5)
    talk.add(.server, [.rst, .ack], 0, 91, at: 0.51)
    talk.open(at: 1, client: 95, server: 400)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4], [5, 6, 7]])
  }

  @Test("A connection reset in its handshake is not closed when it is completed after all")
  func completedAfterReset() {
    var talk = Dialogue()
    talk.add(.client, .syn, 90, at: 0)
    talk.add(.client, .syn, 100, at: 0.001)
    talk.add(.server, [.syn, .ack], 300, 91, at: 0.01)
    talk.add(.client, .rst, 91, at: 0.011)
    talk.add(.client, .syn, 100, at: 1)
    talk.add(.server, [.syn, .ack], 400, 101, at: 1.01)
    talk.add(.client, .ack, 101, 401, at: 1.02)
    talk.add(.client, .ack, 101, 401, length: 5, at: 1000)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6, 7, 8]])
  }

  @Test("Inside an open connection, the new one begins at the SYN that was answered")
  func answeredInside() {
    var talk = Dialogue()
    talk.open()
    talk.add(.client, .syn, 7000, at: 1)
    talk.add(.client, .syn, 8000, at: 1.5)
    talk.add(.client, .syn, 8000, at: 2)
    talk.add(.server, [.syn, .ack], 900, 8001, at: 2.01)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4], [5, 6, 7]])
  }

  @Test("The reply to the connection's own SYN belongs to it, whatever came in its sender's name before")
  func replyAfterForgery() {
    var talk = Dialogue()
    talk.add(.client, .syn, 100, at: 0)
    talk.add(.server, [.rst, .ack], 0, 101, at: 0.01)
    talk.add(.server, [.fin, .ack], 0, 101, at: 0.011)
    talk.add(.server, [.syn, .ack], 300, 101, at: 0.012)
    talk.add(.client, .ack, 101, 301, at: 0.013)
    talk.add(.client, .ack, 101, 301, length: 10, at: 0.014)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6]])
  }

  @Test("A SYN-ACK may answer any of several attempts")
  func earlierAttempt() throws {
    var talk = Dialogue()
    talk.add(.client, .syn, 90, at: 0)
    talk.add(.client, .syn, 100, at: 0.5)
    talk.add(.server, [.syn, .ack], 300, 91, at: 0.51)
    let story = try #require(stories(talk.segments).first)
    #expect(!story.facts.contains(.synACKUnmatched))
  }

  @Test("A late copy of the first SYN stays with its closed connection")
  func lateCopy() {
    var talk = closed()
    talk.add(.client, .syn, 100, at: 3) { $0.identification = 100 }
    talk.add(.server, .ack, 302, 102, at: 3.01)
    #expect(stories(talk.segments).map(frames) == [[1, 2, 3, 4, 5, 6, 7, 8]])
  }

  @Test("The former server may open the next connection")
  func rolesExchanged() throws {
    var talk = closed()
    talk.add(.server, .syn, 9000, at: 2)
    talk.add(.client, [.syn, .ack], 8000, 9001, at: 2.01)
    talk.add(.server, .ack, 9001, 8001, at: 2.02)
    let all = stories(talk.segments)
    #expect(all.count == 2 && all[1].ends.client.port == 80)
    #expect(all[1].predecessor?.sendNext.server == SequenceNumber(102))
  }

  @Test("A SYN-ACK alone after a close begins with an implied SYN")
  func replyAlone() {
    var talk = closed()
    talk.add(.server, [.syn, .ack], 9000, 8001, at: 2)
    talk.add(.client, .ack, 8001, 9001, at: 2.01)
    let all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6], [7, 8]])
    #expect(all[1].initialSequence.client == SequenceNumber(8000))
  }

  @Test("Late segments belong to the closed connection until it is forgotten")
  func retention() {
    var talk = closed()
    talk.add(.server, [.fin, .ack], 301, 102, at: 40)
    talk.add(.server, [.fin, .ack], 301, 102, at: 40 + 241)
    let all = stories(talk.segments)
    #expect(all.map(frames) == [[1, 2, 3, 4, 5, 6, 7], [8]])
    #expect(all[1].previous == 0 && all[1].incarnation == 1)
  }

  @Test("What was held back at the end of the capture is decided as far as it can be")
  func heldAtEnd() {
    var afterClose = closed()
    afterClose.add(.client, .syn, 70000, at: 2)
    #expect(stories(afterClose.segments).map(frames) == [[1, 2, 3, 4, 5, 6], [7]])
    var open = Dialogue()
    open.open()
    open.add(.client, .syn, 70000, at: 2)
    #expect(stories(open.segments).map(frames) == [[1, 2, 3, 4]])
  }
}
