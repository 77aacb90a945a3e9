/// What reports say of a whole connection: handshake, close, capture point, and what Zeek and Wireshark would call it.
///
/// Everything is read off the logged segments, verdicts and transitions, once, when nothing can change the connection's
/// story any more. Nothing here costs the hot path anything.
public enum StorySummary {
  /// Fills `handshake` (its `options` stay as they are), `close` and `capturePoint`, counts losses anew; `zeek` and
  /// `completeness` where the settings ask for them.
  ///
  /// `captureEnd` is the time of the capture's last frame. The story's arrays are reused: an ordinary connection costs no
  /// allocation.
  public static func complete(_ story: inout ConnectionStory, settings: TrackerSettings, captureEnd: Nanoseconds) {
    story.settledAt = captureEnd
    if story.segments.count == 1, story.segments[0].isBareSYN, !story.segments[0].isInert,
      fate(story.verdicts, 0) != .foreign
    {
      summarizeAttempt(&story)
    } else {
      summarizeHandshake(&story)
      summarizeClose(&story, settings: settings, captureEnd: captureEnd)
    }
    noteOptions(&story)
    estimateCapturePoint(&story)
    countLosses(&story)
    guard settings.comparesTools else { return }
    story.completeness = completeness(story)
    ZeekReplay.summarize(&story)
  }

  /// Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST, over all frames of the connection.
  ///
  /// Wireshark counts a SYN only on the frame that begins one of its streams; the order of the others, their sender and
  /// whether they are duplicates or have a bad checksum do not matter to it.
  static func completeness(_ story: borrowing ConnectionStory) -> UInt8 {
    var mask: UInt8 = 0
    var firstSYN = PerSide<SequenceNumber?>(client: nil, server: nil)
    var isFirst = true
    for segment in story.segments {
      switch segment.flags.intersection([.syn, .ack]) {
      case .syn:
        if let number = firstSYN[segment.sender] {
          if number != segment.sequence { mask |= 1 }
        } else {
          firstSYN[segment.sender] = segment.sequence
          if isFirst { mask |= 1 }
        }
        if segment.payloadLength > 0 { mask |= 8 }
      case [.syn, .ack]: mask |= 2
      case .ack: mask |= segment.payloadLength > 0 ? 8 : 4
      default: break
      }
      if segment.flags.isSuperset(of: [.fin, .ack]) { mask |= 16 }
      if segment.flags.contains(.rst) { mask |= 32 }
      isFirst = false
    }
    return mask
  }

  /// What became of the segment at `index`.
  static func fate(_ verdicts: [Verdict], _ index: Int) -> Verdict.Fate {
    index < verdicts.count ? verdicts[index].fate : .open
  }
}

extension LoggedSegment {
  /// A capture duplicate or a bad checksum: it acts on nothing.
  var isInert: Bool { !notes.isDisjoint(with: .inert) }
}
