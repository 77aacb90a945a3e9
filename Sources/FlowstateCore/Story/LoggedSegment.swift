/// A segment that matters to a connection's story, as the tracker kept it.
///
/// Logged are: everything until the handshake is settled, everything from the first FIN or RST on, everything that does
/// not fit (gaps, repeats, late, unacceptable, zero window, probes), and, before each of those, the last ordinary
/// segment of each side. Ordinary data and acknowledgments in between are only counted (`elided`).
public struct LoggedSegment: Sendable, BitwiseCopyable {
  /// Number of the frame.
  public var frame: UInt64 = 0
  /// Capture time.
  public var time: Nanoseconds = 0
  /// The end that the segment names as its sender.
  public var sender: Side = .client
  /// SEG.SEQ.
  public var sequence = SequenceNumber(0)
  /// SEG.ACK, as in the header.
  public var acknowledgment = SequenceNumber(0)
  /// Payload octets.
  public var payloadLength: UInt32 = 0
  /// Control bits.
  public var flags: TCPFlags = []
  /// SEG.WND, not scaled.
  public var window: UInt16 = 0
  /// Whether the timestamps option is present.
  public var hasTimestamps = false
  /// Whether the Fast Open option is present.
  public var hasFastOpen = false
  /// TTL or hop limit.
  public var hopLimit: UInt8 = 0
  /// IPv4 identification; 0 for IPv6.
  public var identification: UInt16 = 0
  /// TSval.
  public var timestampValue: UInt32 = 0
  /// TSecr.
  public var timestampEcho: UInt32 = 0
  /// The first SACK block; both edges 0 without one.
  public var sack = TCPOptions.Block(left: SequenceNumber(0), right: SequenceNumber(0))
  /// Number of SACK blocks.
  public var sackCount: UInt8 = 0
  /// From the decoder.
  public var marks: SegmentMarks = []
  /// From the tracker.
  public var notes: SegmentNotes = []
  /// `Segment.payloadHash`.
  public var payloadHash: UInt32 = 0
  /// Ordinary segments of this connection between the logged one before and this one.
  public var elided: UInt32 = 0

  /// An empty segment.
  public init() {}

  /// SEG.LEN (RFC 9293 §3.3.1).
  @inlinable public var length: Int {
    Int(payloadLength) + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0)
  }
  /// SEG.SEQ + SEG.LEN.
  @inlinable public var end: SequenceNumber { sequence + length }
  /// SYN without ACK.
  @inlinable public var isBareSYN: Bool { flags.intersection([.syn, .ack, .rst, .fin]) == .syn }
  /// SYN with ACK.
  @inlinable public var isSYNACK: Bool { flags.intersection([.syn, .ack, .rst, .fin]) == [.syn, .ack] }
  /// RST, with or without ACK, without SYN.
  @inlinable public var isRST: Bool { flags.contains(.rst) && !flags.contains(.syn) }
  /// FIN with ACK, without SYN and RST.
  @inlinable public var isFIN: Bool { flags.contains(.fin) && flags.isDisjoint(with: [.syn, .rst]) }
  /// ACK alone: no payload, no SYN, FIN or RST.
  @inlinable public var isPureACK: Bool {
    payloadLength == 0 && flags.intersection([.syn, .ack, .rst, .fin]) == .ack
  }
  /// Whether it occupies a sequence number.
  public func occupies(_ number: SequenceNumber) -> Bool { sequence.isAtMost(number) && number.isBefore(end) }
  /// Whether it reports by D-SACK (RFC 2883) that a sequence number came twice.
  public func reportsTwice(_ number: SequenceNumber) -> Bool {
    notes.contains(.duplicateSACK) && sack.left.isAtMost(number) && number.isBefore(sack.right)
  }
}

