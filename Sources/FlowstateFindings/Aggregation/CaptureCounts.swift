import FlowstateCore

/// What the connections say of the capture, summed.
struct CaptureCounts: Sendable {
  /// Connections.
  var connections: UInt64 = 0
  /// Frames.
  var frames: UInt64 = 0
  /// Connections with four frames or more, and those of them of which one end alone was heard although it is alive.
  var judged: UInt64 = 0
  var oneSided: UInt64 = 0
  /// Segments with payload, and octets, of connections that were heard from both ends.
  var dataSegments: UInt64 = 0
  var payload: UInt64 = 0
  /// Octets that were acknowledged and not captured, and connections that lack some.
  var unseen: UInt64 = 0
  var lacking: UInt64 = 0
  /// First frames of some of them.
  var lackingFrames: [UInt64] = []
  /// Connections with a larger payload than the peer's MSS allows, and first frames of some of them.
  var oversized: UInt64 = 0
  var oversizedFrames: [UInt64] = []
  /// Largest payload of them.
  var largestPayload: UInt32 = 0
  /// Connections from handshake to FIN whose payload was left out, and those where some is there.
  var emptied: UInt64 = 0
  var filled: UInt64 = 0
  var emptiedFrames: [UInt64] = []
  /// First frames of some connections with one end.
  var oneSidedFrames: [UInt64] = []
  /// Frames whose payload the snap length cut, connections with such frames, and first frames of some of them.
  var cutFrames: UInt64 = 0
  var cut: UInt64 = 0
  var cutShown: [UInt64] = []
  /// Whether servers keep to the MSS table of SYN cookies.
  var mssTable = MSSTableBook()
  /// Time of the first connection.
  var firstTime: Nanoseconds = .max

  static let frameLimit = 32

  /// Whether, so far, connections exchanged data of which nothing was captured: a filter left the payload out.
  var lacksPayload: Bool { emptied >= 3 && emptied >= filled &* 9 }

  /// Counts a connection.
  @inline(__always)
  mutating func note(_ story: borrowing ConnectionStory) {
    connections &+= 1
    let client = story.figures.client
    let server = story.figures.server
    frames &+= client.frames &+ server.frames
    firstTime = min(firstTime, story.firstTime)
    let largest = max(client.largestPayload, server.largestPayload)
    if largest > 536 { size(story) }
    let cutHere = UInt64(client.payloadCut) &+ UInt64(server.payloadCut)
    if cutHere > 0 {
      cutFrames &+= cutHere
      cut &+= 1
      Self.add(story.firstFrame, to: &cutShown)
    }
    if server.largestPayload >= MSSTableBook.least { mssTable.note(story) }
    guard !story.facts.isDisjoint(with: [.captureDuplicate, .oneSided, .unseen]) else {
      if client.frames &+ server.frames >= 4 { judged &+= 1 }
      payload &+= client.payloadBytes &+ server.payloadBytes
      dataSegments &+= client.dataSegments &+ server.dataSegments
      if largest > 0 { filled &+= 1 }
      return
    }
    odd(story)
  }

  private mutating func size(_ story: borrowing ConnectionStory) {
    for side in Side.allCases {
      guard let limit = story.handshake.options[side.peer]?.mss, limit >= 536 else { continue }
      let largest = story.figures[side].largestPayload
      guard largest > UInt32(limit) else { continue }
      oversized &+= 1
      largestPayload = max(largestPayload, largest)
      Self.add(story.firstFrame, to: &oversizedFrames)
      return
    }
  }

  private mutating func odd(_ story: borrowing ConnectionStory) {
    let all = story.figures.client.frames &+ story.figures.server.frames
    if all >= 4 { judged &+= 1 }
    if story.facts.contains(.oneSided) {
      // A side that nobody answers is no sign of a missing direction.
      if all >= 4, story.facts.isDisjoint(with: .syn) || story.segments.contains(where: { $0.isPureACK }) {
        oneSided &+= 1
        Self.add(story.firstFrame, to: &oneSidedFrames)
      }
      return
    }
    let payload = story.figures.client.payloadBytes &+ story.figures.server.payloadBytes
    let missing = story.missingBytes(.client) &+ story.missingBytes(.server)
    let isWhole = story.facts.isSuperset(of: [.synACK, .fin]) && !story.facts.contains(.midStream)
    if isWhole, payload == 0, missing > 0 {
      emptied &+= 1
      Self.add(story.firstFrame, to: &emptiedFrames)
      return
    }
    if payload > 0 { filled &+= 1 }
    self.payload &+= payload
    dataSegments &+= story.figures.client.dataSegments &+ story.figures.server.dataSegments
    if missing > 0, missing < 1 << 31 {
      unseen &+= missing
      lacking &+= 1
      Self.add(story.firstFrame, to: &lackingFrames)
    }
  }

  static func add(_ frame: UInt64, to frames: inout [UInt64]) {
    if frames.count < frameLimit { frames.append(frame) }
  }
}
