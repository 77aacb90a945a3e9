import FlowstateCore

/// What the rules about listeners, hosts and the whole capture share: fed once with every connection, so that an
/// ordinary one costs a few look-ups in tables that stay in the cache, and no allocation.
struct HostBook: Sendable {
  /// Listeners.
  var listeners = ListenerBook()
  /// Who probes ports.
  var probes = ProbeBook()
  /// Initial sequence numbers.
  var sequences = SequenceBook()
  /// Connections side by side.
  var twins = TwinBook()
  /// SYN-ACKs that nobody asked for.
  var unsolicited = UnsolicitedBook()
  /// Sums over all connections.
  var counts = CaptureCounts()
  /// The present connection's place in `listeners.table`, -1 for none.
  private(set) var place = -1
  /// What the present connection is one of many of.
  private(set) var crowd: Crowd?

  /// Takes note of a connection, before the rules are asked about it.
  mutating func note(_ story: borrowing ConnectionStory) {
    counts.note(story)
    place = -1
    crowd = nil
    twins.skip()
    switch story.handshake.kind {
    case .threeWay, .fastOpen, .simultaneous, .split:
      place = listeners.note(story)
      sequences.note(story)
      twins.note(story)
      if story.figures.client.payloadBytes > 0 || story.close.kind == .open {
        probes.use(story.ends.client.address)
      } else {
        probe(story)
      }
    case .refused, .unanswered:
      place = listeners.note(story)
      probe(story)
    case .partial:
      if story.facts.contains(.syn) {
        place = listeners.note(story)
        probe(story)
        if story.facts.isSuperset(of: [.synACK, .rst]) { twins.note(story, isCompleted: false) }
      } else if story.facts.contains(.synACK) {
        unasked(story)
      }
    case .none:
      if story.figures.client.payloadBytes == 0 {
        if story.facts.contains(.synACK) { unasked(story) } else { probe(story) }
      }
    }
    if story.facts.contains(.oneSided), story.segments.count >= 2 { twins.note(half: story) }
  }

  private mutating func probe(_ story: borrowing ConnectionStory) {
    if let reading = Probe.reading(story) { crowd = probes.note(reading.source, reading.probe) }
    if crowd == nil, place >= 0, listeners.isCrowded(place, at: story.firstTime) { crowd = .attempts }
  }

  /// A connection of SYN-ACKs without a SYN, and of RSTs to them.
  private mutating func unasked(_ story: borrowing ConnectionStory) {
    if Self.isUnsolicited(story) { unsolicited.note(story) }
  }

  /// Whether a connection is nothing but SYN-ACKs, and perhaps RSTs of their addressee.
  static func isUnsolicited(_ story: borrowing ConnectionStory) -> Bool {
    story.segments.count <= 32 && story.segments.first?.isSYNACK == true
      && story.segments.allSatisfy { $0.isSYNACK && $0.sender == .server || $0.isRST && $0.sender == .client }
  }

  /// The details of the present connection's listener, which begin now if there is room.
  mutating func detail() -> Int? { place < 0 ? nil : listeners.detail(place) }
}
