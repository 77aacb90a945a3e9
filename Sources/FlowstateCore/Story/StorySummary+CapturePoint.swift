extension StorySummary {
  /// Estimates where the capture point sat on this connection's path, and says on what the estimate rests.
  ///
  /// Direction marks are exact. A partial checksum shows the sending host before its card. The handshake's split and TTLs
  /// that nobody decremented are estimates; where they agree the estimate is strong, where they contradict it is weak.
  static func estimateCapturePoint(_ story: inout ConnectionStory) {
    // Only what is looked at: the whole story would be copied otherwise.
    let split = placeBySplit(&story)
    let large = oversized(&story)
    let place = capturePlace(story.figures, split: split, large: large, grounds: &story.capturePoint.grounds)
    story.capturePoint.place = place.place
    story.capturePoint.confidence = place.confidence
  }

  private static func capturePlace(
    _ figures: PerSide<SideFigures>, split: CapturePoint.Place?, large: Side?, grounds: inout [CapturePoint.Ground]
  ) -> (place: CapturePoint.Place?, confidence: Confidence) {
    grounds.clear()
    let client = figures.client
    let server = figures.server
    let hops = PerSide(client: hopsTravelled(client.hopLimit), server: hopsTravelled(server.hopLimit))

    if let place = placeByMarks(client, server, hops) {
      grounds.append(.directionMarks)
      return (place, .certain)
    }
    let partial = PerSide(client: client.partialChecksum > 0, server: server.partialChecksum > 0)
    if partial.client || partial.server {
      grounds.append(.partialChecksum)
      let place: CapturePoint.Place =
        partial.client && partial.server ? .sameHost : partial.client ? .nearClient : .nearServer
      if split == place { grounds.append(.handshakeSplit) }
      return (place, .strong)
    }

    let byHops = placeByHops(hops)
    if byHops == .nearClient { grounds.append(.hopLimitOfClient) }
    if byHops == .nearServer { grounds.append(.hopLimitOfServer) }
    if byHops == .middle { grounds.append(.hopLimitsOfBoth) }
    if let split {
      if byHops == nil || byHops == split {
        grounds.insert(.handshakeSplit, at: 0)
        return (split, byHops == split ? .strong : .weak)
      }
      // A split into two comparable halves is a fact of time; a TTL of 64 may also be a router's or a proxy's doing.
      if split != .middle && byHops == .middle {
        grounds.clear()
        grounds.append(.handshakeSplit)
        return (split, .weak)
      }
    }
    if let byHops { return (byHops, split == nil && byHops != .middle ? .strong : .weak) }
    if let large {
      grounds.append(.largeSegments)
      return (large == .client ? .nearClient : .nearServer, .weak)
    }
    return (nil, .weak)
  }

  /// What SLL packet types and pcapng direction flags say.
  private static func placeByMarks(
    _ client: SideFigures, _ server: SideFigures, _ hops: PerSide<UInt8?>
  ) -> CapturePoint.Place? {
    let leaves = PerSide(client: client.outgoing > 0, server: server.outgoing > 0)
    let arrives = PerSide(client: client.incoming > 0, server: server.incoming > 0)
    if leaves.client && leaves.server {
      // Both ends' frames leave: its own loopback, or a router that was captured on all its interfaces.
      if hops.client == 0 && hops.server == 0 { return .sameHost }
      return arrives.client && arrives.server ? .middle : nil
    }
    if leaves.client && !arrives.client { return .nearClient }
    if leaves.server && !arrives.server { return .nearServer }
    // One end's frames were captured alone: what arrives here was sent by the other one.
    if arrives.client && !arrives.server && server.frames == 0 { return .nearServer }
    if arrives.server && !arrives.client && client.frames == 0 { return .nearClient }
    return nil
  }

  /// What the handshake's two halves say. Only when none of the three was repeated, and without Fast Open.
  private static func placeBySplit(_ story: inout ConnectionStory) -> CapturePoint.Place? {
    guard story.handshake.kind == .threeWay, story.handshake.syn.count == 1, story.handshake.synACK.count == 1,
      let toServer = story.handshake.roundTrip.server, let toClient = story.handshake.roundTrip.client
    else { return nil }
    let whole = toServer &+ toClient
    if whole < .millisecond / 5 { return .sameHost }
    if toClient < whole / 10 && toClient < .millisecond { return .nearClient }
    if toServer < whole / 10 && toServer < .millisecond { return .nearServer }
    return .middle
  }

  private static func placeByHops(_ hops: PerSide<UInt8?>) -> CapturePoint.Place? {
    guard let client = hops.client, let server = hops.server else { return nil }
    if client == 0 && server == 0 { return nil }  // one network segment, or one host: TTLs do not say
    if client == 0 { return .nearClient }
    if server == 0 { return .nearServer }
    return .middle
  }

  /// Routers passed so far, when the TTL began at 32, 64, 128 or 255; `nil` without a TTL.
  private static func hopsTravelled(_ hopLimit: UInt8) -> UInt8? {
    switch hopLimit {
    case 0: nil
    case 1...32: 32 - hopLimit
    case 33...64: 64 - hopLimit
    case 65...128: 128 - hopLimit
    default: 255 - hopLimit
    }
  }

  /// The end whose segments are larger than its peer accepts: captured before its card cut them.
  private static func oversized(_ story: inout ConnectionStory) -> Side? {
    guard let client = story.handshake.options.client, let server = story.handshake.options.server else { return nil }
    let large = PerSide(
      client: server.mss > 0 && story.figures.client.largestPayload > UInt32(server.mss),
      server: client.mss > 0 && story.figures.server.largestPayload > UInt32(client.mss))
    // From both ends it is as much receive offload as segmentation offload, and says nothing of the place.
    if large.client == large.server { return nil }
    return large.client ? .client : .server
  }
}
