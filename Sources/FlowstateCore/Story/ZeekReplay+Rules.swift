extension ZeekReplay {
  /// Writes a letter `times` times: upper case for the originator, lower case for the responder.
  static func write(_ letter: UInt8, _ times: Int, _ side: Side, _ record: inout Record) {
    guard times > 0 else { return }
    let cased = side == record.originator ? letter : letter | 0x20
    for _ in 0..<times { record.history.append(cased) }
  }

  /// Writes the letter of a segment's control bits, or of its being data or an acknowledgment.
  static func writeFlag(_ segment: LoggedSegment, _ offset: UInt32, _ e: inout ZeekEnd, _ record: inout Record) {
    let side = segment.sender
    switch segment.flags.intersection([.syn, .fin, .rst]) {
    case []:
      if segment.payloadLength > 0 {
        exchangeRolesAfterSYNACK(&record)
        once(.data, 0x44, side, &record)
      } else if segment.flags.contains(.ack) {
        exchangeRolesAfterSYNACK(&record)
        once(.ack, 0x41, side, &record)
      }
    case .syn:
      let letter: UInt8 = segment.flags.contains(.ack) ? 0x48 : 0x53
      numbered(.syn, letter, offset, &e.lastSYN, side, &record)
    case .fin: numbered(.fin, 0x46, offset &+ segment.payloadLength, &e.lastFIN, side, &record)
    case .rst: numbered(.rst, 0x52, offset, &e.lastRST, side, &record)
    case let several:
      if several.isSuperset(of: [.fin, .rst]) {
        once(.inconsistent, 0x49, side, &record)
      } else {
        once(.multiple, 0x51, side, &record)
      }
    }
  }

  /// A connection that began with a SYN-ACK turns out to have been answered: its receiver is the originator.
  private static func exchangeRolesAfterSYNACK(_ record: inout Record) {
    guard record.history.count == 1, record.history[0] == 0x48 else { return }
    record.originator = record.originator.peer
    record.history[0] = 0x5e
    record.history.append(0x68)
    record.isPartial = false
  }

  private static func once(_ kind: Letters, _ letter: UInt8, _ side: Side, _ record: inout Record) {
    if mark(kind, side, &record) { write(letter, 1, side, &record) }
  }

  private static func numbered(
    _ kind: Letters, _ letter: UInt8, _ offset: UInt32, _ last: inout UInt32, _ side: Side, _ record: inout Record
  ) {
    if mark(kind, side, &record) || offset != last { write(letter, 1, side, &record) }
    last = offset
  }

  /// Marks a letter as written; whether it was not before.
  private static func mark(_ kind: Letters, _ side: Side, _ record: inout Record) -> Bool {
    side == record.originator
      ? record.seen.originator.insert(kind).inserted : record.seen.responder.insert(kind).inserted
  }

  /// Zeek's state machine. It looks at control bits only, never at numbers: a blind RST closes a connection.
  static func move(_ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ record: inout Record) {
    let flags = segment.flags
    switch e.state {
    case .inactive: moveInactive(segment, &e, &p, &record)
    case .synSent, .synACKSent:
      if flags.contains(.fin) { e.move(to: .closed) }
      if flags.contains(.rst) { e.move(to: .reset) }
    case .established, .partial:
      if flags.contains(.syn) && !flags.contains(.ack) && e.state == .partial && p.state == .inactive {
        e.move(to: .synSent)
      }
      if flags.contains(.rst) {
        e.move(to: .reset)
      } else if flags.contains(.fin) {
        e.move(to: .closed)
        if p.state == .reset && p.previous == .closed { p.move(to: .closed) }
      }
    case .closed:
      if flags.contains(.rst) && p.state != .closed { e.move(to: .reset) }
    case .reset: break
    }
  }

  /// The first flags of an end. SYN, FIN and RST are tried one after the other, so that the last one wins.
  private static func moveInactive(
    _ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ record: inout Record
  ) {
    let flags = segment.flags
    if flags.contains(.syn) {
      moveInactiveAtSYN(segment, &e, &p, &record)
    } else if segment.sender == record.originator || p.state == .synSent {
      record.isPartial = true
    }
    if flags.contains(.fin) { e.move(to: .closed) }
    if flags.contains(.rst) { e.move(to: .reset) }
    guard e.state == .inactive else { return }
    let isResponder = segment.sender != record.originator
    if isResponder && p.state == .synSent && flags.contains(.ack) && segment.payloadLength == 0 {
      return  // a bare ACK in answer to a SYN says nothing yet
    }
    if flags.contains(.ack) && p.state == .established {
      record.isPartial = false
      e.move(to: .established)
    } else {
      e.move(to: .partial)
    }
  }

  private static func moveInactiveAtSYN(
    _ segment: LoggedSegment, _ e: inout ZeekEnd, _ p: inout ZeekEnd, _ record: inout Record
  ) {
    let acknowledges = segment.flags.contains(.ack)
    if segment.sender == record.originator {
      e.move(to: acknowledges ? .synACKSent : .synSent)
      if acknowledges { record.isPartial = true }
      return
    }
    if p.state == .synACKSent && !acknowledges && segment.sequence == e.expected {
      // SYN and SYN-ACK were captured in reverse order.
      record.originator = segment.sender
      record.history.append(0x5e)
      record.isPartial = false
      p.move(to: .established)
    }
    if p.state == .synSent { p.move(to: .established) }
    e.move(to: .established)
  }

  /// Zeek's conn_state: an index into `ZeekSummary.stateNames`.
  static func connectionState(originator: ZeekEnd, responder: ZeekEnd, history: [UInt8]) -> UInt8 {
    if responder.state == .reset {
      if originator.state == .synSent || originator.state == .synACKSent { return 6 }
      if originator.state == .reset && originator.size == 0 && responder.size == 0 { return 6 }
      return originator.isQuiet ? 10 : 8
    }
    if originator.state == .reset {
      if !responder.isQuiet { return 7 }
      return isLoneSYNThenRST(history) ? 9 : 0
    }
    if responder.state == .closed && originator.state == .closed { return 5 }
    if originator.state == .closed { return responder.isQuiet ? 11 : 3 }
    if responder.state == .closed { return originator.isQuiet ? 12 : 4 }
    if originator.state == .synSent && responder.state == .inactive { return 1 }
    if originator.state == .established && responder.state == .established { return 2 }
    return 0
  }

  /// `^?S`, then no H, A, F, G, I, Q, then R.
  private static func isLoneSYNThenRST(_ history: [UInt8]) -> Bool {
    var index = history.first == 0x5e ? 1 : 0
    guard index < history.count, history[index] == 0x53 else { return false }
    index += 1
    while index < history.count {
      switch history[index] {
      case 0x52: return true
      case 0x48, 0x41, 0x46, 0x47, 0x49, 0x51: return false
      default: index += 1
      }
    }
    return false
  }
}

/// Ports that Zeek's scripts register as servers' (likely_server_ports, default configuration, TCP).
enum LikelyServerPorts {
  /// Whether Zeek calls the receiver of a first packet that is no plain SYN the originator.
  static func flips(source: UInt16, destination: UInt16, isSYN: Bool) -> Bool {
    guard contains(source) else { return false }
    return !contains(destination) || !isSYN && source < destination
  }

  static func contains(_ port: UInt16) -> Bool {
    switch port {
    case 21, 22, 25, 53, 79, 80, 81, 88, 135, 139, 143, 389, 443, 445, 465, 502, 514, 563, 585, 587, 614, 631, 636, 989,
      990, 992, 993, 995, 1080, 1434, 1883, 2811, 3128, 3268, 3306, 3389, 5222, 5223, 5269, 5432, 6379, 6666...6669,
      8000, 8080, 8888, 20000:
      true
    default: false
    }
  }
}
