import FlowstateCapture
import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// All that the analyzer says of one capture.
public struct Examined: Sendable {
  /// A connection and what was found in it.
  public struct Connection: Sendable {
    /// The story.
    public var story: ConnectionStory
    /// What was found in it.
    public var findings: [Finding]
  }
  /// Connections, by id.
  public var connections: [Connection] = []
  /// Findings that belong to no connection alone.
  public var captureFindings: [Finding] = []
  /// Frames read.
  public var frames: UInt64 = 0
  /// What records are written with.
  public var context: ReportContext
  /// Why the capture could not be read to its end; empty when it could.
  public var problems: [String] = []

  /// Nothing said yet.
  public init(context: ReportContext) { self.context = context }

  /// Every finding: of connections in order, then of the capture.
  public var findings: [Finding] { connections.flatMap(\.findings) + captureFindings }

  /// The connection of two ends that a frame belongs to or follows.
  public func connection(of ends: Set<SocketAddress>, at frame: UInt64) -> Connection? {
    connections.last {
      Set([$0.story.ends.client, $0.story.ends.server]) == ends && $0.story.firstFrame <= frame
    }
  }
}

/// A report that keeps everything.
public struct StoryCollector: Report {
  /// See `Report`.
  public var context: ReportContext
  /// See `Report`.
  public private(set) var totals = Totals()
  /// What was kept.
  public var examined: Examined

  /// A report that has taken nothing.
  public init(context: ReportContext) {
    self.context = context
    examined = Examined(context: context)
  }
  /// See `Report`.
  public mutating func take(_ story: borrowing ConnectionStory, findings: [Finding]) {
    totals.connections += 1
    examined.connections.append(Examined.Connection(story: copy story, findings: findings))
  }
  /// See `Report`.
  public mutating func finish(capture: CaptureSummary, findings: [Finding], listeners: [ListenerRow]) {
    examined.context = context
    examined.captureFindings = findings
    examined.frames = capture.frames
    examined.connections.sort { $0.story.id < $1.story.id }
  }
}

/// Frames of one link type and more in memory, in the form in which a reader lends them.
public struct FrameList: Sendable {
  /// The octets of all frames.
  public var bytes: [UInt8] = []
  /// Where each frame's octets are, and what is known of it.
  public var frames: [CapturedFrame] = []

  /// No frames.
  public init() {}

  /// Adds a frame behind the others. Its number is its place in the list.
  public mutating func append(_ octets: some Collection<UInt8>, _ info: FrameInfo) {
    var frame = CapturedFrame()
    frame.info = info
    frame.info.number = UInt64(frames.count + 1)
    frame.offset = UInt32(clamping: bytes.count)
    frame.length = UInt32(clamping: octets.count)
    bytes.append(contentsOf: octets)
    frames.append(frame)
  }

  /// Some of the frames, in order and numbered anew. The octets stay where they are.
  public func keeping(_ positions: [Int]) -> FrameList {
    var result = self
    result.frames = positions.enumerated().map { place, position in
      var frame = frames[position]
      frame.info.number = UInt64(place + 1)
      return frame
    }
    return result
  }

  /// The octets of one frame.
  public func octets(of position: Int) -> ArraySlice<UInt8> { bytes[frames[position].range] }
}

/// Who analyzes captures for the checks: the program's own pipeline.
public protocol CaptureExaminer: Sendable {
  /// Analyzes a file.
  func examine(path: String) -> Examined
  /// Analyzes frames in memory.
  func examine(_ frames: FrameList) -> Examined
}
