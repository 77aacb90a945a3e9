import FlowstateCore

/// An IP packet as a script writes it: header, or headers of its fragments, and what it carries.
struct IPPacket {
  var source: IPAddress
  var destination: IPAddress
  /// Protocol, or next header.
  var kind: UInt8
  var hopLimit: UInt8 = 64
  var trafficClass: UInt8 = 0
  var identification: UInt16 = 0
  var mayFragment = false
  var payload: [UInt8]

  /// The EtherType.
  var etherType: UInt16 { source.isIPv4 ? 0x0800 : 0x86dd }

  /// The packet in one piece.
  func octets() -> [UInt8] { piece(0..<payload.count, of: payload.count, isFragment: false) }

  /// The packet in fragments of at most so many octets, a multiple of 8.
  func fragments(of size: Int) -> [[UInt8]] {
    stride(from: 0, to: payload.count, by: size).map { start in
      piece(start..<min(start + size, payload.count), of: payload.count, isFragment: true)
    }
  }

  private func piece(_ range: Range<Int>, of whole: Int, isFragment: Bool) -> [UInt8] {
    let header =
      source.isIPv4
      ? ipv4Header(range, isLast: range.upperBound == whole, isFragment: isFragment)
      : ipv6Header(range, isLast: range.upperBound == whole, isFragment: isFragment)
    return header + payload[range]
  }

  private func ipv4Header(_ range: Range<Int>, isLast: Bool, isFragment: Bool) -> [UInt8] {
    let offset = UInt16(truncatingIfNeeded: range.lowerBound / 8)
    let flags: UInt16 = isLast ? 0 : 0x2000
    let word = isFragment ? flags | offset : mayFragment ? 0 : 0x4000
    var header: [UInt8] = [0x45, trafficClass] + Octets.big(UInt16(truncatingIfNeeded: 20 + range.count))
    header += Octets.big(identification) + Octets.big(word)
    header += [hopLimit, kind, 0, 0] + Octets.of(source) + Octets.of(destination)
    let sum = ~Octets.sum(header)
    header[10] = UInt8(sum >> 8)
    header[11] = UInt8(sum & 255)
    return header
  }

  private func ipv6Header(_ range: Range<Int>, isLast: Bool, isFragment: Bool) -> [UInt8] {
    let first: UInt32 = 6 << 28 | UInt32(trafficClass) << 20
    let length = UInt16(truncatingIfNeeded: range.count + (isFragment ? 8 : 0))
    let header =
      Octets.big(first) + Octets.big(length) + [isFragment ? 44 : kind, hopLimit] + Octets.of(source)
      + Octets.of(destination)
    guard isFragment else { return header }
    let word = UInt16(truncatingIfNeeded: range.lowerBound) | (isLast ? 0 : 1)
    return header + [kind, 0] + Octets.big(word) + Octets.big(UInt32(identification))
  }
}

/// Numbers in network order.
enum Octets {
  static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
  static func big(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }
  static func of(_ address: IPAddress) -> [UInt8] {
    address.isIPv4
      ? big(address.v4)
      : big(UInt32(address.high >> 32)) + big(UInt32(truncatingIfNeeded: address.high))
        + big(UInt32(address.low >> 32)) + big(UInt32(truncatingIfNeeded: address.low))
  }

  /// The ones' complement sum of 16-bit words (RFC 1071), not inverted.
  static func sum(_ octets: [UInt8]) -> UInt16 {
    var sum: UInt64 = 0
    for (index, octet) in octets.enumerated() {
      sum += index.isMultiple(of: 2) ? UInt64(octet) << 8 : UInt64(octet)
    }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return UInt16(sum)
  }
}
