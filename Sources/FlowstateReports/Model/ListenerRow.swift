import FlowstateCore

/// What became of the connections to one address and port: a row of a report's `listeners`.
public struct ListenerRow: Sendable {
  /// Address and port.
  public var end: SocketAddress
  /// Connections that were tried.
  public var attempts: UInt64
  /// Of those, completed handshakes.
  public var completed: UInt64
  /// Of those, refused.
  public var refused: UInt64
  /// Of those, never answered.
  public var unanswered: UInt64
  /// Completed ones that ended by reset.
  public var reset: UInt64
  /// SYN-ACKs that were sent again.
  public var synACKsRepeated: UInt64
  /// Octets of payload, both ways; those of a frame that was captured twice once.
  public var payloadBytes: UInt64
  /// Nothing known of it.
  public init(end: SocketAddress) {
    self.end = end
    attempts = 0
    completed = 0
    refused = 0
    unanswered = 0
    reset = 0
    synACKsRepeated = 0
    payloadBytes = 0
  }
}

extension JSONWriter {
  /// Writes `listeners`.
  mutating func listeners(_ rows: [ListenerRow], context: ReportContext) {
    key("listeners")
    beginArray()
    for row in rows {
      beginObject()
      key("ip")
      address(row.end.address)
      key("port")
      integer(row.end.port)
      key("attempts")
      integer(row.attempts)
      key("completed")
      integer(row.completed)
      key("refused")
      integer(row.refused)
      key("unanswered")
      integer(row.unanswered)
      key("reset")
      integer(row.reset)
      key("syn_acks_repeated")
      integer(row.synACKsRepeated)
      key("payload_bytes")
      integer(row.payloadBytes)
      endObject()
    }
    endArray()
  }
}
