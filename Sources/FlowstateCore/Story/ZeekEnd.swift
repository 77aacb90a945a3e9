/// One endpoint as Zeek's TCP analyzer keeps it. Not RFC 9293's states: Zeek's own seven.
struct ZeekEnd: BitwiseCopyable {
  enum State: UInt8, BitwiseCopyable {
    case inactive, synSent, synACKSent, partial, established, closed, reset
  }

  var state = State.inactive
  /// The state before the last real change.
  var previous = State.inactive
  /// ISN, or one before the first number seen.
  var start = SequenceNumber(0)
  /// One past the highest number seen.
  var last = SequenceNumber(0)
  /// The highest acknowledgment of this end's data.
  var acknowledged = SequenceNumber(0)
  /// The ISN that the peer's acknowledgment told before this end was heard of.
  var expected: SequenceNumber?
  var sentFIN = false
  /// One past the FIN, relative to `start`.
  var finOffset: UInt32 = 0
  /// Relative numbers of the last SYN, FIN and RST that were recorded.
  var lastSYN: UInt32 = 0
  var lastFIN: UInt32 = 0
  var lastRST: UInt32 = 0
  /// Ordinary segments of the connection, not in the log, since this end's last one in it.
  var elided: UInt32 = 0
  /// How many of each capped kind the log holds.
  var logged = CappedKinds()
  var retransmissions = ScaledCounter()
  /// A segment with a closed window was seen.
  var closedWindow = false
  var gaps = ScaledCounter()
  var stream = ZeekStream()

  /// INACTIVE or PARTIAL: nothing certain was heard of this end.
  var isQuiet: Bool { state == .inactive || state == .partial }
  /// CLOSED or RESET.
  var isClosed: Bool { state == .closed || state == .reset }
  /// Gaps count only between ends in this condition.
  var isClean: Bool { state == .established || state == .closed && previous == .established }

  mutating func move(to next: State) {
    guard next != state else { return }
    previous = state
    state = next
  }

  /// Begins the numbering at an ISN.
  mutating func begin(at number: SequenceNumber, end: SequenceNumber) {
    start = number
    acknowledged = number
    last = end
    stream = ZeekStream(first: number + 1)
  }

  /// Octets as Zeek sizes them: the span of sequence numbers without SYN and FIN.
  var size: UInt32 {
    let highest = last.isBefore(acknowledged) ? acknowledged : last
    let span = highest.rawValue &- start.rawValue
    let controls: UInt32 = sentFIN ? 2 : 1
    return span > controls && span < 0x8000_0000 ? span - controls : 0
  }
}

/// An event that Zeek writes down at its 1st, 10th, 100th, … occurrence.
struct ScaledCounter: BitwiseCopyable {
  var count: UInt64 = 0
  private var next: UInt64 = 1

  /// Counts `times` occurrences; how many of them are written down.
  mutating func add(_ times: UInt64 = 1) -> Int {
    count += times
    var letters = 0
    while count >= next {
      letters += 1
      next *= 10
    }
    return letters
  }
}

/// Kinds of segments of which the log holds the first sixteen of an end, and then the 100th, 1000th, ….
struct CappedKinds: BitwiseCopyable {
  private var copies: UInt32 = 0
  private var checksums: UInt32 = 0
  private var retransmissions: UInt32 = 0
  private var reordered: UInt32 = 0

  /// For how many segments of its kind a logged one stands: itself and those left out before it.
  mutating func weight(_ notes: SegmentNotes) -> UInt64 {
    if notes.contains(.captureDuplicate) { return CappedKinds.weight(&copies) }
    if notes.contains(.badChecksum) { return CappedKinds.weight(&checksums) }
    if notes.contains(.retransmission) { return CappedKinds.weight(&retransmissions) }
    if !notes.isDisjoint(with: [.outOfOrder, .lateFirstCopy, .opensHole]) { return CappedKinds.weight(&reordered) }
    return 1
  }

