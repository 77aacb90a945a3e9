/// What stands out in a connection, as bits. A rule's trigger is a set of facts: it is asked only when one is there.
public struct Facts: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit a fact.
  public let rawValue: UInt64
  /// One bit a fact.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  // Of the segments.
  /// A bare SYN is there.
  public static let syn = Facts(rawValue: 1 << 0)
  /// A SYN-ACK is there.
  public static let synACK = Facts(rawValue: 1 << 1)
  /// A SYN was sent again.
  public static let synRepeated = Facts(rawValue: 1 << 2)
  /// A SYN-ACK was sent again.
  public static let synACKRepeated = Facts(rawValue: 1 << 3)
  /// SYNs with different initial sequence numbers from one end.
  public static let synISNChanged = Facts(rawValue: 1 << 4)
  /// Bare SYNs from both ends.
  public static let synFromBoth = Facts(rawValue: 1 << 5)
  /// SYN with payload.
  public static let synWithData = Facts(rawValue: 1 << 6)
  /// A SYN-ACK that acknowledges no SYN that was seen.
  public static let synACKUnmatched = Facts(rawValue: 1 << 7)
  /// A FIN is there.
  public static let fin = Facts(rawValue: 1 << 8)
  /// A FIN was sent again.
  public static let finRepeated = Facts(rawValue: 1 << 9)
  /// An RST is there.
  public static let rst = Facts(rawValue: 1 << 10)
  /// A SYN after the handshake.
  public static let synWhileSynchronized = Facts(rawValue: 1 << 11)
  /// Any note of retransmission.
  public static let retransmission = Facts(rawValue: 1 << 12)
  /// Capture duplicates.
  public static let captureDuplicate = Facts(rawValue: 1 << 13)
  /// Bad checksums.
  public static let badChecksum = Facts(rawValue: 1 << 14)
  /// Zero window.
  public static let zeroWindow = Facts(rawValue: 1 << 15)
  /// Keep-alive probes or zero-window probes.
  public static let probe = Facts(rawValue: 1 << 16)
  /// ACK of what was not seen, holes, octets never seen.
  public static let unseen = Facts(rawValue: 1 << 17)
  /// Segments out of order, reordered, late.
  public static let outOfOrder = Facts(rawValue: 1 << 18)
  /// Copies of old segments or segments of an earlier incarnation.
  public static let old = Facts(rawValue: 1 << 19)
  /// Flag combinations that no TCP sends.
  public static let oddFlags = Facts(rawValue: 1 << 20)
  /// An ICMP error quotes a segment.
  public static let icmp = Facts(rawValue: 1 << 21)
  /// The first frame is neither SYN nor SYN-ACK.
  public static let midStream = Facts(rawValue: 1 << 22)
  /// Only one end was heard.
  public static let oneSided = Facts(rawValue: 1 << 23)
  /// There was a connection on this tuple before.
  public static let reused = Facts(rawValue: 1 << 24)
  /// Segments that do not fit the window, or acknowledge too much or too little.
  public static let unacceptable = Facts(rawValue: 1 << 25)
  /// A long silence inside the connection.
  public static let longIdle = Facts(rawValue: 1 << 26)
  /// Options that stand out: Fast Open, multipath, odd scale, odd or no MSS.
  public static let oddOptions = Facts(rawValue: 1 << 27)
  /// Checksum or segmentation offload, reassembled fragments.
  public static let captureMarks = Facts(rawValue: 1 << 28)
  /// Sequence numbers passed 2³².
  public static let wrapped = Facts(rawValue: 1 << 29)
  /// Timestamps that go back or echo what was not sent; SACK blocks that do not fit.
  public static let oddTimestampsOrSACK = Facts(rawValue: 1 << 30)
  /// Overlaps with different octets.
  public static let overlapConflict = Facts(rawValue: 1 << 31)
  /// Window full, shrunk, silly.
  public static let windowTrouble = Facts(rawValue: 1 << 32)
  /// Duplicate ACKs.
  public static let duplicateACKs = Facts(rawValue: 1 << 33)
  /// Payload beyond its sender's FIN, or FINs of one end at different numbers.
  public static let beyondFIN = Facts(rawValue: 1 << 34)
  /// Half of the handshake's round trip took more than a second.
  public static let slowHandshake = Facts(rawValue: 1 << 35)
  /// More than a second passed between the first FIN and the acknowledgment of both.
  public static let slowClose = Facts(rawValue: 1 << 36)
  /// Something else than a bare ACK completed the handshake, or the passive end went on before anything did.
  public static let oddThirdACK = Facts(rawValue: 1 << 37)
  /// An acknowledgment came more than 500 ms after the data, with nothing between.
  public static let slowACK = Facts(rawValue: 1 << 39)

  /// Both ends are the same address and port.
  public static let sameEnds = Facts(rawValue: 1 << 48)

  // Of the states.
  /// The handshake was not completed at one end at least.
  public static let handshakeIncomplete = Facts(rawValue: 1 << 40)
  /// Both FINs crossed.
  public static let closing = Facts(rawValue: 1 << 41)
  /// An end entered TIME-WAIT.
  public static let timeWait = Facts(rawValue: 1 << 42)
  /// A segment was lost behind the capture point, was ignored, or is foreign.
  public static let notDelivered = Facts(rawValue: 1 << 43)
  /// An end was somewhere in the close when the capture or the connection ended.
  public static let closeIncomplete = Facts(rawValue: 1 << 44)
  /// Data after a FIN of the other end.
  public static let halfClose = Facts(rawValue: 1 << 45)
  /// An end left its state without a frame.
  public static let timer = Facts(rawValue: 1 << 46)
  /// Both ends are synchronized at the end.
  public static let openAtEnd = Facts(rawValue: 1 << 47)

  /// For rules that must see every connection.
  public static let always = Facts(rawValue: 1 << 63)
}
