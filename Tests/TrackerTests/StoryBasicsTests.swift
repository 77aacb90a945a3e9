import Testing

@testable import FlowstateCore

@Suite("Stories")
struct StoryBasicsTests {
  @Test("A whole connection: identity, counters, every segment of a short one")
  func whole() throws {
    var talk = Dialogue()
    talk.open()
    talk.add(.client, [.ack, .psh], 101, 301, length: 50, at: 0.1)
    talk.add(.server, .ack, 301, 151, at: 0.11)
    talk.add(.server, [.ack, .psh], 301, 151, length: 20, at: 0.12)
    talk.add(.client, [.ack, .fin], 151, 321, at: 0.2)
    talk.add(.server, [.ack, .fin], 321, 152, at: 0.21)
    talk.add(.client, .ack, 152, 322, at: 0.22)
    let all = stories(talk.segments)
    let story = try #require(all.first)
    #expect(all.count == 1)
    #expect(story.id == 1 && story.firstFrame == 1 && story.lastFrame == 9)
    #expect(story.ends.client.port == 40000 && story.roleBasis == .syn)
    #expect(story.figures.client.frames == 5 && story.figures.server.frames == 4)
    #expect(story.figures.client.payloadBytes == 50 && story.figures.server.payloadBytes == 20)
    #expect(story.segments.map(\.frame) == Array(1...9))
    #expect(story.initialSequence.client == SequenceNumber(100))
    #expect(story.initialSequence.server == SequenceNumber(300))
    #expect(story.facts.isSuperset(of: [.syn, .synACK, .fin]))
    #expect(story.segments.allSatisfy { $0.notes.isEmpty })
  }

  @Test("In-order data in between is counted, not logged; context comes before what matters")
  func elided() throws {
    var talk = Dialogue()
    talk.open()
    var next: UInt32 = 101
    for step in 0..<200 {
      talk.add(.client, .ack, next, 301, length: 100, at: 0.1 + Double(step) * 0.01)
      next += 100
      talk.add(.server, .ack, 301, next, at: 0.105 + Double(step) * 0.01)
    }
    talk.add(.client, [.fin, .ack], next, 301, at: 3)
    let story = try #require(stories(talk.segments).first)
    let total = story.segments.reduce(0) { $0 + 1 + Int($1.elided) }
    #expect(total == talk.segments.count)
    #expect(story.segments.count < 20)
    let frames = story.segments.map(\.frame)
    #expect(frames == frames.sorted() && frames.suffix(3) == [402, 403, 404])
    #expect(story.segments.suffix(3).map(\.notes) == [.context, .context, []])
  }

  @Test("Roles without a SYN: SYN-ACK, port, first sender")
  func roles() throws {
    var reply = Dialogue()
    reply.add(.server, [.syn, .ack], 300, 101, at: 0)
    #expect(stories(reply.segments).first?.roleBasis == .synACK)
    #expect(stories(reply.segments).first?.ends.client.port == 40000)
    var middle = Dialogue()
    middle.add(.server, .ack, 300, 101, length: 5, at: 0)
    #expect(stories(middle.segments).first?.roleBasis == .port)
    #expect(stories(middle.segments).first?.ends.server.port == 80)
    #expect(stories(middle.segments).first?.facts.contains(.midStream) == true)
    var peers = Dialogue()
    peers.server.port = 50000
    peers.add(.server, .ack, 300, 101, length: 5, at: 0)
    #expect(stories(peers.segments).first?.roleBasis == .firstSender)
    #expect(stories(peers.segments).first?.ends.client.port == 50000)
  }

  @Test("The result does not depend on seed or batches")
  func deterministic() {
    var segments: [Segment] = []
    for port in 0..<50 as Range<UInt16> {
      var talk = Dialogue(clientPort: 30000 + port)
      talk.open(at: Double(port))
      talk.add(.client, [.fin, .ack], 101, 301, at: Double(port) + 1)
      segments += talk.segments
    }
    segments.sort { $0.time < $1.time }
    for position in segments.indices { segments[position].frame = UInt64(position) + 1 }
    let first = stories(segments, seed: 1, batch: 64).map { "\($0)" }
    #expect(first.count == 50)
    #expect(first == stories(segments, seed: 12345, batch: 1).map { "\($0)" })
    #expect(first == stories(segments, seed: 7, batch: 1000).map { "\($0)" })
  }
}
