import FlowstateCore

/// What a file turned out to be and what was read of it.
public struct CaptureFileSummary: Sendable, Equatable {
  /// The file as it was named; `-` is standard input.
  public var path: String
  /// `nil` when it is no capture.
  public var format: CaptureFormat?
  /// The link types of its interfaces (LINKTYPE_ numbers), each once, in order of appearance; at most 256.
  public var linkTypes: [UInt32] = []
  /// The finest resolution of its interfaces' clocks; `nil` when no interface was described.
  public var resolution: TimeResolution?
  /// The largest snap length of its interfaces; `nil` when one has no limit or none was described.
  public var snapLength: UInt32?
  /// Size of the file, compressed if it is; of a pipe, what was read.
  public var bytes: UInt64 = 0
  /// Frames read, filtered ones included.
  public var frames: UInt64 = 0
  /// `nil` when it is not compressed.
  public var compression: Compression?
  /// Frames that the capture's own statistics report as lost; `nil` when it has none.
  public var drops: UInt64?
  /// What ended the reading before the file's end.
  public var error: CaptureError?

  /// A file of which nothing is known yet.
  public init(path: String) { self.path = path }
}

/// Counts over all files of a run.
public struct CaptureTotals: Sendable, Equatable {
  /// Frames read, filtered ones included.
  public var frames: UInt64 = 0
  /// Frames that the filter did not select.
  public var filtered: UInt64 = 0
  /// Time of the first frame; `nil` before it.
  public var firstTime: Nanoseconds?
  /// The latest time of any frame.
  public var latestTime: Nanoseconds?
  /// Frames that are more than 1 ms earlier than the frame before them.
  public var timeWentBack: UInt64 = 0
  /// The first 64 of them.
  public var framesBack: [UInt64] = []
  /// Time of the first of them; `nil` without any.
  public var firstTimeBack: Nanoseconds?
  /// Frames that carry no time (pcapng simple packet blocks); they are given the time of the frame before.
  public var withoutTime: UInt64 = 0
  /// Frames that the files' own statistics report as lost (isb_ifdrop and isb_osdrop, else epb_dropcount).
  public var dropsReported: UInt64 = 0

  /// Nothing read.
  public init() {}
}

/// The container formats.
public enum CaptureFormat: String, Sendable {
  /// The classic savefile, and its variants.
  case pcap
  /// The block-structured format.
  case pcapng
  /// Solaris's format (RFC 1761).
  case snoop
}

/// The tick of a capture's clock.
public struct TimeResolution: Sendable, Equatable {
  /// The tick is `2^-exponent` seconds, not `10^-exponent`.
  public var isBinary: Bool
  /// 0...63, or 0...19 when decimal.
  public var exponent: UInt8

  /// A tick.
  public init(isBinary: Bool = false, exponent: UInt8) {
    self.isBinary = isBinary
    self.exponent = exponent
  }

  /// Decimal digits of a second that tell two ticks apart, at most 9.
  public var digits: Int {
    let exponent = Int(exponent)
    // log10(2) = 0.30103, rounded up
    return min(9, isBinary ? (exponent * 30103 + 99999) / 100_000 : exponent)
  }

  /// `s`, `ms`, `us`, `ns`, or the power in seconds.
  public var name: String {
    switch (isBinary, exponent) {
    case (_, 0): "s"
    case (false, 3): "ms"
    case (false, 6): "us"
    case (false, 9): "ns"
    case (false, 12): "ps"
    default: "\(isBinary ? 2 : 10)^-\(exponent) s"
    }
  }
}
