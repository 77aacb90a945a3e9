import Testing

@testable import FlowstateCore

@Suite("Notes")
struct NoteTests {
  /// The notes of the last segment of a dialogue after a handshake 100/300.
  private func lastNotes(_ body: (inout Dialogue) -> Void) throws -> (SegmentNotes, ConnectionStory) {
    var talk = Dialogue()
    talk.open()
    body(&talk)
    let story = try #require(stories(talk.segments).first)
    let last = try #require(story.segments.last)
    #expect(last.frame == UInt64(talk.segments.count))
    return (last.notes, story)
  }

  @Test("Retransmission by timer, lost behind the capture point")
  func timeout() throws {
    let (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1)
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.3)
    }
    #expect(notes == [.retransmission, .timeoutRetransmission])
    #expect(story.figures.client.retransmitted == 1 && story.figures.client.lostAfterCapture == 1)
  }

  @Test("Fast retransmission after three duplicate ACKs")
  func fast() throws {
    let (notes, story) = try lastNotes {
      for step in 0..<5 as Range<UInt32> {
        $0.add(.client, .ack, 101 + step * 10, 301, length: 10, at: 1 + Double(step) * 0.001)
      }
      for step in 0..<4 { $0.add(.server, .ack, 301, 101, at: 1.020 + Double(step) * 0.001) }
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.030)
    }
    #expect(notes == [.retransmission, .fastRetransmission])
    #expect(story.figures.server.duplicateACKs == 4)
  }

  @Test("Spurious: acknowledged long before it was sent again")
  func spurious() throws {
    let (notes, _) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1)
      $0.add(.server, .ack, 301, 111, at: 1.01)
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.2)
    }
    #expect(notes.contains([.retransmission, .spuriousRetransmission]))
  }

  @Test("A hole filled by an older segment is reordering, by a newer one a loss before the capture point")
  func holes() throws {
    // By time alone where neither identification nor timestamp tells.
    for (gap, identification, note) in [
      (0.002, 0, SegmentNotes.outOfOrder), (0.5, 0, .lateFirstCopy), (0.5, 199, .outOfOrder),
      (0.002, 201, .lateFirstCopy),
    ] as [(Double, UInt16, SegmentNotes)] {
      let (notes, story) = try lastNotes {
        $0.add(.client, .ack, 111, 301, length: 10, at: 1) { $0.identification = 200 }
        $0.add(.client, .ack, 101, 301, length: 10, at: 1 + gap) { $0.identification = identification }
      }
      #expect(notes == note)
      #expect(story.segments[3].notes == .opensHole)
      #expect(story.figures.client.lostBeforeCapture == (note == .lateFirstCopy ? 1 : 0))
      #expect(story.figures.client.retransmitted == 0)
    }
  }

  @Test("Timestamps tell before the identification does; equal ones are of one tick")
  func order() {
    func stamp(_ value: UInt32?, _ identification: UInt16) -> LoggedSegment {
      var segment = LoggedSegment()
      segment.hasTimestamps = value != nil
      segment.timestampValue = value ?? 0
      segment.identification = identification
      return segment
    }
    #expect(stamp(9, 8).order(against: stamp(10, 7)) == .before)
    #expect(stamp(3, 7).order(against: stamp(.max, 8)) == .after)
    #expect(stamp(10, 7).order(against: stamp(10, 8)) == .before)
    #expect(stamp(10, 0).order(against: stamp(10, 0)) == .together)
    #expect(stamp(nil, 1).order(against: stamp(nil, .max)) == .after)
    #expect(stamp(nil, 4000).order(against: stamp(nil, 30)) == .unknown)
    #expect(stamp(10, 0).order(against: stamp(nil, 30)) == .unknown)
  }

  @Test("Acknowledged but never seen: counted, and taken back when it comes after all")
  func unseen() throws {
    var (notes, story) = try lastNotes { $0.add(.server, .ack, 301, 201, at: 1) }
    #expect(notes == .ackOfUnseen)
    #expect(story.figures.client.unseenBytes == 100 && story.figures.server.acksOfUnseen == 1)
    (notes, story) = try lastNotes {
      $0.add(.server, .ack, 301, 201, at: 1)
      $0.add(.client, .ack, 101, 301, length: 100, at: 1.0001)
    }
    #expect(notes == .outOfOrder && story.figures.client.unseenBytes == 0)
  }

  @Test("Keep-alive, its answer, and a retransmitted octet that is none")
  func keepAlive() throws {
    var (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 5, at: 1)
      $0.add(.server, .ack, 301, 106, at: 1.01)
      $0.add(.client, .ack, 105, 301, at: 20)
      $0.add(.server, .ack, 301, 106, at: 20.01)
    }
    #expect(notes == .keepAliveAnswer && story.segments[5].notes == .keepAlive)
    #expect(story.figures.client.keepAlives == 1 && story.figures.client.keepAlivesAnswered == 1)
    (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 1, at: 1)
      $0.add(.client, .ack, 101, 301, length: 1, at: 1.3)
    }
    #expect(notes.contains(.retransmission) && story.figures.client.keepAlives == 0)
  }

  @Test("Zero window, probe, reopening")
  func zeroWindow() throws {
    let (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1)
      $0.add(.server, .ack, 301, 111, at: 1.01, window: 0)
      $0.add(.client, .ack, 110, 301, at: 1.5)
      $0.add(.server, .ack, 301, 111, at: 1.51, window: 0)
      $0.add(.server, .ack, 301, 111, at: 3.01, window: 2000)
    }
    #expect(notes == .windowReopened)
    #expect(story.segments[4].notes.contains(.zeroWindow) && story.segments[5].notes == .zeroWindowProbe)
    #expect(story.figures.server.zeroWindows == 1 && story.figures.server.longestZeroWindow == 2 * .second)
  }

  @Test("Outside the window only with both scales known")
  func window() throws {
    let (notes, _) = try lastNotes { $0.add(.client, .ack, 101 + 5000, 301, length: 10, at: 1) }
    #expect(notes == .outOfWindow)
    var middle = Dialogue()
    middle.add(.client, .ack, 101, 301, length: 10, at: 0)
    middle.add(.server, .ack, 301, 111, at: 0.01)
    middle.add(.client, .ack, 111 + 5000, 301, length: 10, at: 1)
    let story = try #require(stories(middle.segments).first)
    #expect(story.segments.last?.notes == .opensHole)
    let (full, _) = try lastNotes { $0.add(.client, .ack, 101, 301, length: 1000, at: 1) }
    #expect(full == .windowFull)
  }

  @Test("Captured twice: same identification, header and payload within the window; it never acts")
  func duplicates() throws {
    let (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1) { $0.identification = 7 }
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.0005) {
        $0.identification = 7
        $0.hopLimit = 63
      }
    }
    #expect(notes == .captureDuplicate)
    #expect(story.figures.client.duplicated == 1 && story.figures.client.retransmitted == 0)
    #expect(story.figures.client.frames == 4 && story.figures.client.payloadBytes == 20)
  }

  @Test("Once a segment was captured twice, copies of ordinary ones are found, too")
  func copiesOfOrdinarySegments() throws {
    let (_, story) = try lastNotes {
      var number: UInt32 = 101
      for turn in 0..<20 {
        let time = 1 + Double(turn) * 0.1
        // Two at a time, and then their copies.
        for copy in 0..<2 {
          for part in 0..<2 {
            $0.add(
              .client, .ack, number + UInt32(part) * 10, 301, length: 10,
              at: time + Double(copy) * 0.001 + Double(part) * 0.0001
            ) { $0.identification = UInt16(1000 + turn * 2 + part) }
          }
        }
        number += 20
        guard turn < 19 else { break }
        $0.add(.server, .ack, 301, number, at: time + 0.02) { $0.identification = UInt16(5000 + turn) }
      }
    }
    #expect(story.figures.client.duplicated == 40 && story.figures.client.retransmitted == 0)
  }

  @Test("Without identification, timestamps and time decide")
  func duplicatesWithoutIdentification() throws {
    for (gap, note) in [(0.0005, SegmentNotes.captureDuplicate), (0.4, .oldCopy)] {
      let (notes, _) = try lastNotes {
        for at in [1, 1 + gap] {
          $0.add(.client, .ack, 101, 301, length: 10, at: at) {
            $0.identification = 0
            $0.options.kinds = .timestamps
            $0.options.timestampValue = 1000
          }
        }
      }
      #expect(notes.contains(note))
    }
  }

  @Test("Resets alike to the octet are copies only where other segments were captured twice")
  func equalResets() throws {
    for isTwice in [false, true] {
      let (notes, story) = try lastNotes {
        for copy in 0..<(isTwice ? 2 : 1) {
          $0.add(.client, .ack, 101, 301, length: 10, at: 1 + Double(copy) * 0.0001) { $0.identification = 7 }
        }
        $0.add(.client, .ack, 111, 301, length: 10, at: 1.001) { $0.identification = 8 }
        for at in [1.02, 1.0201] { $0.add(.server, .rst, 301, at: at) { $0.identification = 0 } }
      }
      #expect(notes.contains(.captureDuplicate) == isTwice)
      #expect(story.figures.server.duplicated == (isTwice ? 1 : 0))
    }
  }

  @Test("An old copy of the SYN is found although much came between")
  func oldCopy() throws {
    let (notes, _) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1)
      $0.add(.client, .syn, 100, at: 2) { $0.identification = 100 }
    }
    #expect(notes == [.oldCopy, .retransmission])
  }

  private static func spoil(_ segment: inout Segment) { segment.marks.insert(.checksumBad) }

  @Test("A wrong checksum is a damaged segment when its sender sends the same again")
  func damaged() throws {
    let (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1, Self.spoil)
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.3)
      $0.add(.server, .ack, 301, 111, at: 1.31)
    }
    #expect(notes == [])
    #expect(story.segments[3].notes.contains(.badChecksum) && story.figures.client.badChecksum == 1)
    #expect(story.segments[4].notes.contains(.retransmission))
  }

  @Test("A wrong checksum of octets that are acknowledged means nothing")
  func wrongButReceived() throws {
    let (notes, story) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1, Self.spoil)
      $0.add(.server, .ack, 301, 111, at: 1.1)
      $0.add(.client, .ack, 111, 301, length: 10, at: 1.2)
    }
    #expect(notes == [])
    #expect(story.segments[3].notes.isEmpty && story.figures.client.badChecksum == 1)
    #expect(story.figures.client.unseenBytes == 0)
  }

  @Test("A reset, an acknowledgment or far numbers with a wrong checksum do not act while others are right")
  func distrusted() throws {
    let (notes, story) = try lastNotes {
      $0.add(.server, .rst, 301, at: 1, Self.spoil)
      $0.add(.client, .ack, 9_000_000, 301, length: 10, at: 1.1, Self.spoil)
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.2)
    }
    #expect(notes == [])
    #expect(story.segments[3].notes == .badChecksum && story.segments[4].notes == .badChecksum)
    #expect(!story.facts.contains(.rst))
  }

  @Test("Where all checksums of an end are wrong, they mean nothing")
  func wrongThroughout() throws {
    var talk = Dialogue()
    talk.add(.client, .syn, 100, at: 0, Self.spoil)
    talk.add(.server, [.syn, .ack], 300, 101, at: 0.01, Self.spoil)
    talk.add(.client, .ack, 101, 301, at: 0.02, Self.spoil)
    talk.add(.client, [.rst, .ack], 101, 301, at: 200, Self.spoil)
    let all = stories(talk.segments)
    let story = try #require(all.first)
    #expect(all.count == 1 && story.segments.allSatisfy { $0.notes.isDisjoint(with: .badChecksum) })
    #expect(story.states == PerSide(both: .closed))
    #expect(story.figures.client.badChecksum == 3 && story.facts.contains(.badChecksum))
  }

  @Test("The log marks each tenth power of closed windows")
  func closedWindows() throws {
    var talk = Dialogue()
    talk.open()
    talk.add(.server, .ack, 301, 101, at: 0.9, window: 0)
    for step in 1...120 {
      talk.add(.client, .ack, 100, 301, at: Double(step))
      talk.add(.server, .ack, 301, 101, at: Double(step) + 0.01, window: 0)
    }
    let story = try #require(stories(talk.segments).first)
    #expect(story.segments.filter { $0.notes.contains(.repeatedZeroWindow) }.map(\.frame) == [22, 202])
    #expect(story.figures.server.zeroWindows == 1)
  }

  @Test("Timestamps: behind, and an echo of what was not seen")
  func timestamps() throws {
    func stamped(_ value: UInt32, _ echo: UInt32) -> (inout Segment) -> Void {
      {
        $0.options.kinds = .timestamps
        $0.options.timestampValue = value
        $0.options.timestampEcho = echo
      }
    }
    let (notes, _) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1, stamped(1000, 5))
      $0.add(.server, .ack, 301, 111, at: 1.1, stamped(70, 1000))
      $0.add(.client, .ack, 111, 301, length: 10, at: 1.2, stamped(990, 90))
    }
    #expect(notes == [.timestampBehind, .echoOfUnseen])
  }

  @Test("Long silences are marked")
  func idle() throws {
    let (notes, story) = try lastNotes { $0.add(.client, .ack, 101, 301, length: 10, at: 100) }
    #expect(notes == .afterIdle && story.facts.contains(.longIdle))
  }

  @Test("Other octets at the same numbers conflict")
  func conflict() throws {
    let (notes, _) = try lastNotes {
      $0.add(.client, .ack, 101, 301, length: 10, at: 1)
      $0.add(.client, .ack, 101, 301, length: 10, at: 1.3) { $0.payloadHash = 99 }
    }
    #expect(notes.contains(.overlapConflict))
  }

  @Test("Sequence numbers may pass 2³²")
  func wrap() throws {
    var talk = Dialogue()
    talk.open(client: .max - 5, server: .max)
    talk.add(.client, .ack, .max - 4, 0, length: 10, at: 1)
    talk.add(.server, .ack, 0, 5, at: 1.01)
    let story = try #require(stories(talk.segments).first)
    #expect(story.segments.allSatisfy { $0.notes.isEmpty })
    #expect(story.figures.client.wraps == 1 && story.facts.contains(.wrapped))
  }

  @Test("An ICMP error belongs to the connection that it quotes, and is none of its frames")
  func icmp() throws {
    var talk = Dialogue()
    talk.add(.client, .syn, 100, at: 0)
    talk.add(.client, [], 100, at: 0.1) {
      $0.marks.insert(.quotedByICMP)
      $0.icmpType = 3
      $0.icmpCode = 1
    }
    let story = try #require(stories(talk.segments).first)
    #expect(story.figures.client.frames == 1 && story.lastFrame == 1)
    #expect(story.icmpErrors.map(\.frame) == [2] && story.icmpErrors[0].quotedSender == .client)
    #expect(story.facts.contains(.icmp))
  }
}