/// What the tracker found out about a segment by its numbers, before any thought about states.
public struct SegmentNotes: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit a note.
  public let rawValue: UInt32
  /// One bit a note.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// The same frame captured again: it never acts.
  public static let captureDuplicate = SegmentNotes(rawValue: 1 << 0)
  /// A wrong checksum: it never acts.
  public static let badChecksum = SegmentNotes(rawValue: 1 << 1)
  /// Sequence numbers that its sender had used before (payload, SYN or FIN).
  public static let retransmission = SegmentNotes(rawValue: 1 << 2)
  /// Retransmission by timer: its gap is at least 200 ms and the round trip.
  public static let timeoutRetransmission = SegmentNotes(rawValue: 1 << 3)
  /// Retransmission of what had been acknowledged more than a round trip before.
  public static let spuriousRetransmission = SegmentNotes(rawValue: 1 << 4)
  /// Fast retransmission: three duplicate ACKs or a SACK above it came before.
  public static let fastRetransmission = SegmentNotes(rawValue: 1 << 5)
  /// An exact copy of an earlier segment of its sender (IP identification or TSval too), later than the duplicate window.
  public static let oldCopy = SegmentNotes(rawValue: 1 << 6)
  /// First copy of octets below the highest seen: reordered, as its timestamp, its identification or the time since the
  /// hole opened tell.
  public static let outOfOrder = SegmentNotes(rawValue: 1 << 7)
  /// The first copy that was captured of octets below the highest seen, sent again: the first one was lost before the
  /// capture point.
  public static let lateFirstCopy = SegmentNotes(rawValue: 1 << 8)
  /// Begins beyond the highest octet seen of its sender: a hole opened.
  public static let opensHole = SegmentNotes(rawValue: 1 << 9)
  /// Acknowledges octets that were not seen.
  public static let ackOfUnseen = SegmentNotes(rawValue: 1 << 10)
  /// Acknowledges less than its sender had acknowledged before.
  public static let ackBehind = SegmentNotes(rawValue: 1 << 11)
  /// No part lies in the receiver's window as far as it can be known.
  public static let outOfWindow = SegmentNotes(rawValue: 1 << 12)
  /// Duplicate ACK (RFC 5681 §2).
  public static let duplicateACK = SegmentNotes(rawValue: 1 << 13)
  /// The sender closes its receive window.
  public static let zeroWindow = SegmentNotes(rawValue: 1 << 14)
  /// The sender opens its receive window again.
  public static let windowReopened = SegmentNotes(rawValue: 1 << 15)
  /// Keep-alive probe: SND.NXT−1, at most one octet, nothing outstanding.
  public static let keepAlive = SegmentNotes(rawValue: 1 << 16)
  /// The answer to a keep-alive probe.
  public static let keepAliveAnswer = SegmentNotes(rawValue: 1 << 17)
  /// Zero-window probe.
  public static let zeroWindowProbe = SegmentNotes(rawValue: 1 << 18)
  /// The octets differ from what was sent before at the same numbers.
  public static let overlapConflict = SegmentNotes(rawValue: 1 << 19)
  /// Right edge of the advertised window moved left.
  public static let windowShrunk = SegmentNotes(rawValue: 1 << 20)
  /// Ends at the right edge of the advertised window.
  public static let windowFull = SegmentNotes(rawValue: 1 << 21)
  /// TSval older than one seen before from this sender.
  public static let timestampBehind = SegmentNotes(rawValue: 1 << 22)
  /// The first segment after a long silence (`Settings.longIdle`).
  public static let afterIdle = SegmentNotes(rawValue: 1 << 23)
  /// Sequence numbers of an earlier incarnation of the tuple.
  public static let oldIncarnation = SegmentNotes(rawValue: 1 << 24)
  /// Logged only as the last ordinary segment of its side before something that matters.
  public static let context = SegmentNotes(rawValue: 1 << 25)
  /// TSecr newer than any TSval seen of the peer.
  public static let echoOfUnseen = SegmentNotes(rawValue: 1 << 26)
  /// A SACK block that reports a duplicate (RFC 2883).
  public static let duplicateSACK = SegmentNotes(rawValue: 1 << 27)
  /// A SACK block outside what the peer had sent.
  public static let invalidSACK = SegmentNotes(rawValue: 1 << 28)
  /// The 10th, 100th, 1000th, … segment of its sender with a closed window.
  public static let repeatedZeroWindow = SegmentNotes(rawValue: 1 << 29)

  /// Notes of segments that never act on a state.
  public static let inert: SegmentNotes = [.captureDuplicate, .badChecksum]
}
