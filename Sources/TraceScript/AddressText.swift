import FlowstateCore

extension SocketAddress {
  /// An end written as `10.0.0.1:80` or `[2001:db8::1]:80`.
  init?(text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.first == "[" {
      guard host.last == "]" else { return nil }
      host = host.dropFirst().dropLast()
      guard let address = IPAddress(v6Text: host) else { return nil }
      self.init(address: address, port: port)
    } else {
      guard let address = IPAddress(v4Text: host) else { return nil }
      self.init(address: address, port: port)
    }
  }

  /// The end as a script writes it.
  var text: String { address.isIPv4 ? "\(address.text):\(port)" : "[\(address.text)]:\(port)" }
}

extension IPAddress {
  /// An address written as `10.0.0.1` or `2001:db8::1`.
  init?(text: String) {
    guard let address = IPAddress(v4Text: text[...]) ?? IPAddress(v6Text: text[...]) else { return nil }
    self = address
  }

  /// An address of four decimal numbers.
  fileprivate init?(v4Text text: Substring) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let octet = UInt8(part) else { return nil }
      bits = bits << 8 | UInt32(octet)
    }
    self.init(v4: bits)
  }

  /// An address of up to eight hexadecimal groups, with one `::` at most; the last two may be written as IPv4.
  fileprivate init?(v6Text text: Substring) {
    func groups(_ text: Substring) -> [UInt16]? {
      if text.isEmpty { return [] }
      var result: [UInt16] = []
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index == parts.count - 1, let last = IPAddress(v4Text: part) {
          result += [UInt16(last.v4 >> 16), UInt16(last.v4 & 0xffff)]
          continue
        }
        guard part.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
        result.append(group)
      }
      return result
    }
    var all: [UInt16]
    if let gap = text.firstRange(of: "::") {
      guard let before = groups(text[..<gap.lowerBound]), let after = groups(text[gap.upperBound...]),
        before.count + after.count < 8
      else { return nil }
      all = before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after
    } else {
      guard let groups = groups(text), groups.count == 8 else { return nil }
      all = groups
    }
    self.init(
      high: all[..<4].reduce(0) { $0 << 16 | UInt64($1) }, low: all[4...].reduce(0) { $0 << 16 | UInt64($1) })
  }

  /// The address as RFC 5952 writes it.
  var text: String {
    if isIPv4 {
      return stride(from: 24, through: 0, by: -8).map { String(v4 >> UInt32($0) & 255) }.joined(separator: ".")
    }
    if isIPv4Mapped { return "::ffff:" + IPAddress(v4: v4).text }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - 16 * ($0 % 4))) }
    var longest = 0..<0
    var at = 0
    while at < 8 {
      let end = groups[at...].firstIndex { $0 != 0 } ?? 8
      if end - at > max(longest.count, 1) { longest = at..<end }
      at = max(end, at + 1)
    }
    func hex(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
    return longest.isEmpty
      ? hex(groups[...]) : "\(hex(groups[..<longest.lowerBound]))::\(hex(groups[longest.upperBound...]))"
  }
}
