import FlowstateCore

/// What the rules about handshakes share.
enum Handshakes {
  /// A SYN-ACK that was sent again.
  struct RepeatedSYNACK {
    /// Index of the repeat.
    var index: Int
    /// Index of the SYN-ACK before it.
    var previous: Int
    /// Whether no repeated SYN provoked it.
    var byTimer: Bool
  }

  /// No stack sends a segment again by a timer sooner.
  private static let shortestTimer: Nanoseconds = 100 * .millisecond

  /// SYN-ACKs of a side with the numbers of an earlier one, in order.
  static func repeatedSYNACKs(_ story: ConnectionStory, _ context: RuleContext, _ side: Side) -> [RepeatedSYNACK] {
    let all = context.outline.synACK[side]
    guard all.count > 1 else { return [] }
    var repeats: [RepeatedSYNACK] = []
    for (position, index) in all.enumerated().dropFirst() {
      let segment = story.segments[index]
      guard segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]),
        !hasGoneOn(story, context, side, before: index),
        let previous = all[..<position].last(where: {
          story.segments[$0].sequence == segment.sequence
            && story.segments[$0].acknowledgment == segment.acknowledgment
        })
      else { continue }
      // No timer is so short: a copy that the network made, or an answer to something else.
      let gap = segment.time &- story.segments[previous].time
      let reaction = (story.handshake.roundTrip[side] ?? 100 * .millisecond) &+ 50 * .millisecond
      let provoked = context.outline.syn[side.peer].contains { syn in
        syn < index && syn > previous && segment.time &- story.segments[syn].time <= reaction
      }
      if !provoked, gap < shortestTimer { continue }
      repeats.append(RepeatedSYNACK(index: index, previous: previous, byTimer: !provoked))
    }
    return repeats
  }

  /// Whether an end had gone on before a SYN or SYN-ACK in its name: what it sends no more is an old copy then.
  ///
  /// The opener has with whatever it sent but SYNs and RSTs. The passive end may acknowledge, and send data after Fast Open,
  /// in SYN-RECEIVED too: it has when the SYN-ACK is the older one of the two, or when its handshake was complete by then.
  static func hasGoneOn(_ story: ConnectionStory, _ context: RuleContext, _ side: Side, before index: Int) -> Bool {
    let again = story.segments[index]
    return context.outline.live.contains { other in
      let segment = story.segments[other]
      guard other < index, segment.sender == side, !segment.isRST, !segment.flags.contains(.syn),
        story.isGenuine(other)
      else { return false }
      guard again.isSYNACK else { return true }
      switch again.order(against: segment) {
      case .before: return true
      case .after: return false
      case .together, .unknown:
        return again.acknowledgment.isBefore(segment.acknowledgment)
          || story.firstCovering(again.end, by: side.peer, in: 0..<other) != nil
      }
    }
  }

  /// The SYN and the SYN-ACK that answers it, both seen, the server being the passive end.
  struct Opening {
    /// Index of the SYN.
    var syn: Int
    /// Index of the first SYN-ACK that acknowledges it.
    var synACK: Int
  }

  /// The attempt that the server answered last; `nil` when SYN or SYN-ACK is not in the capture.
  static func opening(_ story: ConnectionStory, _ context: RuleContext) -> Opening? {
    for last in context.outline.synACK.server.reversed() {
      let answer = story.segments[last]
      guard
        let syn = context.outline.syn.client.first(where: { index in
          index < last && acknowledges(answer, story.segments[index])
        }),
        let first = context.outline.synACK.server.first(where: { index in
          story.segments[index].sequence == answer.sequence
            && story.segments[index].acknowledgment == answer.acknowledgment
        })
      else { continue }
      return Opening(syn: syn, synACK: first)
    }
    return nil
  }

  /// Whether a SYN-ACK acknowledges a SYN: its number, or some of the data on it (RFC 7413 §4.2.2).
  static func acknowledges(_ answer: LoggedSegment, _ syn: LoggedSegment) -> Bool {
    let distance = syn.sequence.distance(to: answer.acknowledgment)
    return distance >= 1 && Int(distance) <= 1 + Int(syn.payloadLength)
  }

  /// Segments of the client that acknowledge the server's SYN-ACK, in order.
  static func completing(_ story: ConnectionStory, _ context: RuleContext, _ opening: Opening) -> [Int] {
    let answer = story.segments[opening.synACK]
    let begin = story.segments[opening.syn].sequence + 1
    return context.outline.live.filter { index in
      let segment = story.segments[index]
      return index > opening.synACK && segment.sender == .client && segment.flags.contains(.ack) && !segment.isRST
        && !segment.flags.contains(.syn) && answer.end.isAtMost(segment.acknowledgment)
        && begin.isAtMost(segment.sequence + 1)
    }
  }

  /// The first segment of the server after its SYN-ACK that shows it ESTABLISHED: data, FIN, or an ACK of more than the
  /// SYN.
  static func serverMovedOn(_ story: ConnectionStory, _ context: RuleContext, _ opening: Opening) -> Int? {
    let answer = story.segments[opening.synACK]
    return context.outline.live.first { index in
      let segment = story.segments[index]
      return index > opening.synACK && segment.sender == .server && !segment.isRST && !segment.flags.contains(.syn)
        && story.isGenuine(index)
        && (answer.end.isBefore(segment.end) || answer.acknowledgment.isBefore(segment.acknowledgment))
    }
  }
}
