/// A connection that is closed, while it is remembered: in half a record's place what the record and its log do not both
/// say. Most connections of a capture end so.
///
/// Not those that a reset ended, or that have an `Extra`: they stay records. The log is kept. When a segment comes, or when
/// the story is told, a record is made of it again. The order of the fields leaves no gaps: two fill a record's place.
struct ClosedRecord: BitwiseCopyable, WheelEntry {
  private var frameAndBucket: FrameAndBucket
  private var firstTime: Nanoseconds
  private(set) var lastTime: Nanoseconds
  private(set) var course: OrdinaryCourse
  private var logUsed: UInt8
  private var bits: UInt16
  private var envelope: UInt16
  private var highA: UInt64
  private var lowA: UInt64
  private var highB: UInt64
  private var lowB: UInt64
  private var portA: UInt16
  private var portB: UInt16
  private var space: UInt32
  var wheelNext: UInt32 = 0
  var wheelPrevious: UInt32 = 0
  private(set) var hash: UInt32
  /// How far the last frame is behind the first.
  private var frames: UInt32
  private var logHead: UInt32
  private var logTail: UInt32
  private var logCount: UInt32
  private var facts: UInt32
  private var roundTrip: UInt32
  private var halves: InlineArray<2, ClosedHalf>
  private var sinceClose: UInt8

  var bucket: UInt32 {
    get { frameAndBucket.bucket }
    set { frameAndBucket.bucket = newValue }
  }
  var firstFrame: UInt64 { frameAndBucket.frame }

  var key: FlowKey {
    FlowKey(
      a: SocketAddress(address: IPAddress(high: highA, low: lowA), port: portA),
      b: SocketAddress(address: IPAddress(high: highB, low: lowB), port: portB), space: space)
  }

  @inline(__always)
  func isOf(_ key: FlowKey) -> Bool {
    key.a.address.low == lowA && key.b.address.low == lowB && key.a.port == portA && key.b.port == portB
      && key.a.address.high == highA && key.b.address.high == highB && key.space == space
  }

  /// To make a record of it again, its log is read: a longer one would cost too much, and gains little.
  static let mostLogged: UInt32 = 64

  /// Where the log is.
  var log: LogHandle {
    var log = LogHandle()
    log.head = logHead
    log.tail = logTail
    log.count = logCount
    log.used = logUsed
    return log
  }

  /// A record that `canBeClosedRecord`.
  init(_ record: borrowing Record) {
    frameAndBucket = FrameAndBucket(record.firstFrame)
    firstTime = record.firstTime
    lastTime = record.lastTime
    highA = record.key.a.address.high
    lowA = record.key.a.address.low
    highB = record.key.b.address.high
    lowB = record.key.b.address.low
    hash = record.hash
    portA = record.key.a.port
    portB = record.key.b.port
    space = record.key.space
    frames = UInt32(truncatingIfNeeded: record.lastFrame &- record.firstFrame)
    logHead = record.log.head
    logTail = record.log.tail
    logCount = record.log.count
    logUsed = record.log.used
    facts = UInt32(truncatingIfNeeded: record.facts)
    roundTrip = record.roundTrip
    halves = [ClosedHalf(record.halves[0]), ClosedHalf(record.halves[1])]
    course = record.course
    bits = UInt16(truncatingIfNeeded: record.bits.rawValue)
    envelope = record.envelope
    sinceClose = UInt8(truncatingIfNeeded: record.sinceClose)
  }

  /// The record, without what only its log says and no story asks a record for: `Record.recall` adds that.
  var record: Record {
    var record = Record(key: key, hash: hash, frame: firstFrame, time: firstTime)
    record.lastFrame = firstFrame &+ UInt64(frames)
    record.lastTime = lastTime
    record.log = log
    record.facts = UInt64(facts)
    record.roundTrip = roundTrip
    record.bits = Record.Bits(rawValue: UInt32(bits))
    record.envelope = envelope
    record.sinceClose = UInt32(sinceClose)
    record.course = course
    for end in 0..<2 {
      record.halves[end] = halves[end].half(peer: halves[1 - end])
      record.beginnings[end] = halves[end].iss.rawValue
    }
    return record
  }
}

