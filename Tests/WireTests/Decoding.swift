import FlowstateCore
import Testing

/// One frame through a new decoder.
func decode(
  _ octets: [UInt8], link: UInt32 = 1, cutTo captured: Int? = nil, settings: DecoderSettings = DecoderSettings(),
  direction: FrameInfo.Direction = .unknown
) -> (outcome: DecodeOutcome, segment: Segment, issues: [DecodeIssues.Count]) {
  var decoder = FrameDecoder(settings: settings)
  let result = decode(octets, with: &decoder, link: link, cutTo: captured, direction: direction)
  return (result.outcome, result.segment, decoder.issues.counts)
}

/// One frame through a decoder, into a segment full of other values.
func decode(
  _ octets: [UInt8], with decoder: inout FrameDecoder, link: UInt32 = 1, cutTo captured: Int? = nil,
  time: Nanoseconds = 5, direction: FrameInfo.Direction = .unknown
) -> (outcome: DecodeOutcome, segment: Segment) {
  var info = FrameInfo()
  info.number = 42
  info.time = time
  info.interface = 3
  info.linkType = link
  info.direction = direction
  info.originalLength = UInt32(octets.count)
  var segment = staleSegment()
  let kept = Array(octets.prefix(captured ?? octets.count))
  let outcome = unsafe decoder.decode(kept.span.bytes, info, into: &segment)
  return (outcome, segment)
}

/// A segment whose every field has a value that no test expects.
func staleSegment() -> Segment {
  var segment = Segment()
  let odd = IPAddress(high: 0xdead, low: 0xbeef)
  segment.source = SocketAddress(address: odd, port: 9)
  segment.destination = segment.source
  segment.space = 99
  segment.payloadLength = 99
  segment.flags = TCPFlags(rawValue: 0x1ff)
  segment.options.kinds = TCPOptions.Kinds(rawValue: 0x3ff)
  segment.options.mss = 99
  segment.options.windowScale = 99
  segment.options.blockCount = 4
  segment.options.fastOpenCookieLength = 99
  segment.options.multipathSubtype = 99
  segment.options.timestampValue = 99
  segment.options.timestampEcho = 99
  segment.identification = 99
  segment.hopLimit = 99
  segment.trafficClass = 99
  segment.marks = SegmentMarks(rawValue: 0xffff)
  segment.payloadHash = 99
  segment.linkSourceHash = 99
  segment.vlans.append(99)
  segment.tunnels.append(.other)
  segment.icmpType = 99
  segment.icmpCode = 99
  segment.icmpSource = odd
  segment.urgentPointer = 99
  segment.window = 99
  return segment
}

/// Checks that a result is the plain segment of `Packets`.
func expectPlain(
  _ result: (outcome: DecodeOutcome, segment: Segment, issues: [DecodeIssues.Count]), _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let segment = result.segment
  #expect(result.outcome == .segment, comment, sourceLocation: sourceLocation)
  #expect(segment.frame == 42 && segment.time == 5 && segment.interface == 3, comment, sourceLocation: sourceLocation)
  #expect(segment.source.port == 40000 && segment.destination.port == 80, comment, sourceLocation: sourceLocation)
  let four = segment.marks.contains(.ipv4)
  let client = four ? IPAddress(v4: 0x0a00_0001) : IPAddress(high: 0x2001_0db8_0000_0000, low: 1)
  let server = four ? IPAddress(v4: 0x0a00_0002) : IPAddress(high: 0x2001_0db8_0000_0000, low: 2)
  #expect(segment.source.address == client, comment, sourceLocation: sourceLocation)
  #expect(segment.destination.address == server, comment, sourceLocation: sourceLocation)
  #expect(segment.sequence == SequenceNumber(1000), comment, sourceLocation: sourceLocation)
  #expect(segment.acknowledgment == SequenceNumber(2000), comment, sourceLocation: sourceLocation)
  #expect(segment.flags == [.ack, .psh], comment, sourceLocation: sourceLocation)
  #expect(segment.window == 4096 && segment.urgentPointer == 7, comment, sourceLocation: sourceLocation)
  #expect(segment.payloadLength == 5, comment, sourceLocation: sourceLocation)
  #expect(segment.payloadHash != 0 && segment.payloadHash != 99, comment, sourceLocation: sourceLocation)
  #expect(segment.marks.contains(.checksumGood), comment, sourceLocation: sourceLocation)
  #expect(!segment.marks.contains(.checksumBad), comment, sourceLocation: sourceLocation)
  #expect(segment.options.kinds == [], comment, sourceLocation: sourceLocation)
  #expect(segment.hopLimit == (four ? 63 : 61), comment, sourceLocation: sourceLocation)
  #expect(
    segment.icmpType == 0 && segment.icmpSource == IPAddress(high: 0, low: 0), comment, sourceLocation: sourceLocation)
  #expect(result.issues.isEmpty, comment, sourceLocation: sourceLocation)
}
