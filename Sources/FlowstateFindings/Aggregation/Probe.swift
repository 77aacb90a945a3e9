import FlowstateCore

/// Something sent to a port without a connection coming of it.
struct Probe: Sendable {
  /// Kinds by what was sent and what came back.
  enum Kind: UInt8, Sendable, CaseIterable {
    /// SYN without an answer.
    case unanswered
    /// SYN answered by an RST.
    case refused
    /// SYN-ACK answered by the prober's RST.
    case halfOpen
    /// A handshake, then nothing sent before the end.
    case connect
    /// FIN alone.
    case fin
    /// No flags.
    case null
    /// FIN, PSH and URG.
    case xmas
    /// A lone ACK, answered by an RST.
    case ack
    /// The word of reports.
    var name: String {
      switch self {
      case .unanswered, .refused, .halfOpen: "half-open"
      case .connect: "connect"
      case .fin: "fin"
      case .null: "null"
      case .xmas: "xmas"
      case .ack: "ack"
      }
    }
    /// Whether it is sent without a SYN, to get round filters.
    var isStealthy: Bool { self == .fin || self == .null || self == .xmas }
  }
  /// When it was sent.
  var time: Nanoseconds
  /// Its frame.
  var frame: UInt64
  /// Where it went.
  var target: SocketAddress
  /// What it was.
  var kind: Kind

  /// The probe that a connection is, if it is one, and who sent it.
  static func reading(_ story: borrowing ConnectionStory) -> (source: IPAddress, probe: Probe)? {
    guard story.figures.client.payloadBytes == 0, story.figures.client.frames <= 6, let first = story.segments.first
    else { return nil }
    let kind: Kind
    switch first.flags.intersection([.syn, .ack, .fin, .rst, .psh, .urg]) {
    case .syn:
      switch story.handshake.kind {
      case .unanswered: kind = .unanswered
      case .refused: kind = .refused
      case .partial:
        guard story.figures.client.frames >= 2, story.segments.last?.isRST == true,
          story.segments.last?.sender == first.sender
        else { return nil }
        kind = .halfOpen
      case .threeWay:
        guard story.close.kind != .open, story.close.initiator == first.sender || story.close.kind == .reset,
          story.figures.server.payloadBytes == 0
        else { return nil }
        kind = .connect
      default: return nil
      }
    case .fin: kind = .fin
    case []: kind = .null
    case [.fin, .psh, .urg]: kind = .xmas
    case .ack:
      guard story.segments.count == 2, let answer = story.segments.last, answer.isRST, answer.sender != first.sender,
        answer.sequence == first.acknowledgment, first.payloadLength == 0
      else { return nil }
      kind = .ack
    default: return nil
    }
    let probe = Probe(time: first.time, frame: first.frame, target: story.ends[first.sender.peer], kind: kind)
    return (source: story.ends[first.sender].address, probe: probe)
  }
}
