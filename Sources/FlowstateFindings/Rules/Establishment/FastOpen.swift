import FlowstateCore

/// What SYNs with data, or with the Fast Open option, came to.
struct FastOpen {
  /// Index of the SYN.
  var syn: Int
  /// Index of the SYN-ACK that answers it; `nil` for none.
  var synACK: Int?
  /// Octets of payload that the SYN-ACK acknowledges.
  var accepted: Int

  static func read(_ story: ConnectionStory, _ context: RuleContext) -> FastOpen? {
    guard
      let syn = context.outline.syn.client.first(where: {
        story.segments[$0].payloadLength > 0 || story.segments[$0].hasFastOpen
      })
    else { return nil }
    let number = story.segments[syn].sequence
    let synACK = context.outline.synACK.server.first { index in
      index > syn && Handshakes.acknowledges(story.segments[index], story.segments[syn])
    }
    let accepted = synACK.map { Int(number.distance(to: story.segments[$0].acknowledgment)) - 1 } ?? 0
    return FastOpen(syn: syn, synACK: synACK, accepted: max(0, accepted))
  }
}
