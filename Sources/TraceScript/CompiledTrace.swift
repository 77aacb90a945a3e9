import FlowstateCore

/// The capture that a script describes.
public struct CompiledTrace: Sendable {
  /// The Unix time of a script's time 0, in seconds.
  public static let epoch: Nanoseconds = 1_700_000_000 * .second

  /// A frame of the capture.
  public struct Frame: Sendable {
    /// Capture time.
    public var time: Nanoseconds
    /// Octets kept by the capture: Ethernet.
    public var octets: [UInt8]
    /// Octets on the wire.
    public var originalLength: Int
    /// Index of the script's line.
    public var step: Int
    /// Whether more fragments of the same packet follow.
    public var isPart = false
  }

  /// Frames in capture order; the first one is frame 1.
  public var frames: [Frame] = []
  /// For each line, the number of its frame; `nil` when it is not in the capture or was captured with another line.
  public var frameOfStep: [Int?] = []
  /// For each line that sends a segment, the index of the line at which it is received; `nil` when it never is.
  public var receivedAtStep: [Int?] = []
  /// Numbers of the frames that the script names.
  public var frameOfMark: [String: Int] = [:]

  /// The capture of a script.
  public init(_ script: Script) throws(ScriptError) {
    var compiler = TraceCompiler(script)
    for index in script.steps.indices { try compiler.run(index) }
    self = compiler.result
    for expectation in script.expectations {
      guard case .finding(_, _, let marks) = expectation.claim else { continue }
      for mark in marks where frameOfMark[mark] == nil {
        throw ScriptError(
          line: expectation.line, column: 1, expected: "marks of captured segments", found: "@\(mark)")
      }
    }
  }

  fileprivate init() {}
}

/// Walks through a script and keeps what its defaults depend on: counters, clocks, and what the network holds.
private struct TraceCompiler {
  let script: Script
  var result = CompiledTrace()
  private var nextIdentification: [Int: UInt16] = [:]
  private var lastTimestamp: [Int: Columns<UInt32>] = [:]
  private var inNetwork: [(step: Int, frame: FrameBuilder)] = []
  private var sent: [String: FrameBuilder] = [:]

  init(_ script: Script) {
    self.script = script
    result.frameOfStep = [Int?](repeating: nil, count: script.steps.count)
    result.receivedAtStep = result.frameOfStep
  }

  mutating func run(_ index: Int) throws(ScriptError) {
    let step = script.steps[index]
    guard let segment = step.segment else { return }
    // What the network holds lies before a capture point at the receiver, and behind any other one.
    let capturedOnArrival = script.capturePoint == (step.sender == .left ? .nearServer : .nearClient)
    switch step.path {
    case .delivered, .lostBeforeCapture, .lostAfterCapture:
      let frame = try resolved(segment, step)
      remember(frame, step)
      if step.path != .lostBeforeCapture { try capture(frame, index) }
      if step.path == .delivered { receive(frame, from: index, at: index) }
    case .entersNetwork:
      let frame = try resolved(segment, step)
      remember(frame, step)
      if !capturedOnArrival { try capture(frame, index) }
      inNetwork.append((index, frame))
    case .leavesNetwork, .lostInNetwork:
      var origin = index
      var isCaptured = false
      var frame: FrameBuilder
      if let waiting = inNetwork.firstIndex(where: { matches($0, segment, step) }) {
        (origin, frame) = inNetwork.remove(at: waiting)
        isCaptured = !capturedOnArrival
      } else {
        frame = try resolved(segment, step)
      }
      if !isCaptured { try capture(frame, index) }
      if origin == index || !isCaptured { remember(frame, step) }
      if step.path == .leavesNetwork { receive(frame, from: origin, at: index) }
    }
  }

  private func matches(
    _ held: (step: Int, frame: FrameBuilder), _ segment: ScriptSegment, _ step: Script.Step
  ) -> Bool {
    let origin = script.steps[held.step]
    let other = held.frame.segment
    return origin.flow == step.flow && origin.sender == step.sender && segment.copyOf == nil
      && other.flags == segment.flags && other.sequence == segment.sequence
      && other.acknowledgment == segment.acknowledgment && other.payloadLength == segment.payloadLength
  }

  private mutating func remember(_ frame: FrameBuilder, _ step: Script.Step) {
    for mark in step.marks { sent[mark] = frame }
  }

  private mutating func receive(_ frame: FrameBuilder, from origin: Int, at index: Int) {
    result.receivedAtStep[origin] = index
    let step = script.steps[index]
    guard frame.segment.quotedBy == nil else { return }
    for case .timestamps(let value, _) in frame.segment.options {
      lastTimestamp[step.flow, default: Columns(left: 0, right: 0)][step.sender] = value
    }
  }

