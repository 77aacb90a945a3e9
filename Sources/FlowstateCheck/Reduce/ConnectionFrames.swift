import FlowstateCapture
import FlowstateCore
import TraceScript

/// The segments of one connection, with the states after each: what `flowstate trace --from` writes as a script.
public enum ConnectionFrames {
  /// For each frame of a list, the number of the pair of ends that it belongs to; frames that hold no segment have
  /// negative numbers of their own.
  public static func groups(_ frames: FrameList, decoder settings: DecoderSettings) -> [Int] {
    var numbers: [FlowKey: Int] = [:]
    var groups = frames.frames.indices.map { -1 - $0 }
    for segment in segments(frames, decoder: settings) {
      let key = FlowKey.of(source: segment.source, destination: segment.destination, space: segment.space).key
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      groups[Int(segment.frame) - 1] = number
    }
    return groups
  }

  /// All segments of a list of frames, in order.
  public static func segments(_ frames: FrameList, decoder settings: DecoderSettings) -> [Segment] {
    var decoder = FrameDecoder(settings: settings)
    var segments: [Segment] = []
    for frame in frames.frames {
      var segment = Segment()
      // The octets are of a plain type, and the span ends with the expression.
      let outcome = unsafe decoder.decode(frames.bytes.span.bytes.extracting(frame.range), frame.info, into: &segment)
      if case .none = outcome { continue }
      segments.append(segment)
    }
    return segments
  }

  /// The script of a connection.
  public static func script(
    of connection: Examined.Connection, in examined: Examined, segments: [Segment], comment: [String]
  ) -> Decompilation {
    let story = connection.story
    let key = story.key
    // The next connection on the same tuple begins where this one's frames end.
    let next = examined.connections.first { $0.story.key == key && $0.story.id > story.id }?.story.id ?? .max
    let own = segments.filter {
      $0.frame >= story.firstFrame && $0.frame < next
        && FlowKey.of(source: $0.source, destination: $0.destination, space: $0.space).key == key
    }
    var verdicts: [Verdict] = []
    var logged = 0
    for segment in own {
      while logged < story.segments.count, story.segments[logged].frame < segment.frame { logged += 1 }
      if logged < story.verdicts.count, story.segments[logged].frame == segment.frame {
        verdicts.append(story.verdicts[logged])
      } else {
        let states = PerSide(
          client: story.state(of: .client, after: segment.frame).state,
          server: story.state(of: .server, after: segment.frame).state)
        verdicts.append(Verdict(fate: .open, states: states))
      }
    }
    return Decompilation(
      of: own, client: story.ends.client, verdicts: verdicts, capturePoint: story.capturePoint.place, story: comment)
  }
}
