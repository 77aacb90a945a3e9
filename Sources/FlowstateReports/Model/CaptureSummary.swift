import FlowstateCore

/// What was read: the `capture` of a report.
public struct CaptureSummary: Sendable {
  /// One input file.
  public struct File: Sendable {
    /// Path as given, or "-".
    public var path: String
    /// "pcap", "pcapng" or "snoop"; `nil` when it could not be recognised.
    public var format: String?
    /// Names of the link types, in order of first appearance.
    public var linkTypes: [String]
    /// "s", "ms", "us", "ns", or a power such as "2^-20"; `nil` when unknown.
    public var resolution: String?
    /// Octets captured of a frame at most; 0 for no limit.
    public var snapLength: UInt32
    /// Octets read, before decompression where it applies.
    public var bytes: UInt64
    /// Frames read.
    public var frames: UInt64
    /// "gzip", "zstd" or "lz4"; `nil` for none.
    public var compression: String?
    /// Why it could not be read to its end; `nil` when it could.
    public var error: String?
    /// One input file.
    public init(
      path: String, format: String?, linkTypes: [String], resolution: String?, snapLength: UInt32, bytes: UInt64,
      frames: UInt64, compression: String?, error: String?
    ) {
      self.path = path
      self.format = format
      self.linkTypes = linkTypes
      self.resolution = resolution
      self.snapLength = snapLength
      self.bytes = bytes
      self.frames = frames
      self.compression = compression
      self.error = error
    }
  }
  /// A bound that was reached.
  public struct LimitHit: Sendable {
    /// Its name.
    public var limit: String
    /// How often.
    public var count: UInt64
    /// A bound that was reached.
    public init(limit: String, count: UInt64) {
      self.limit = limit
      self.count = count
    }
  }
  /// The files, in the order in which they were read.
  public var files: [File] = []
  /// Frames read.
  public var frames: UInt64 = 0
  /// Capture time of the first frame; `nil` without frames.
  public var firstTime: Nanoseconds?
  /// Earliest and latest capture time; `nil` without frames.
  public var earliest: Nanoseconds?
  /// Latest capture time; `nil` without frames.
  public var latest: Nanoseconds?
  /// Frames that were analyzed as TCP segments.
  public var tcpSegments: UInt64 = 0
  /// Frames that were not, by `NotAnalyzed.rawValue`.
  public var notAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// The first frame of each of those, 0 for none.
  public var firstNotAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// Frames that are more than 1 ms earlier than the frame before them.
  public var timesWentBack: UInt64 = 0
  /// The first 64 of them.
  public var framesBack: [UInt64] = []
  /// Capture time of the first of them; `nil` without any.
  public var firstTimeBack: Nanoseconds?
  /// Frames that the capturing system says it dropped; `nil` when no file says.
  public var dropsReported: UInt64?
  /// Bounds that were reached.
  public var limitsHit: [LimitHit] = []
  /// Digits after the point that the capture's resolution calls for, 0...9.
  public var decimals = 6

  /// Nothing read yet.
  public init() {}

  /// From the earliest to the latest frame.
  public var duration: Nanoseconds {
    guard let earliest, let latest else { return 0 }
    return latest &- earliest
  }

  /// Takes note of a frame's time.
  @inlinable public mutating func note(time: Nanoseconds) {
    guard let first = earliest, let last = latest else {
      firstTime = time
      earliest = time
      latest = time
      return
    }
    if time < first { earliest = time }
    if time > last { latest = time }
  }
}

/// What all of a report's records are written with.
public struct ReportContext: Sendable {
  /// Capture time of the first frame: the origin of all `time`s.
  public var origin: Nanoseconds = 0
  /// See `CaptureSummary.decimals`.
  public var decimals = 6
  /// Version of the program.
  public var version: String
  /// The settings that the analysis used.
  public var settings: AnalysisSettings
  /// The capture filter; `nil` for none.
  public var filter: String?
  /// A context.
  public init(version: String, settings: AnalysisSettings, filter: String? = nil) {
    self.version = version
    self.settings = settings
    self.filter = filter
  }
}