  private static func weight(_ logged: inout UInt32) -> UInt64 {
    logged += 1
    guard logged > 16 else { return 1 }
    var number: UInt64 = 100
    var before: UInt64 = 16
    for _ in 17..<min(logged, 26) {
      before = number
      number *= 10
    }
    return number - before
  }
}

/// What Zeek's reassembler has of one end's data: enough to know the gaps.
struct ZeekStream: BitwiseCopyable {
  private struct Block: BitwiseCopyable {
    var left: SequenceNumber
    var right: SequenceNumber
  }
  /// Delivered in order up to here.
  private var delivered = SequenceNumber(0)
  /// Acknowledged up to here; what comes below is dropped.
  private var trimmed = SequenceNumber(0)
  /// What lies above a hole, in order. Beyond four blocks the highest one grows over the holes below it.
  private var blocks = InlineArray<4, Block>(
    repeating: Block(left: SequenceNumber(0), right: SequenceNumber(0)))
  private var count = 0
  /// Too much lay above a hole while nothing was acknowledged: Zeek counts no gaps any more.
  private var gaveUp = false

  init() {}
  init(first: SequenceNumber) {
    delivered = first
    trimmed = first
  }

  /// Payload from `left` up to `right` was captured.
  mutating func add(_ left: SequenceNumber, _ right: SequenceNumber, acknowledgedYet: Bool) {
    guard trimmed.isBefore(right) else { return }
    if left.isAtMost(delivered) {
      if delivered.isBefore(right) { delivered = right }
    } else {
      insert(Block(left: left, right: right))
      if !acknowledgedYet && delivered.distance(to: right) > 16384 { gaveUp = true }
    }
    while count > 0 && blocks[0].left.isAtMost(delivered) {
      if delivered.isBefore(blocks[0].right) { delivered = blocks[0].right }
      removeFirst()
    }
  }

  /// Data up to `end` was acknowledged; the number of holes below it.
  mutating func acknowledge(_ end: SequenceNumber) -> UInt64 {
    guard trimmed.isBefore(end) else { return 0 }
    trimmed = end
    guard delivered.isBefore(end) else { return 0 }
    var holes: UInt64 = 0
    while count > 0 && blocks[0].left.isBefore(end) {
      holes += 1
      delivered = blocks[0].right
      removeFirst()
    }
    if delivered.isBefore(end) {
      holes += 1
      delivered = end
    }
    while count > 0 && blocks[0].left.isAtMost(delivered) {
      if delivered.isBefore(blocks[0].right) { delivered = blocks[0].right }
      removeFirst()
    }
    return gaveUp ? 0 : holes
  }

  private mutating func insert(_ block: Block) {
    var index = 0
    while index < count && blocks[index].right.isBefore(block.left) { index += 1 }
    if index < count && blocks[index].left.isAtMost(block.right) {
      if block.left.isBefore(blocks[index].left) { blocks[index].left = block.left }
      if blocks[index].right.isBefore(block.right) { blocks[index].right = block.right }
      while index + 1 < count && blocks[index + 1].left.isAtMost(blocks[index].right) {
        if blocks[index].right.isBefore(blocks[index + 1].right) { blocks[index].right = blocks[index + 1].right }
        remove(at: index + 1)
      }
      return
    }
    guard count < 4 else {
      let last = blocks[3]
      blocks[3] = Block(
        left: block.left.isBefore(last.left) ? block.left : last.left,
        right: last.right.isBefore(block.right) ? block.right : last.right)
      return
    }
    var position = count
    while position > index {
      blocks[position] = blocks[position - 1]
      position -= 1
    }
    blocks[index] = block
    count += 1
  }

  private mutating func removeFirst() { remove(at: 0) }

  private mutating func remove(at index: Int) {
    var position = index
    while position + 1 < count {
      blocks[position] = blocks[position + 1]
      position += 1
    }
    count -= 1
  }
}
