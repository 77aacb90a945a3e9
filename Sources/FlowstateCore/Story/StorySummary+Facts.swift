extension StorySummary {
  /// Notes options that stand out: scales that no end may use, segment sizes that no network needs.
  static func noteOptions(_ story: inout ConnectionStory) {
    if isOdd(story.handshake.options.client, isIPv4: story.isIPv4)
      || isOdd(story.handshake.options.server, isIPv4: story.isIPv4)
    {
      story.facts.insert(.oddOptions)
    }
    // A scale that was not offered (RFC 7323 §2.2).
    if let client = story.handshake.options.client, let server = story.handshake.options.server,
      client.lacksWindowScale, server.windowScale != 255
    {
      story.facts.insert(.oddOptions)
    }
  }

  private static func isOdd(_ options: HandshakeOptions?, isIPv4: Bool) -> Bool {
    guard let options else { return false }
    return options.windowScale != 255 && options.windowScale > 14 || options.mss < (isIPv4 ? 536 : 1220)
  }
}
