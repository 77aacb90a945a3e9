/// A pcap file's header: what all its records have in common.
struct PcapHeader {
  /// The order of a record's two lengths.
  enum LengthOrder {
    case capturedFirst, originalFirst
    /// Version 2.3 was written with both: the captured length is the smaller one.
    case unknown
  }
  /// The file's byte order is not the host's.
  var swapped: Bool
  /// Nanoseconds of a unit of the time's fraction.
  var fraction: Int64
  /// Octets before a frame.
  var recordHeader: Int
  var lengthOrder = LengthOrder.capturedFirst
  /// Octets of this header.
  var length: Int
  /// As the file says; 0 when it does not limit.
  var snapLength: UInt32
  var linkType: UInt32

  private static let microseconds: UInt32 = 0xa1b2_c3d4
  private static let nanoseconds: UInt32 = 0xa1b2_3c4d
  /// Navtel's, with nanoseconds.
  private static let navtel: UInt32 = 0xa12b_3c4d
  /// Alexey Kuznetzov's: 8 octets more before each frame (interface index, protocol, packet type). The packet type
  /// would tell the direction, but some writers of this magic leave other things there.
  private static let kuznetzov: UInt32 = 0xa1b2_cd34
  /// IXIA's lcap, by hardware (nanoseconds) and by software: 4 octets more in the file header, the size of all records.
  private static let ixiaHardware: UInt32 = 0x1c00_01ac
  private static let ixiaSoftware: UInt32 = 0x1c00_01ab

  /// Octets of the longest file header.
  static let longest = 28

  /// Whether the first 4 octets, in the host's order, begin a pcap file, and in which byte order.
  static func recognises(_ magic: UInt32) -> Bool {
    variant(magic) != nil || variant(magic.byteSwapped) != nil
  }

  private static func variant(_ magic: UInt32) -> (fraction: Int64, recordHeader: Int, length: Int)? {
    switch magic {
    case microseconds: (1000, 16, 24)
    case nanoseconds, navtel: (1, 16, 24)
    case kuznetzov: (1000, 24, 24)
    case ixiaHardware: (1, 16, 28)
    case ixiaSoftware: (1000, 16, 28)
    default: nil
    }
  }

  /// Octets of the header that begins with this magic.
  static func length(magic: UInt32) -> Int {
    (variant(magic) ?? variant(magic.byteSwapped))?.length ?? longest
  }

  /// Reads a header. `bytes` must hold it whole.
  init(_ bytes: RawSpan) throws(CaptureError.Problem) {
    let magic = bytes.u32(0, swapped: false)
    guard let variant = Self.variant(magic) ?? Self.variant(magic.byteSwapped) else {
      throw .notACapture([bytes.u8(0), bytes.u8(1), bytes.u8(2), bytes.u8(3)])
    }
    swapped = Self.variant(magic) == nil
    fraction = variant.fraction
    recordHeader = variant.recordHeader
    length = variant.length
    let major = bytes.u16(4, swapped: swapped)
    let minor = bytes.u16(6, swapped: swapped)
    switch (major, minor) {
    case (2, 4): break
    case (2, 3): lengthOrder = .unknown
    case (2, 0...2): lengthOrder = .originalFirst
    // DG/UX tcpdump's number for the old order.
    case (543, 0): lengthOrder = .originalFirst
    default: throw .unsupportedVersion(.pcap, major: major, minor: minor)
    }
    snapLength = bytes.u32(16, swapped: swapped)
    // The upper 6 bits hold the length of the frame check sequence, where known. The decoder goes by the lengths in the
    // packets, so that a check sequence behind them does not matter.
    linkType = bytes.u32(20, swapped: swapped) & 0x03ff_ffff
  }
}
