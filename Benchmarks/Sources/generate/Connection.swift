/// A small generator of numbers (SplitMix64), the same everywhere.
struct Random {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
  /// 0..<bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  mutating func chance(_ part: Double) -> Bool { Double(next() >> 11) < part * 9_007_199_254_740_992 }
}

/// A client and a server that speak frame by frame: opening, a request, data with acknowledgments, one of several ends.
struct Connection {
  enum Kind { case ordinary, refused, unanswered, reset, open }

  let kind: Kind
  private var client: (address: UInt32, port: UInt16)
  private var server: (address: UInt32, port: UInt16)
  private var next: (client: UInt32, server: UInt32)
  private var dataLeft: Int
  private let payload: Int
  private let acknowledgeEvery: Int
  private let hasTimestamps: Bool
  /// The newest TSval of each end.
  private var clock: (client: UInt32, server: UInt32) = (0, 0)
  private var step = 0
  private var identification: UInt16
  private var sinceAcknowledgment = 0

  init(
    number: Int, kind: Kind, segments: Int, payload: Int, acknowledgeEvery: Int, timestamps: Bool,
    random: inout Random
  ) {
    self.kind = kind
    client = (0x0a00_0000 | UInt32(number >> 14 & 0xff_ffff), UInt16(40000 + number & 0x3fff))
    server = (0xc0a8_0000 | UInt32(random.below(4096)), [80, 443, 22, 5432][random.below(4)])
    next = (UInt32(truncatingIfNeeded: random.next()), UInt32(truncatingIfNeeded: random.next()))
    dataLeft = segments
    self.payload = payload
    self.acknowledgeEvery = acknowledgeEvery
    hasTimestamps = timestamps
    identification = UInt16(truncatingIfNeeded: random.next())
  }

  /// The next frame; `nil` when the connection is over.
  mutating func frame(at microseconds: UInt64) -> Frame? {
    defer { step += 1 }
    switch step {
    case 0: return make(true, Frame.syn, microseconds)
    case 1:
      switch kind {
      case .unanswered: return nil
      case .refused: return make(false, Frame.rst | Frame.ack, microseconds)
      default: return make(false, Frame.syn | Frame.ack, microseconds)
      }
    case 2: return kind == .refused ? nil : make(true, Frame.ack, microseconds)
    case 3...: return talk(microseconds)
    default: return nil
    }
  }

  private mutating func talk(_ microseconds: UInt64) -> Frame? {
    if step == 3 { return make(true, Frame.ack | Frame.psh, microseconds, payload: 120) }
    if sinceAcknowledgment >= acknowledgeEvery || (dataLeft == 0 && sinceAcknowledgment > 0) {
      sinceAcknowledgment = 0
      return make(true, Frame.ack, microseconds)
    }
    if dataLeft > 0 {
      dataLeft -= 1
      sinceAcknowledgment += 1
      return make(false, Frame.ack | Frame.psh, microseconds, payload: payload)
    }
    defer { closing += 1 }
    switch (kind, closing) {
    case (.open, _): return nil
    case (.reset, 0): return make(true, Frame.rst | Frame.ack, microseconds)
    case (.reset, _): return nil
    case (_, 0): return make(false, Frame.fin | Frame.ack, microseconds)
    case (_, 1): return make(true, Frame.fin | Frame.ack, microseconds)
    case (_, 2): return make(false, Frame.ack, microseconds)
    default: return nil
    }
  }
  private var closing = 0

  private mutating func make(_ fromClient: Bool, _ flags: UInt8, _ microseconds: UInt64, payload: Int = 0) -> Frame {
    identification &+= 1
    let value = UInt32(truncatingIfNeeded: microseconds / 1000 + (fromClient ? 1_000_000 : 2_000_000))
    let echo = flags & Frame.ack == 0 ? 0 : fromClient ? clock.server : clock.client
    if fromClient { clock.client = value } else { clock.server = value }
    // A closed port has no numbers of its own (RFC 9293 §3.10.7.1).
    let isRefusal = kind == .refused && flags & Frame.rst != 0
    let frame = Frame(
      source: fromClient ? client : server, destination: fromClient ? server : client,
      sequence: isRefusal ? 0 : fromClient ? next.client : next.server,
      acknowledgment: flags & Frame.ack == 0 ? 0 : fromClient ? next.server : next.client, flags: flags,
      payload: payload, identification: identification,
      timestamps: hasTimestamps && flags & Frame.rst == 0 ? (value, echo) : nil)
    let length = UInt32(payload) + (flags & (Frame.syn | Frame.fin) != 0 ? 1 : 0)
    if fromClient { next.client &+= length } else { next.server &+= length }
    return frame
  }
}
