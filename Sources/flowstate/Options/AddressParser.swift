import FlowstateCore

/// Reads addresses as people type them.
enum AddressParser {
  /// `192.0.2.1:80` or `[2001:db8::1]:80`.
  static func socketAddress(_ text: String) -> SocketAddress? {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.first == "[" && host.last == "]" {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard let address = address(String(host)) else { return nil }
    return SocketAddress(address: address, port: port)
  }

  /// Dotted decimal, or IPv6 in any form of RFC 4291 §2.2.
  static func address(_ text: String) -> IPAddress? {
    if let v4 = ipv4(text) { return IPAddress(v4: v4) }
    return ipv6(text)
  }

  private static func ipv4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let octet = UInt8(part)
      else { return nil }
      address = address << 8 | UInt32(octet)
    }
    return address
  }

  private static func ipv6(_ text: String) -> IPAddress? {
    guard text.contains(":") else { return nil }
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    var groups: [[UInt16]] = []
    for half in halves {
      guard let parsed = ipv6Groups(half) else { return nil }
      groups.append(parsed)
    }
    let given = groups.reduce(0) { $0 + $1.count }
    guard groups.count == 2 ? given <= 7 : given == 8 else { return nil }
    let all = (groups.first ?? []) + [UInt16](repeating: 0, count: 8 - given) + (groups.count == 2 ? groups[1] : [])
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<4 {
      high = high << 16 | UInt64(all[index])
      low = low << 16 | UInt64(all[index + 4])
    }
    return IPAddress(high: high, low: low)
  }

  private static func ipv6Groups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if part.contains("."), index == parts.count - 1, let v4 = ipv4(part) {
        groups.append(UInt16(truncatingIfNeeded: v4 >> 16))
        groups.append(UInt16(truncatingIfNeeded: v4))
      } else {
        guard (1...4).contains(part.count), part.utf8.first != UInt8(ascii: "+"), let group = UInt16(part, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}
