import FlowstateCore
import FlowstateFindings

/// One line of a ladder: what passed the capture point, and where both ends stood once it had its effect.
struct LadderRow {
  /// What a row stands for.
  enum Content {
    /// Index of a logged segment.
    case segment(Int)
    /// An end moved without a segment that was logged.
    case step
    /// So many ordinary segments.
    case elided(UInt32)
  }
  var content: Content
  var time: Nanoseconds
  var frame: UInt64
  var states: PerSide<State>
  var changed: PerSide<Bool>
  /// The steps that are dated here.
  var steps: [Transition]
}

/// A connection's segments and state changes, merged into rows in the order in which they take effect.
struct LadderRows {
  private(set) var rows: [LadderRow] = []
  /// Where both ends stood before the first segment.
  private(set) var opening = PerSide(both: State.unknown)
  private var current = PerSide(both: State.unknown)

  init(_ story: borrowing ConnectionStory) {
    var steps = story.transitions[...]
    takeOpening(&steps, firstFrame: story.firstFrame)
    opening = current
    for index in story.segments.indices {
      let segment = story.segments[index]
      takeSteps(before: segment, from: &steps)
      if segment.elided > 0 { append(.elided(segment.elided), time: segment.time, frame: 0, steps: []) }
      var mine: [Transition] = []
      while let step = steps.first, step.frame == segment.frame, step.basis != .timer {
        mine.append(steps.removeFirst())
      }
      append(.segment(index), time: segment.time, frame: segment.frame, steps: mine)
    }
    for step in steps { append(.step, time: step.time, frame: step.frame, steps: [step]) }
  }

  /// The first step of each end, from UNKNOWN at the connection's first frame, is where the ladder begins.
  private mutating func takeOpening(_ steps: inout ArraySlice<Transition>, firstFrame: UInt64) {
    for side in Side.allCases {
      guard let index = steps.firstIndex(where: { $0.side == side }) else { continue }
      let step = steps[index]
      guard step.from == .unknown, step.frame == firstFrame, step.cause == .begins || step.cause == .passiveOpen else {
        continue
      }
      current[side] = step.to
      steps.remove(at: index)
    }
  }

  /// Steps that no logged segment carries and that come before one.
  private mutating func takeSteps(before segment: LoggedSegment, from steps: inout ArraySlice<Transition>) {
    while let step = steps.first {
      let isEarlier = step.frame == 0 ? step.time < segment.time : step.frame < segment.frame
      guard isEarlier else { return }
      append(.step, time: step.time, frame: step.frame, steps: [step])
      steps.removeFirst()
    }
  }

  private mutating func append(_ content: LadderRow.Content, time: Nanoseconds, frame: UInt64, steps: [Transition]) {
    let before = current
    for step in steps { current[step.side] = step.to }
    rows.append(
      LadderRow(
        content: content, time: time, frame: frame, states: current,
        changed: PerSide(client: before.client != current.client, server: before.server != current.server),
        steps: steps))
  }
}

/// Writes segments in the RFC's figure notation, with numbers relative to the ends' initial ones.
struct SegmentNotation {
  private let base: PerSide<SequenceNumber?>

  /// Numbers count from the initial sequence numbers, and where one is not known, from the first that was seen.
  init(_ story: borrowing ConnectionStory) {
    var base = story.initialSequence
    for index in story.segments.indices {
      let segment = story.segments[index]
      if base[segment.sender] == nil { base[segment.sender] = segment.sequence }
      if base[segment.sender.peer] == nil, segment.flags.contains(.ack) {
        base[segment.sender.peer] = segment.acknowledgment
      }
      if base.client != nil && base.server != nil { break }
    }
    self.base = base
  }

  /// A segment as RFC 9293's figures write it: `<SEQ=1><ACK=1><CTL=PSH,ACK><DATA=100>`.
  func text(_ segment: LoggedSegment) -> String {
    var text = "<SEQ=\(relative(segment.sequence, to: base[segment.sender]))>"
    if segment.flags.contains(.ack) {
      text += "<ACK=\(relative(segment.acknowledgment, to: base[segment.sender.peer]))>"
    }
    text += "<CTL=\(controls(segment.flags))>"
    if segment.payloadLength > 0 { text += "<DATA=\(segment.payloadLength)>" }
    return text
  }

  /// A number counted from the initial one; numbers far from it are no neighbours of it and stay as they are.
  private func relative(_ number: SequenceNumber, to base: SequenceNumber?) -> String {
    guard let base else { return "\(number.rawValue)" }
    let distance = base.distance(to: number)
    return distance < -1_000_000 ? "\(number.rawValue) raw" : "\(distance)"
  }

  private func controls(_ flags: TCPFlags) -> String {
    let names: [(TCPFlags, String)] = [
      (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.urg, "URG"), (.ack, "ACK"), (.ece, "ECE"),
      (.cwr, "CWR"), (.ae, "AE"),
    ]
    let set = names.filter { flags.contains($0.0) }.map(\.1)
    return set.isEmpty ? "none" : set.joined(separator: ",")
  }
}
