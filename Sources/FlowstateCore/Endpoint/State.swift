/// The states of RFC 9293 §3.3.2, in the order of figure 5, and `unknown`.
public enum State: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case closed, listen, synSent, synReceived, established
  case finWait1, finWait2, closeWait, closing, lastAck, timeWait
  /// Nothing observed allows a claim.
  case unknown

  /// The name as the RFC writes it.
  public var name: StaticString {
    switch self {
    case .closed: "CLOSED"
    case .listen: "LISTEN"
    case .synSent: "SYN-SENT"
    case .synReceived: "SYN-RECEIVED"
    case .established: "ESTABLISHED"
    case .finWait1: "FIN-WAIT-1"
    case .finWait2: "FIN-WAIT-2"
    case .closeWait: "CLOSE-WAIT"
    case .closing: "CLOSING"
    case .lastAck: "LAST-ACK"
    case .timeWait: "TIME-WAIT"
    case .unknown: "UNKNOWN"
    }
  }

  /// Whether both sequence numbers are agreed: ESTABLISHED and the states after it (RFC 9293 §3.10.7.4).
  public var isSynchronized: Bool {
    switch self {
    case .established, .finWait1, .finWait2, .closeWait, .closing, .lastAck, .timeWait: true
    case .closed, .listen, .synSent, .synReceived, .unknown: false
    }
  }
}

/// One of the two ends of a connection.
public enum Side: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// The end that opened actively.
  case client
  /// The other one.
  case server

  /// The other end.
  @inlinable public var peer: Side { self == .client ? .server : .client }
  /// The name as reports write it.
  public var name: StaticString { self == .client ? "client" : "server" }
}

/// A value for each of the two ends.
public struct PerSide<Value> {
  /// Of the client.
  public var client: Value
  /// Of the server.
  public var server: Value
  /// A value for each end.
  @inlinable public init(client: Value, server: Value) {
    self.client = client
    self.server = server
  }
  /// The same value for both ends.
  @inlinable public init(both value: Value) { self.init(client: value, server: value) }
  /// The value of one end.
  @inlinable public subscript(side: Side) -> Value {
    get { side == .client ? client : server }
    // In place: a list in it is not copied to be appended to.
    _modify { if side == .client { yield &client } else { yield &server } }
  }
  /// The same thing with the roles exchanged.
  @inlinable public var swapped: PerSide { PerSide(client: server, server: client) }
}
extension PerSide: Sendable where Value: Sendable {}
extension PerSide: BitwiseCopyable where Value: BitwiseCopyable {}
extension PerSide: Equatable where Value: Equatable {}
