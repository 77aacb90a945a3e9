/// Reassembly of IP fragments (RFC 791 §3.2, RFC 8200 §4.5), within stated bounds.
///
/// The first octets win where fragments overlap. A fragment cut by the snap length counts with its length on the wire; the
/// datagram then ends, for the capture, where the first missing octet is.
struct FragmentTable {
  /// What names a datagram.
  struct Key: Hashable {
    var source: IPAddress
    var destination: IPAddress
    var identification: UInt32
    var nextHeader: UInt8
    var space: UInt32
  }

  /// A fragment's place in its datagram.
  struct Piece {
    /// Octets of the datagram's payload before it.
    var offset: Int
    /// More fragments follow.
    var more: Bool
    /// The identification field.
    var identification: UInt32
    /// The protocol of the datagram's payload.
    var nextHeader: UInt8
  }

  /// A datagram's payload, put together.
  struct Whole {
    /// Octets captured, from the start without a hole.
    var octets: [UInt8]
    /// Octets on the wire.
    var length: Int
    /// Fragments that it came in, copies included.
    var fragments: Int
  }

  /// What became of a fragment.
  enum Result {
    case waiting
    case complete(Whole)
  }

  /// A datagram that waits for fragments.
  private struct Partial {
    var octets: [UInt8] = []
    /// Octet ranges that have come, in order, not touching each other: lower and upper ends in turn.
    var received: [Int] = []
    /// Octet before which everything captured is known; a cut fragment lowers it.
    var cut = Int.max
    /// Fragments that have come, copies included.
    var fragments = 0
    /// Length of the whole payload, once the last fragment has come.
    var total: Int?
    var deadline: Nanoseconds
    var serial: UInt64
  }

  private let limits: FragmentLimits
  private var partials: [Key: Partial] = [:]
  /// Keys in the order in which their datagrams began, from `oldest` on; a key whose serial has changed is stale.
  private var order: [(key: Key, serial: UInt64)] = []
  private var oldest = 0
  private var nextSerial: UInt64 = 0
  private var heldOctets = 0

  /// Fragments that overlapped others.
  private(set) var overlaps: UInt64 = 0
  /// Datagrams given up.
  private(set) var abandoned: UInt64 = 0
  /// Datagrams completed.
  private(set) var completed: UInt64 = 0

  init(limits: FragmentLimits) { self.limits = limits }

  /// Adds a fragment with `length` octets on the wire, of which those in `at..<captured` of `bytes` are there.
  mutating func add(
    _ key: Key, _ piece: Piece, _ bytes: RawSpan, _ at: Int, _ captured: Int, length: Int, time: Nanoseconds
  ) -> Result {
    expire(time)
    var partial: Partial
    // Taken out while it changes, so that its arrays are not copied.
    if let known = partials.removeValue(forKey: key) {
      partial = known
      heldOctets -= partial.octets.count
      if time > partial.deadline {
        abandoned &+= 1
        partial = start(key, time)
      }
    } else {
      partial = start(key, time)
    }
    partial.fragments += 1
    let upper = piece.offset + length
    if !piece.more, partial.total == nil { partial.total = upper }
    guard note(piece.offset, upper, bytes, at, captured, &partial) else {
      abandoned &+= 1
      return .waiting
    }
    if let total = partial.total, partial.received.count == 2, partial.received[0] == 0, partial.received[1] >= total {
      completed &+= 1
      let known = min(total, partial.cut, partial.octets.count)
      if partial.octets.count > known { partial.octets.removeLast(partial.octets.count - known) }
      return .complete(Whole(octets: partial.octets, length: total, fragments: partial.fragments))
    }
    heldOctets += partial.octets.count
    partials[key] = partial
    makeRoom()
    return .waiting
  }

  /// Begins a datagram.
  private mutating func start(_ key: Key, _ time: Nanoseconds) -> Partial {
    nextSerial &+= 1
    order.append((key, nextSerial))
    let (deadline, overflow) = time.addingReportingOverflow(limits.timeout)
    return Partial(deadline: overflow ? .max : deadline, serial: nextSerial)
  }

  /// Copies the octets that are new and notes their range; `false` when the datagram has come in too many pieces.
  private mutating func note(
    _ lower: Int, _ upper: Int, _ bytes: RawSpan, _ at: Int, _ captured: Int, _ partial: inout Partial
  ) -> Bool {
    let capturedUpper = lower + max(0, captured - at)
    if capturedUpper < upper { partial.cut = min(partial.cut, capturedUpper) }
    if partial.octets.count < capturedUpper {
      partial.octets.append(contentsOf: repeatElement(0, count: capturedUpper - partial.octets.count))
    }
    var ranges: [Int] = []
    var low = lower
    var high = upper
    var from = lower
    var placed = false
    var overlapped = false
    for index in stride(from: 0, to: partial.received.count - 1, by: 2) {
      let (first, last) = (partial.received[index], partial.received[index + 1])
      if last < lower {
        ranges += [first, last]
        continue
      }
      if first > upper {
        if !placed { ranges += [low, high] }
        placed = true
        ranges += [first, last]
        continue
      }
      if first < upper, last > lower {
        // The same fragment again is a copy; anything else that covers known octets is an overlap.
        if differs(max(first, lower), min(last, capturedUpper), lower, bytes, at, partial) { overlapped = true }
      }
      copy(from, min(first, capturedUpper), lower, bytes, at, &partial)
      from = max(from, last)
      low = min(low, first)
      high = max(high, last)
    }
    if !placed { ranges += [low, high] }
    copy(from, capturedUpper, lower, bytes, at, &partial)
    partial.received = ranges
    if overlapped { overlaps &+= 1 }
    return ranges.count / 2 <= limits.pieces
  }

  /// Copies the datagram's octets `from..<to` out of a fragment that begins at datagram octet `base`.
  private func copy(_ from: Int, _ to: Int, _ base: Int, _ bytes: RawSpan, _ at: Int, _ partial: inout Partial) {
    guard from < to else { return }
    for octet in from..<to { partial.octets[octet] = bytes.u8(at: at + octet - base) }
  }

  /// Whether a fragment says something else of octets `from..<to` than is known.
  private func differs(_ from: Int, _ to: Int, _ base: Int, _ bytes: RawSpan, _ at: Int, _ partial: Partial) -> Bool {
    guard from < to else { return false }
    return (from..<to).contains { partial.octets[$0] != bytes.u8(at: at + $0 - base) }
  }

  /// Lets go of what is too old.
  private mutating func expire(_ time: Nanoseconds) {
    while oldest < order.count {
      guard let partial = partials[order[oldest].key], partial.serial == order[oldest].serial else {
        oldest += 1
        continue
      }
      guard time > partial.deadline else { break }
      drop()
    }
    compact()
  }

  /// Lets go of the oldest until the bounds hold.
  private mutating func makeRoom() {
    while oldest < order.count, partials.count > limits.datagrams || heldOctets > limits.octets { drop() }
    compact()
  }

  /// Drops the datagram at `oldest`, if it still waits.
  private mutating func drop() {
    let (key, serial) = order[oldest]
    oldest += 1
    guard let partial = partials[key], partial.serial == serial else { return }
    partials[key] = nil
    heldOctets -= partial.octets.count
    abandoned &+= 1
  }

  /// Keeps the order list short.
  private mutating func compact() {
    guard oldest > 256, oldest * 2 > order.count else { return }
    order.removeFirst(oldest)
    oldest = 0
  }
}
