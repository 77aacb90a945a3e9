import FlowstateCore

/// What the reading of the capture itself shows, besides its connections.
public struct CaptureFacts: Sendable {
  /// Frames read.
  public var frames: UInt64 = 0
  /// Frames that are more than 1 ms earlier than the frame before them.
  public var timesWentBack: UInt64 = 0
  /// The first of them.
  public var framesBack: [UInt64] = []
  /// Capture time of the first of them.
  public var firstTimeBack: Nanoseconds = 0
  /// Frames that the capturing system says it dropped; `nil` when it does not say.
  public var dropsReported: UInt64?
  /// Frames that were not analyzed, by `NotAnalyzed.rawValue`.
  public var notAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// The first frame of each of those.
  public var firstNotAnalyzed = [UInt64](repeating: 0, count: NotAnalyzed.allCases.count)
  /// Capture time of the first frame.
  public var firstTime: Nanoseconds = 0
  /// What a look at the segments showed.
  public var signs = CaptureSigns()
  /// Capture time of the newest frame.
  private var lastTime: Nanoseconds = 0
  /// Nothing known.
  public init() {}

  /// Takes note of a frame and of what it held, in capture order.
  public mutating func note(_ outcome: DecodeOutcome, frame: UInt64, time: Nanoseconds) {
    if frames == 0 { firstTime = time }
    if frames > 0, lastTime &- time > .millisecond {
      if timesWentBack == 0 { firstTimeBack = time }
      timesWentBack &+= 1
      if framesBack.count < Finding.frameLimit { framesBack.append(frame) }
    }
    lastTime = time
    frames &+= 1
    switch outcome {
    case .segment: break
    case .quoted(let reason), .none(let reason):
      notAnalyzed[Int(reason.rawValue)] &+= 1
      if firstNotAnalyzed[Int(reason.rawValue)] == 0 { firstNotAnalyzed[Int(reason.rawValue)] = frame }
    }
  }

  /// Frames not analyzed for a reason.
  func count(_ reason: NotAnalyzed) -> UInt64 {
    let index = Int(reason.rawValue)
    return index < notAnalyzed.count ? notAnalyzed[index] : 0
  }
  /// The first of them, 0 for none.
  func first(_ reason: NotAnalyzed) -> UInt64 {
    let index = Int(reason.rawValue)
    return index < firstNotAnalyzed.count ? firstNotAnalyzed[index] : 0
  }
}
