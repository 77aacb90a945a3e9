import FlowstateCore
import Testing

@testable import TraceScript

/// What a script keeps of a segment.
private func essence(_ segment: Segment, _ start: Nanoseconds, _ iss: [SocketAddress: UInt32]) -> String {
  let options = segment.options
  let peer = SequenceNumber(iss[segment.destination] ?? 0)
  let blocks = (0..<Int(options.blockCount)).map {
    "\(peer.distance(to: options.blocks[$0].left)):\(peer.distance(to: options.blocks[$0].right))"
  }
  return """
    \(segment.time - start) \(segment.source.text) \(segment.destination.text) \(segment.flags.rawValue) \
    \(SequenceNumber(iss[segment.source] ?? 0).distance(to: segment.sequence)) \(segment.payloadLength) \
    \(segment.flags.contains(.ack) ? peer.distance(to: segment.acknowledgment) : 0) \(segment.window) \
    \(segment.urgentPointer) \(options.kinds.subtracting([.other, .authentication, .malformed]).rawValue) \(options.mss) \
    \(options.windowScale) \(options.timestampValue) \(options.timestampEcho) \(options.fastOpenCookieLength) \
    \(options.multipathSubtype) \(blocks) \(segment.marks.contains(.ipv4) ? segment.identification : 0) \
    \(segment.hopLimit) \(segment.trafficClass) \(segment.vlans.packed) \
    \(segment.marks.intersection([.ipv4, .dontFragment, .checksumBad, .checksumPartial, .payloadCut]).rawValue)
    """
}

/// The segments of each pair of ends, as text that two captures must have in common.
func essences(_ segments: [Segment]) -> [String] {
  var iss: [SocketAddress: UInt32] = [:]
  for segment in segments where segment.flags.contains(.syn) && iss[segment.source] == nil {
    iss[segment.source] = segment.sequence.rawValue
  }
  for segment in segments where iss[segment.source] == nil { iss[segment.source] = segment.sequence.rawValue }
  let start = segments.first?.time ?? 0
  return segments.map { essence($0, start, iss) }
}

@Suite struct RoundTripTests {
  @Test(arguments: FixtureFiles.scripts)
  func aDecompiledFixtureHasTheSameSegments(_ path: String) throws {
    let trace = try CompiledTrace(Script(parsing: FixtureFiles.text(of: path)))
    // What ICMP errors quote, and how packets were cut, a script cannot be told from segments alone.
    let all = decoded(trace) { _, _ in }.filter { !$0.marks.contains(.quotedByICMP) }
    let tuples = Set(all.map { Set([$0.source, $0.destination]) })
    for tuple in tuples {
      let segments = all.filter { Set([$0.source, $0.destination]) == tuple }
      let written = Decompilation(of: segments)
      let again = decoded(try CompiledTrace(Script(parsing: written.text)))
      #expect(essences(again) == essences(segments), "\(written.text)")
    }
  }

  @Test func statesLossesAndTheCapturePointAreWritten() throws {
    let script = """
      capture near-client
      peer A 10.0.0.1:40000 ttl 64  B 10.0.0.2:80 ttl 57  iss 1000 4294967280

             0.000  SYN-SENT     -->  S 0:0         -->  SYN-RECEIVED
            +0.030  SYN-SENT     X--  S. 0:0 ack 1  <--  SYN-RECEIVED
            +1.000  ESTABLISHED  <--  S. 0:0 ack 1  <--  SYN-RECEIVED
         +0.000050  ESTABLISHED  -->  . 1:1 ack 1   -->  ESTABLISHED

      """
    let segments = decoded(try CompiledTrace(Script(parsing: script)))
    let states: [(State, State)] = [
      (.synSent, .synReceived), (.synSent, .synReceived), (.established, .synReceived), (.established, .established),
    ]
    let verdicts = states.enumerated().map {
      Verdict(fate: $0.offset == 1 ? .lost : .accepted, states: PerSide(client: $0.element.0, server: $0.element.1))
    }
    let written = Decompilation(of: segments, verdicts: verdicts, capturePoint: .nearClient)
    #expect(written.text == script)
    #expect(written.unsaid.isEmpty)
    let swapped = Decompilation(of: segments, client: segments[0].destination)
    #expect(swapped.text.contains("peer A 10.0.0.2:80 ttl 57  B 10.0.0.1:40000 ttl 64  iss 4294967280 1000"))
  }

  @Test func whatCannotBeSaidIsNamed() {
    var segment = Segment()
    segment.source = SocketAddress(address: IPAddress(v4: 1), port: 1)
    segment.destination = SocketAddress(address: IPAddress(v4: 2), port: 2)
    segment.marks = [.ipv4, .outgoing, .segmentationOffload, .checksumPartial]
    segment.payloadLength = 100_000
    segment.payloadHash = 5
    segment.options.kinds = [.authentication]
    segment.tunnels.append(.gre)
    segment.flags = .ack
    var quoted = segment
    quoted.marks.insert(.quotedByICMP)
    let written = Decompilation(of: [segment, quoted])
    #expect(
      written.unsaid == [.payloadOctets, .otherOptions, .tunnels, .direction, .oversizedPayload, .quotedByICMP])
    #expect((try? Script(parsing: written.text))?.steps.count == 1)
    #expect(Decompilation(of: []).text.isEmpty)
  }

  @Test func capturesThatAreNotInOrderKeepTheirTimes() throws {
    var first = Segment()
    first.source = SocketAddress(address: IPAddress(v4: 1), port: 1)
    first.destination = SocketAddress(address: IPAddress(v4: 2), port: 2)
    first.marks = [.ipv4, .checksumGood]
    first.flags = .syn
    first.time = 5_000
    var second = first
    second.time = 2_000
    let written = Decompilation(of: [first, second])
    #expect(try Script(parsing: written.text).steps.map(\.time) == [3_000, 0])
  }
}
