import Testing

@testable import FlowstateCore

/// A small generator with a fixed seed.
struct Xorshift: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

private func randomSegment(_ random: inout Xorshift, wild: Bool, frame: UInt64) -> LoggedSegment {
  var segment = LoggedSegment()
  func chance(_ one: Int, _ random: inout Xorshift) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
  segment.frame = wild ? random.next() : frame
  segment.time =
    wild
    ? Nanoseconds(truncatingIfNeeded: random.next()) >> Int64.random(in: 1...30, using: &random)
    : Nanoseconds(frame * frame * frame) * 17_000
  segment.sender = chance(2, &random) ? .client : .server
  segment.sequence = SequenceNumber(UInt32(truncatingIfNeeded: random.next()))
  if !chance(4, &random) { segment.acknowledgment = SequenceNumber(UInt32(truncatingIfNeeded: random.next())) }
  if chance(2, &random) { segment.payloadLength = UInt32.random(in: 0...(wild ? .max : 1460), using: &random) }
  segment.flags = TCPFlags(rawValue: UInt16.random(in: 0...0x1ff, using: &random))
  segment.window = chance(2, &random) ? 502 : UInt16.random(in: 0...(.max), using: &random)
  segment.hasTimestamps = chance(2, &random)
  if segment.hasTimestamps || chance(9, &random) {
    segment.timestampValue = UInt32(truncatingIfNeeded: random.next())
    segment.timestampEcho = chance(3, &random) ? 0 : UInt32(truncatingIfNeeded: random.next())
    if chance(5, &random) { segment.timestampValue = 0 }
    if chance(2, &random) { segment.timestampValue = UInt32(frame & 0xffff) * 900 }
    if chance(2, &random) { segment.timestampEcho = UInt32((frame &- 1) & 0xffff) * 900 }
  }
  segment.hasFastOpen = chance(8, &random)
  segment.hopLimit = chance(3, &random) ? 64 : UInt8.random(in: 0...255, using: &random)
  segment.identification = chance(3, &random) ? 0 : UInt16.random(in: 0...(.max), using: &random)
  if chance(2, &random) { segment.identification = UInt16(frame & 0xff) * 40 }
  if chance(3, &random) {
    segment.sackCount = UInt8.random(in: 1...4, using: &random)
    segment.sack.left = SequenceNumber(UInt32(truncatingIfNeeded: random.next()))
    segment.sack.right = SequenceNumber(UInt32(truncatingIfNeeded: random.next()))
  }
  segment.marks = SegmentMarks(rawValue: chance(2, &random) ? 3 : UInt16.random(in: 0...2047, using: &random))
  segment.notes = SegmentNotes(rawValue: chance(2, &random) ? 0 : UInt32.random(in: 0..<1 << 29, using: &random))
  segment.payloadHash = chance(2, &random) ? 0 : UInt32(truncatingIfNeeded: random.next())
  segment.elided = chance(2, &random) ? 0 : UInt32.random(in: 0...(.max), using: &random)
  return segment
}

/// All fields agree; only the first difference is printed.
private func expectSame(_ read: [LoggedSegment], _ written: [LoggedSegment]) {
  #expect(read.count == written.count)
  for (left, right) in zip(read, written) where "\(left)" != "\(right)" {
    Issue.record("read \(left), written \(right)")
    return
  }
}

/// Appends to a log as a record does: what an end's last segment left behind is known, or forgotten now and then.
private struct Writer {
  var handle = LogHandle()
  private var sides = [LogSide(), LogSide()]

  mutating func append(_ segment: LoggedSegment, side: Int, to log: inout SegmentLog, forgets: Bool) -> Bool {
    if forgets { sides[side].isKnown = false }
    guard log.append(segment, side: side, after: sides[side], sides[1 - side], to: &handle) else { return false }
    sides[side] = LogSide(segment)
    return true
  }
}

@Suite("Segment log")
struct SegmentLogTests {
  @Test("Segments are read back as they were written", arguments: [false, true])
  func roundTrip(wild: Bool) {
    var random = Xorshift(state: wild ? 77 : 42)
    var log = SegmentLog(capacity: 1 << 16)
    for length in [1, 2, 3, 10, 100, 300] {
      var writer = Writer()
      var written: [LoggedSegment] = []
      for frame in 0..<length {
        let segment = randomSegment(&random, wild: wild, frame: UInt64(frame) + 5)
        written.append(segment)
        let side = segment.sender == .client ? 1 : 0
        #expect(writer.append(segment, side: side, to: &log, forgets: frame % 7 == 3))
      }
      var read: [LoggedSegment] = []
      log.read(writer.handle, client: 1, into: &read)
      expectSame(read, written)
      log.release(&writer.handle)
    }
    #expect(log.liveChunks == 0)
  }

  @Test("Two logs do not mix")
  func interleaved() {
    var random = Xorshift(state: 7)
    var log = SegmentLog(capacity: 1 << 16)
    var writers = [Writer(), Writer(), Writer()]
    var written: [[LoggedSegment]] = [[], [], []]
    for frame in 1..<200 {
      let which = frame % 3
      let segment = randomSegment(&random, wild: false, frame: UInt64(frame))
      written[which].append(segment)
      let side = segment.sender == .client ? 0 : 1
      #expect(writers[which].append(segment, side: side, to: &log, forgets: false))
    }
    for which in 0..<3 {
      var read: [LoggedSegment] = []
      log.read(writers[which].handle, client: 0, into: &read)
      expectSame(read, written[which])
    }
  }

  @Test("A full log refuses, and keeps what it has")
  func full() {
    var log = SegmentLog(capacity: 4)
    var writer = Writer()
    var random = Xorshift(state: 3)
    var accepted = 0
    for frame in 0..<20 {
      let segment = randomSegment(&random, wild: true, frame: UInt64(frame))
      if writer.append(segment, side: 0, to: &log, forgets: false) { accepted += 1 } else { break }
    }
    var read: [LoggedSegment] = []
    log.read(writer.handle, client: 0, into: &read)
    #expect(accepted > 0 && accepted < 20 && read.count == accepted)
  }
}