  private mutating func capture(_ frame: FrameBuilder, _ index: Int) throws(ScriptError) {
    if frame.segment.isUncaptured { return }
    let step = script.steps[index]
    guard let packets = frame.frames() else {
      throw ScriptError(line: step.line, column: 1, expected: "at most 40 octets of TCP options", found: "more")
    }
    let time = CompiledTrace.epoch + step.time
    append(packets, frame.segment, at: time, index)
    result.frameOfStep[index] = result.frames.count
    for mark in step.marks { result.frameOfMark[mark] = result.frames.count }
    if let delay = frame.segment.capturedAgainAfter { append(packets, frame.segment, at: time + delay, index) }
  }

  private mutating func append(_ packets: [[UInt8]], _ segment: ScriptSegment, at time: Nanoseconds, _ index: Int) {
    for (number, octets) in packets.enumerated() {
      let kept = segment.snapLength.map { Array(octets.prefix($0)) } ?? octets
      result.frames.append(
        CompiledTrace.Frame(
          time: time, octets: kept, originalLength: octets.count, step: index, isPart: number + 1 < packets.count))
    }
  }

  // MARK: what a script leaves out

  private mutating func resolved(_ segment: ScriptSegment, _ step: Script.Step) throws(ScriptError) -> FrameBuilder {
    if let mark = segment.copyOf {
      guard var frame = sent[mark] else {
        throw ScriptError(line: step.line, column: 1, expected: "a copy of a segment that was sent", found: "@\(mark)")
      }
      frame.segment.hopLimit = segment.hopLimit ?? frame.segment.hopLimit
      frame.segment.snapLength = segment.snapLength ?? frame.segment.snapLength
      frame.segment.vlans = segment.vlans.isEmpty ? frame.segment.vlans : segment.vlans
      frame.segment.capturedAgainAfter = segment.capturedAgainAfter
      frame.segment.fragmentSize = segment.fragmentSize
      frame.segment.lackingFragment = segment.lackingFragment
      frame.segment.quotedBy = segment.quotedBy
      frame.segment.isUncaptured = segment.isUncaptured
      return frame
    }
    let flow = script.flows[step.flow]
    // What an ICMP error quotes was sent by its receiver.
    let column = segment.quotedBy == nil ? step.sender : step.sender.other
    let sender = flow.peers[column]
    let receiver = flow.peers[column.other]
    var segment = segment
    segment.options = options(of: segment, step, column)
    segment.window = segment.window ?? window(of: segment)
    segment.hopLimit = segment.hopLimit ?? script.peers[sender].hopLimit ?? hopLimit(of: column)
    let next = nextIdentification[sender] ?? UInt16(truncatingIfNeeded: 1000 * (sender + 1))
    if segment.identification != 0, segment.quotedBy == nil {
      nextIdentification[sender] = (segment.identification ?? next) &+ 1
    }
    segment.identification = segment.identification ?? next
    return FrameBuilder(
      segment: segment, source: script.peers[sender].socket, destination: script.peers[receiver].socket,
      iss: flow.iss[column],
      stations: (UInt8(truncatingIfNeeded: sender + 1), UInt8(truncatingIfNeeded: receiver + 1)))
  }

  private func options(of segment: ScriptSegment, _ step: Script.Step, _ column: Column) -> [ScriptOption] {
    var options = segment.options
    if !segment.isBare {
      if segment.flags.contains(.syn) {
        if options.isEmpty { options = script.offer }
      } else if script.offer.contains(.clock), !segment.flags.contains(.rst), !options.contains(where: \.isTimestamps) {
        options.insert(.clock, at: 0)
      }
    }
    return options.map { option in
      guard option == .clock else { return option }
      let sender = script.flows[step.flow].peers[column]
      let base = 3_000_000 &+ 1_111_111 &* UInt32(truncatingIfNeeded: sender)
      let echo = lastTimestamp[step.flow]?[column.other] ?? 0
      return .timestamps(
        value: base &+ UInt32(truncatingIfNeeded: step.time / .millisecond),
        echo: segment.flags.contains(.ack) ? echo : 0)
    }
  }

  private func window(of segment: ScriptSegment) -> UInt16 {
    if segment.flags.contains(.rst) { return 0 }
    let isScaled = script.offer.contains { if case .windowScale = $0 { true } else { false } }
    return isScaled && !segment.flags.contains(.syn) ? 502 : 64_240
  }

  /// Hosts that send with TTL 64, seen from the capture point.
  private func hopLimit(of column: Column) -> UInt8 {
    switch script.capturePoint {
    case .nearClient: column == .left ? 64 : 57
    case .nearServer: column == .left ? 57 : 64
    case .middle, .sameHost: column == .left ? 61 : 60
    }
  }
}

extension ScriptOption {
  fileprivate var isTimestamps: Bool {
    switch self {
    case .clock, .timestamps: true
    default: false
    }
  }
}