/// What a closed connection keeps of each end.
struct ClosedHalf: BitwiseCopyable {
  fileprivate var iss: SequenceNumber
  fileprivate var next: SequenceNumber
  private var bytes: UInt32
  private var frames: UInt32
  private var dataSegments: UInt32
  private var payloadCut: UInt32
  private var largestPayload: UInt32
  private var wraps: UInt16
  private var mss: UInt16
  private var synWindow: UInt16
  private var synOptions: UInt16
  private var bits: Half.Bits
  private var windowScale: UInt8
  private var synHopLimit: UInt8
  private var hopLimit: UInt8

  fileprivate init(_ half: borrowing Half) {
    iss = half.iss
    next = half.next
    bytes = UInt32(truncatingIfNeeded: half.bytes)
    frames = half.frames
    dataSegments = half.dataSegments
    payloadCut = half.payloadCut
    largestPayload = half.largestPayload
    wraps = half.wraps
    mss = half.mss
    synWindow = half.synWindow
    synOptions = half.synOptions
    bits = half.bits
    windowScale = half.windowScale
    synHopLimit = half.synHopLimit
    hopLimit = half.latest.hopLimit
  }

  fileprivate func half(peer: ClosedHalf) -> Half {
    var half = Half()
    half.iss = iss
    half.next = next
    half.acked = peer.next
    half.bytes = UInt64(bytes)
    half.frames = frames
    half.dataSegments = dataSegments
    half.payloadCut = payloadCut
    half.largestPayload = largestPayload
    half.wraps = wraps
    half.mss = mss
    half.synWindow = synWindow
    half.synOptions = synOptions
    half.bits = bits
    half.windowScale = windowScale
    half.synHopLimit = synHopLimit
    half.latest.hopLimit = hopLimit
    return half
  }

  /// Whether an end's part of a record is what `half` and `Record.recall` make of this.
  fileprivate static func holds(_ half: borrowing Half, peer: borrowing Half, _ edge: SequenceNumber?) -> Bool {
    let known: Half.Bits = [.iss, .next, .acked]
    let timestamp = half.bits.contains(.timestamp) ? half.latest.timestampValue : 0
    guard half.bits.isSuperset(of: known), half.acked == peer.next else { return false }
    guard half.bytes <= UInt64(UInt32.max), half.timestampValue == timestamp else { return false }
    guard half.latest.bits & Latest.written != 0 else { return false }
    guard half.bits.contains(.edge) == (edge != nil) else { return false }
    return half.rightEdge == edge ?? SequenceNumber(0)
  }
}

extension Record {
  /// Whether a closed record and the log lead back to exactly this record.
  func canBeClosedRecord() -> Bool {
    guard bits.contains(.closed), log.count <= ClosedRecord.mostLogged, extra == 0, held == 0, elided == 0,
      previous == 0, incarnation == 1,
      FrameAndBucket.fits(firstFrame), lastFrame &- firstFrame <= UInt64(UInt32.max), facts <= UInt64(UInt32.max),
      bits.rawValue <= UInt32(UInt16.max), sinceClose <= UInt32(UInt8.max)
    else { return false }
    let later = halves[0].latest.frame > halves[1].latest.frame ? 0 : 1
    guard lastFrame == halves[later].latest.frame, lastTime == halves[later].latest.time,
      log.base.frame == lastFrame, log.base.time == lastTime
    else { return false }
    return beginnings[0] == halves[0].iss.rawValue && beginnings[1] == halves[1].iss.rawValue
      && ClosedHalf.holds(halves[0], peer: halves[1], latestEdge(of: 0))
      && ClosedHalf.holds(halves[1], peer: halves[0], latestEdge(of: 1))
  }

  /// The right edge that the latest segment of an end advertised.
  private func latestEdge(of x: Int) -> SequenceNumber? {
    let latest = halves[x].latest
    return rightEdge(
      TCPFlags(rawValue: latest.flags), SequenceNumber(latest.acknowledgment), window: latest.window, side: x)
  }

  /// Adds to the record of a closed record what its log says.
  mutating func recall(_ segments: [LoggedSegment]) {
    for segment in segments {
      let x = segment.sender == .client ? 0 : 1
      halves[x].latest = Latest(segment)
      log.base.pass(segment, side: x)
    }
    for x in 0..<2 {
      if halves[x].bits.contains(.timestamp) { halves[x].timestampValue = halves[x].latest.timestampValue }
      if let edge = latestEdge(of: x) { halves[x].rightEdge = edge }
    }
  }
}
