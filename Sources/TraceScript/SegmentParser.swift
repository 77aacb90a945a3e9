import FlowstateCore

/// Reads a segment: packetdrill's words (`P. 1:101 ack 1 win 502 TS`) or the RFC's (`<SEQ=1><ACK=1><CTL=ACK>`).
struct SegmentParser {
  /// What the sender's relative numbers count from.
  let ownISS: UInt32
  /// What its acknowledgments and SACK blocks count from.
  let peerISS: UInt32

  /// The letters of control bits, in the order in which scripts write them.
  static let letters: [(letter: Character, flag: TCPFlags)] = [
    ("S", .syn), ("F", .fin), ("R", .rst), ("P", .psh), ("U", .urg), ("E", .ece), ("W", .cwr), ("e", .ae), (".", .ack),
  ]

  /// Whether a word can begin a segment.
  static func starts(_ word: String) -> Bool {
    word == "copy" || word == "icmp" || word.first == "<" && !word.hasPrefix("<-") || flags(word) != nil
  }

  func parse(_ line: inout ScriptLine) throws(ScriptError) -> ScriptSegment {
    if line.accept("icmp") { return try error(&line) }
    var segment = ScriptSegment()
    if line.accept("copy") {
      segment.copyOf = try line.mark("a mark, such as @a")
    } else if line.peek?.text.first == "<" {
      try inline(&line, &segment)
    } else {
      segment.flags = try line.take("control bits, such as S, S., ., P., F., R, R., none") { Self.flags($0) }
      let own = ownISS
      let range = try line.take("a range of sequence numbers, such as 1:101") { Self.range($0, own) }
      segment.sequence = range.left
      segment.payloadLength = Int(range.left.distance(to: range.right))
      if segment.flags.contains(.ack), line.peek?.text != "ack" { throw line.error("ack NUMBER") }
    }
    while try attribute(&line, &segment) {}
    return segment
  }

  /// `icmp TYPE CODE [from ADDRESS] quoting SEGMENT`. The segment is the other end's, and counts as that end writes it.
  private func error(_ line: inout ScriptLine) throws(ScriptError) -> ScriptSegment {
    var error = ScriptICMP(
      type: try line.number("an ICMP type", as: UInt8.self), code: try line.number("an ICMP code", as: UInt8.self))
    if line.accept("from") { error.router = try line.take("an address") { IPAddress(text: $0) } }
    guard line.accept("quoting") else { throw line.error("quoting SEGMENT") }
    guard line.peek?.text != "icmp" else { throw line.error("a segment") }
    var segment = try SegmentParser(ownISS: peerISS, peerISS: ownISS).parse(&line)
    segment.quotedBy = error
    return segment
  }

  // MARK: numbers

  private static func flags(_ word: String) -> TCPFlags? {
    if word == "none" { return [] }
    guard !word.isEmpty, word != "..." else { return nil }
    var result: TCPFlags = []
    for character in word {
      guard let flag = letters.first(where: { $0.letter == character })?.flag, !result.contains(flag) else {
        return nil
      }
      result.insert(flag)
    }
    return result
  }

  /// `101` from the initial sequence number on, `-1` before it, `=4711` as it is in the header.
  private static func number(_ text: some StringProtocol, _ iss: UInt32) -> SequenceNumber? {
    if text.first == "=" { return UInt32(text.dropFirst()).map { SequenceNumber($0) } }
    guard text.first != "+", let offset = Int64(text), abs(offset) < 1 << 32 else { return nil }
    return SequenceNumber(iss &+ UInt32(truncatingIfNeeded: offset))
  }

