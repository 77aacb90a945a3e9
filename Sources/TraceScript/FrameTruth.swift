import FlowstateCore

/// What a script says of both ends at one frame of its capture.
public struct FrameTruth: Sendable {
  /// Number of the frame.
  public var frame: Int
  /// Index of the script's line.
  public var step: Int
  /// States that are right after this frame: those from its own line up to the next frame's; when the segment is still
  /// in the network, those of its receiver up to the line that receives it, for an effect is dated at its cause; and,
  /// when an end moved without a frame, the state before, as long as it sent nothing: such a step is dated at the first
  /// frame that shows it. Empty where the script says nothing.
  public var states: Columns<[State]>
  /// What an analyzer can say instead.
  public var believed: Columns<Script.Belief?>

  /// The truth of each frame, in order; of a packet in fragments, of the last.
  public static func all(of script: Script, _ trace: CompiledTrace) -> [FrameTruth] {
    let told = statesAfterSteps(script)
    var stepsOfFlow = [[Int]](repeating: [], count: script.flows.count)
    var place: [Int] = []  // of each step among those of its flow
    for (index, step) in script.steps.enumerated() {
      place.append(stepsOfFlow[step.flow].count)
      stepsOfFlow[step.flow].append(index)
    }
    // Where the next frame of each flow stands, seen from the frame that the loop is at.
    var nextFrame = stepsOfFlow.map(\.count)
    var result: [FrameTruth] = []
    for (index, frame) in trace.frames.enumerated().reversed() where !frame.isPart {
      let step = script.steps[frame.step]
      let own = place[frame.step]
      var states = Columns<[State]>(left: [], right: [])
      for column in Column.allCases {
        var end = max(nextFrame[step.flow], own + 1)
        if column == step.sender.other, let received = trace.receivedAtStep[frame.step] {
          end = max(end, place[received] + 1)
        }
        states[column] += before(stepsOfFlow[step.flow][...own], column, script, trace, told)
        for later in stepsOfFlow[step.flow][own..<end] {
          if let state = told[later][column], !states[column].contains(state) { states[column].append(state) }
        }
      }
      nextFrame[step.flow] = own
      result.append(FrameTruth(frame: index + 1, step: frame.step, states: states, believed: step.believed))
    }
    return result.reversed()
  }

  /// The states that an end left without a frame since it last sent something that was captured. `steps` are those of
  /// its flow up to the frame in question.
  private static func before(
    _ steps: ArraySlice<Int>, _ column: Column, _ script: Script, _ trace: CompiledTrace, _ told: [Columns<State?>]
  ) -> [State] {
    var states: [State] = []
    for position in steps.indices.reversed() where position > steps.startIndex {
      let step = script.steps[steps[position]]
      if step.segment != nil, step.sender == column, trace.frameOfStep[steps[position]] != nil { break }
      guard step.segment == nil, step.states[column] != nil else { continue }
      if let state = told[steps[position - 1]][column], !states.contains(state) { states.append(state) }
    }
    return states
  }

  /// For each line, where both ends of its flow are after it. A tuple that is used again goes on where it was left.
  private static func statesAfterSteps(_ script: Script) -> [Columns<State?>] {
    var now: [[Int]: Columns<State?>] = [:]
    return script.steps.map { step in
      let peers = script.flows[step.flow].peers
      var states = now[[peers.left, peers.right]] ?? Columns(left: nil, right: nil)
      states.left = step.states.left ?? states.left
      states.right = step.states.right ?? states.right
      now[[peers.left, peers.right]] = states
      return states
    }
  }
}
