import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Builds stories by hand, so that reports are tested without an analysis before them.
struct StoryBuilder {
  static let epoch: Nanoseconds = 1_700_000_000 * .second
  var story = ConnectionStory()

  init(client: (UInt32, UInt16) = (0x0a00_0001, 40_000), server: (UInt32, UInt16) = (0x0a00_0002, 80)) {
    let client = SocketAddress(address: IPAddress(v4: client.0), port: client.1)
    let server = SocketAddress(address: IPAddress(v4: server.0), port: server.1)
    story.ends = PerSide(client: client, server: server)
    story.key = FlowKey.of(source: client, destination: server, space: 0).key
    story.zeek.history = Array("ShADad".utf8)
  }

  /// A segment that passes the capture point.
  mutating func segment(
    _ sender: Side, _ flags: TCPFlags, at milliseconds: Int64, sequence: UInt32, ack: UInt32 = 0, payload: UInt32 = 0,
    fate: Verdict.Fate = .accepted, notes: SegmentNotes = [], elided: UInt32 = 0
  ) {
    var segment = LoggedSegment()
    segment.frame = story.segments.last.map { $0.frame + 1 + UInt64(elided) } ?? 1
    segment.time = Self.epoch + milliseconds * .millisecond
    segment.sender = sender
    segment.flags = flags
    segment.sequence = SequenceNumber(sequence)
    segment.acknowledgment = SequenceNumber(ack)
    segment.payloadLength = payload
    segment.notes = notes
    segment.elided = elided
    if story.segments.isEmpty {
      story.id = segment.frame
      story.firstFrame = segment.frame
      story.firstTime = segment.time
    }
    story.lastFrame = segment.frame
    story.lastTime = segment.time
    story.figures[sender].frames += 1
    story.figures[sender].payloadBytes += UInt64(payload)
    story.segments.append(segment)
    story.verdicts.append(Verdict(fate: fate, states: story.states))
  }

  /// A step at the newest segment, or, with `after`, by timer.
  mutating func step(
    _ side: Side, _ to: State, _ basis: Basis, proof: UInt64 = 0, cause: Cause, after: Int64? = nil
  ) {
    let time = after.map { story.lastTime + $0 * .millisecond } ?? story.lastTime
    story.transitions.append(
      Transition(
        frame: after == nil ? story.lastFrame : 0, time: time, side: side, from: story.states[side], to: to,
        basis: basis, proofFrame: proof, cause: cause))
    story.states[side] = to
  }

  /// What the three segments of a handshake prove.
  mutating func proofs(syn: UInt64, synACK: UInt64, ack: UInt64, last: Basis) {
    let told = HandshakeProof.Step(frame: synACK, basis: .proved, proofFrame: ack)
    story.handshake.proved.hearsPeer.server = HandshakeProof.Step(frame: syn, basis: .proved, proofFrame: synACK)
    story.handshake.proved.hearsPeer.client = told
    story.handshake.proved.isHeard.client = told
    story.handshake.proved.isHeard.server = HandshakeProof.Step(frame: ack, basis: last, proofFrame: 0)
  }

  /// The steps before the first segment.
  mutating func begin(_ client: State, _ server: State) {
    step(.client, client, .inferred, cause: .begins)
    step(.server, server, .inferred, cause: .passiveOpen)
  }

  /// RFC 9293 figure 8: an old duplicate SYN is answered, and the client vetoes it.
  static var figure8: ConnectionStory {
    var builder = StoryBuilder()
    builder.segment(.client, .syn, at: 0, sequence: 90, fate: .accepted, notes: .oldCopy)
    builder.begin(.closed, .listen)
    builder.step(.client, .synSent, .inferred, proof: 3, cause: .sendsSYN)
    builder.step(.server, .synReceived, .proved, proof: 2, cause: .receivesSYN)
    builder.segment(.server, [.syn, .ack], at: 20, sequence: 300, ack: 91, fate: .ignored)
    builder.segment(.client, .rst, at: 21, sequence: 91)
    builder.step(.server, .listen, .proved, proof: 5, cause: .receivesRST)
    builder.segment(.client, .syn, at: 30, sequence: 100)
    builder.step(.server, .synReceived, .proved, proof: 5, cause: .receivesSYN)
    builder.segment(.server, [.syn, .ack], at: 50, sequence: 400, ack: 101)
    builder.step(.client, .established, .proved, proof: 6, cause: .receivesSYNACK)
    builder.segment(.client, .ack, at: 51, sequence: 101, ack: 401, fate: .open)
    builder.step(.server, .established, .presumed, cause: .receivesACKOfSYN)
    builder.story.initialSequence = PerSide(client: SequenceNumber(100), server: SequenceNumber(400))
    builder.story.handshake.kind = .threeWay
    builder.story.handshake.syn = [1, 4]
    builder.story.handshake.synACK = [2, 5]
    builder.story.handshake.ack = 6
    builder.proofs(syn: 4, synACK: 5, ack: 6, last: .presumed)
    builder.story.close.kind = .open
    builder.story.facts = [.syn, .synACK, .rst]
    return builder.story
  }