  /// `1:101`; one number alone is an empty range. At most 65,535 octets, as no IP packet holds more.
  private static func range(_ text: String, _ iss: UInt32) -> TCPOptions.Block? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let left = parts.first.flatMap({ number($0, iss) }) else { return nil }
    guard let right = parts.count == 2 ? number(parts[1], iss) : left, (0...65_535).contains(left.distance(to: right))
    else { return nil }
    return TCPOptions.Block(left: left, right: right)
  }

  /// `<SEQ=100><ACK=300><DATA=10><CTL=FIN,ACK>`, with the numbers of the header.
  private func inline(_ line: inout ScriptLine, _ segment: inout ScriptSegment) throws(ScriptError) {
    var result = ScriptSegment()
    let names: [String: TCPFlags] = [
      "SYN": .syn, "ACK": .ack, "FIN": .fin, "RST": .rst, "PSH": .psh, "URG": .urg, "ECE": .ece, "CWR": .cwr,
    ]
    segment = try line.take("<SEQ=number><ACK=number><DATA=octets><CTL=SYN,ACK,FIN,RST>") { text in
      guard text.last == ">" else { return nil }
      for part in text.dropFirst().dropLast().split(separator: "><", omittingEmptySubsequences: false) {
        let pair = part.split(separator: "=", maxSplits: 1)
        guard let key = pair.first else { return nil }
        let value = pair.count == 2 ? UInt32(pair[1]) : nil
        switch (key, value) {
        case ("SEQ", let number?): result.sequence = SequenceNumber(number)
        case ("ACK", let number?): result.acknowledgment = SequenceNumber(number)
        case ("DATA", let number?) where number <= 65_535: result.payloadLength = Int(number)
        case ("DATA", nil) where pair.count == 1: result.payloadLength = 1
        case ("CTL", _) where pair.count == 2:
          for name in pair[1].split(separator: ",") {
            guard let flag = names[String(name)] else { return nil }
            result.flags.insert(flag)
          }
        default: return nil
        }
      }
      return result
    }
  }

  // MARK: words after the range

  private func attribute(_ line: inout ScriptLine, _ segment: inout ScriptSegment) throws(ScriptError) -> Bool {
    guard let word = line.peek else { return false }
    if let option = try Self.option(&line, edge: peerISS) {
      segment.options.append(option)
      return true
    }
    let peer = peerISS
    switch word.text {
    case "ack", "win", "urg", "ttl", "id", "tos", "fill", "snap", "payload", "vlan", "fragment":
      _ = try line.take("an attribute")
    case "bare": segment.isBare = true
    case "may-fragment": segment.mayFragment = true
    case "uncaptured": segment.isUncaptured = true
    case "bad-checksum": segment.checksum = .bad
    case "partial-checksum": segment.checksum = .partial
    case "twice": segment.capturedAgainAfter = 50_000
    default: return false
    }
    switch word.text {
    case "ack": segment.acknowledgment = try line.take("a sequence number") { Self.number($0, peer) }
    case "win": segment.window = try line.number("a window", as: UInt16.self)
    case "urg": segment.urgentPointer = try line.number("an urgent pointer", as: UInt16.self)
    case "ttl": segment.hopLimit = try line.number("a TTL", as: UInt8.self)
    case "id": segment.identification = try line.number("an identification", as: UInt16.self)
    case "tos": segment.trafficClass = try line.number("a type of service", as: UInt8.self)
    case "fill": segment.fill = try line.number("a filling", as: UInt8.self)
    case "snap": segment.snapLength = Int(try line.number("a number of octets", as: UInt16.self))
    case "fragment":
      let size: Int = try line.take("a number of octets that 8 divides") { text in
        Int(text).flatMap { $0 > 0 && $0.isMultiple(of: 8) ? $0 : nil }
      }
      segment.fragmentSize = size
      if line.accept("lacking") { segment.lackingFragment = Int(try line.number("a fragment", as: UInt16.self)) }
    case "vlan":
      segment.vlans = try line.take("VLAN identifiers, such as 5 or 5,6") { text in
        let tags = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { UInt16($0) }
        return tags.isEmpty || tags.contains { $0 > 4095 } ? nil : tags
      }
    case "payload":
      let length = segment.payloadLength
      let payload: [UInt8] = try line.take("\(length) octets as \"text\" or 0x…") { text in
        let isText = text.first == "\""
        let found =
          isText ? Array(text.dropFirst().dropLast().utf8) : text.hasPrefix("0x") ? octets(text.dropFirst(2)) : nil
        return found?.count == length ? found : nil
      }
      segment.payload = payload
    default:
      _ = try line.take("an attribute")
      if word.text == "twice", line.peek?.text.first == "+" {
        let delay: Nanoseconds = try line.take("a time, such as +0.00005") { nanoseconds($0.dropFirst()) }
        segment.capturedAgainAfter = delay
      }
    }
    return true
  }

  /// A TCP option, or `nil` where another word stands. `edge`: what SACK blocks count from.
  static func option(_ line: inout ScriptLine, edge: UInt32) throws(ScriptError) -> ScriptOption? {
    switch line.peek?.text {
    case "mss":
      _ = line.accept("mss")
      return .mss(try line.number("a segment size", as: UInt16.self))
    case "ws":
      _ = line.accept("ws")
      return .windowScale(try line.number("a shift", as: UInt8.self))
    case "sackOK":
      _ = line.accept("sackOK")
      return .sackPermitted
    case "TS":
      _ = line.accept("TS")
      guard line.accept("val") else { return .clock }
      let value = try line.number("a timestamp", as: UInt32.self)
      guard line.accept("ecr") else { throw line.error("ecr TIMESTAMP") }
      return .timestamps(value: value, echo: try line.number("a timestamp", as: UInt32.self))
    case "sack":
      _ = line.accept("sack")
      var blocks: [TCPOptions.Block] = []
      repeat {
        blocks.append(try line.take("a block, such as 101:201") { $0.contains(":") ? sackBlock($0, edge) : nil })
      } while blocks.count < 4 && (line.peek.flatMap { sackBlock($0.text, edge) } != nil)
      return .sack(blocks)
    case "fastopen":
      _ = line.accept("fastopen")
      let cookie = line.peek.flatMap { octets($0.text) }
      if cookie != nil { _ = try line.take("a cookie") }
      return .fastOpen(cookie ?? [])
    case "mptcp":
      _ = line.accept("mptcp")
      return .multipath(try line.take("a subtype, 0...15") { UInt8($0).flatMap { $0 < 16 ? $0 : nil } })
    case "option":
      _ = line.accept("option")
      let kind = try line.number("an option kind", as: UInt8.self)
      return .other(kind: kind, try line.take("octets in hexadecimal, or -") { $0 == "-" ? [] : octets($0) })
    default: return nil
    }
  }

  /// Edges of a SACK block, which may be wrong on purpose.
  private static func sackBlock(_ text: String, _ iss: UInt32) -> TCPOptions.Block? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let left = number(parts[0], iss), let right = number(parts[1], iss) else { return nil }
    return TCPOptions.Block(left: left, right: right)
  }
}