  /// Handshake, elided data, client closes, TIME-WAIT runs out.
  static var complete: ConnectionStory {
    var builder = StoryBuilder(client: (0xc000_0201, 51_000), server: (0xc000_0202, 443))
    builder.segment(.client, .syn, at: 100, sequence: 0xffff_fff0)
    builder.begin(.closed, .listen)
    builder.step(.client, .synSent, .sent, cause: .sendsSYN)
    builder.step(.server, .synReceived, .proved, proof: 2, cause: .receivesSYN)
    builder.segment(.server, [.syn, .ack], at: 120, sequence: 7000, ack: 0xffff_fff1)
    builder.step(.client, .established, .proved, proof: 3, cause: .receivesSYNACK)
    builder.segment(.client, .ack, at: 121, sequence: 0xffff_fff1, ack: 7001)
    builder.step(.server, .established, .proved, proof: 9, cause: .receivesACKOfSYN)
    builder.segment(.client, [.fin, .ack], at: 400, sequence: 85, ack: 8001, elided: 5)
    builder.step(.client, .finWait1, .sent, cause: .sendsFIN)
    builder.step(.server, .closeWait, .proved, proof: 10, cause: .receivesFIN)
    builder.segment(.server, [.fin, .ack], at: 420, sequence: 8001, ack: 86)
    builder.step(.server, .lastAck, .sent, cause: .sendsFIN)
    builder.step(.client, .timeWait, .proved, proof: 11, cause: .receivesFINAndACKOfFIN)
    builder.segment(.client, .ack, at: 421, sequence: 86, ack: 8002, fate: .open)
    builder.step(.server, .closed, .presumed, cause: .receivesACKOfFIN)
    builder.step(.client, .closed, .timer, cause: .timeWaitEnds, after: 60_000)
    builder.story.initialSequence = PerSide(client: SequenceNumber(0xffff_fff0), server: SequenceNumber(7000))
    builder.story.handshake.kind = .threeWay
    builder.story.handshake.syn = [1]
    builder.story.handshake.synACK = [2]
    builder.story.handshake.ack = 3
    builder.proofs(syn: 1, synACK: 2, ack: 3, last: .proved)
    var options = HandshakeOptions()
    options.mss = 1460
    options.windowScale = 7
    builder.story.handshake.options.client = options
    builder.story.handshake.roundTrip = PerSide(client: .millisecond, server: 20 * .millisecond)
    builder.story.close.kind = .threeSegment
    builder.story.close.initiator = .client
    builder.story.close.fin = PerSide(client: [9], server: [10])
    builder.story.close.finACK = PerSide(client: 10, server: 11)
    builder.story.close.timeWait = Close.TimeWait(side: .client, sinceFrame: 10, restarted: [], left: 0)
    builder.story.capturePoint.place = .nearClient
    builder.story.capturePoint.grounds = [.handshakeSplit]
    builder.story.completeness = 31
    return builder.story
  }

  /// What a rule might say of figure 8.
  static var staleSYN: Finding {
    Finding(
      id: "stale-syn-reset", severity: .notice, confidence: .certain, subject: .connection, connections: [1],
      frames: [1, 2, 3], time: epoch + 21 * .millisecond,
      summary: Sentence(
        en: "An old duplicate SYN was answered in frame 2, and the client rejected the answer with an RST in frame 3.",
        zh: "帧 2 应答了一个旧的重复 SYN，客户端在帧 3 用 RST 拒绝了该应答。"),
      details: [Detail("delay", .duration(20 * .millisecond)), Detail("isns", .list([.integer(90), .null]))],
      references: ["RFC 9293 3.5"])
  }

  /// A capture that holds both.
  static var capture: CaptureSummary {
    var capture = CaptureSummary()
    capture.files = [
      .init(
        path: "two.pcap", format: "pcap", linkTypes: ["Ethernet"], resolution: "us", snapLength: 262_144, bytes: 1530,
        frames: 19, compression: nil, error: nil)
    ]
    capture.frames = 19
    capture.firstTime = epoch
    capture.earliest = epoch
    capture.latest = epoch + 421 * .millisecond
    capture.tcpSegments = 17
    capture.notAnalyzed[Int(NotAnalyzed.notTCP.rawValue)] = 2
    return capture
  }

  static var context: ReportContext {
    var context = ReportContext(version: "test", settings: AnalysisSettings())
    context.origin = epoch
    return context
  }
}

/// Keeps what a report writes.
final class MemoryOutput: ReportOutput {
  private(set) var bytes: [UInt8] = []
  func write(_ bytes: Span<UInt8>) { for index in bytes.indices { self.bytes.append(bytes[index]) } }
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A spool in memory.
final class MemorySpool: ReportSpool {
  private var bytes: [UInt8] = []
  func append(_ bytes: [UInt8]) { self.bytes += bytes }
  func read(offset: Int, count: Int) -> [UInt8] { Array(bytes[offset..<offset + count]) }
}
