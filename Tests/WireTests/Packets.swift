/// Headers written octet by octet, for tests. Lengths and checksums are right unless asked otherwise.
enum Packets {
  typealias Octets = [UInt8]

  static func be16(_ value: Int) -> Octets { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }
  static func be32(_ value: Int) -> Octets { be16(value >> 16) + be16(value) }
  static func le16(_ value: Int) -> Octets { be16(value).reversed() }
  static func le32(_ value: Int) -> Octets { be32(value).reversed() }

  static let client4: Octets = [10, 0, 0, 1]
  static let server4: Octets = [10, 0, 0, 2]
  static let client6: Octets = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
  static let server6: Octets = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]

  /// A plain one's complement sum, written the slow way on purpose: it is the reference of the fast one.
  static func sum(_ octets: Octets) -> Int {
    var total = 0
    for index in stride(from: 0, to: octets.count, by: 2) {
      total += Int(octets[index]) << 8 + (index + 1 < octets.count ? Int(octets[index + 1]) : 0)
      total = (total & 0xffff) + total >> 16
    }
    return total
  }

  static func pseudo(_ source: Octets, _ destination: Octets, _ length: Int, _ proto: Int = 6) -> Octets {
    source + destination + be32(length) + be32(proto)
  }

  /// TCP from port 40000 to 80, SEQ 1000, ACK 2000, window 4096.
  static func tcp(
    flags: Int = 0x10, options: Octets = [], payload: Octets = [], source: Octets = client4,
    destination: Octets = server4, checksum: Int? = nil
  ) -> Octets {
    precondition(options.count % 4 == 0, "options are padded to words")
    var header =
      be16(40000) + be16(80) + be32(1000) + be32(2000) + be16(((20 + options.count) / 4) << 12 | flags) + be16(4096)
    header += be16(0) + be16(7)
    var whole = header + options + payload
    let right = ~sum(pseudo(source, destination, whole.count) + whole) & 0xffff
    whole.replaceSubrange(16..<18, with: be16(checksum ?? right))
    return whole
  }

  static func ipv4(
    _ payload: Octets, proto: Int = 6, source: Octets = client4, destination: Octets = server4, total: Int? = nil,
    fragment: Int = 0x4000, identification: Int = 0x1234, options: Octets = [], ttl: Int = 63, checksum: Int? = nil
  ) -> Octets {
    var header = be16(0x4500 + (options.count / 4) << 8 | 0x08) + be16(total ?? 20 + options.count + payload.count)
    header += be16(identification) + be16(fragment) + [UInt8(ttl), UInt8(proto)] + be16(0) + source + destination
    header += options
    header.replaceSubrange(10..<12, with: be16(checksum ?? ~sum(header) & 0xffff))
    return header + payload
  }

  static func ipv6(
    _ payload: Octets, next: Int = 6, source: Octets = client6, destination: Octets = server6, length: Int? = nil
  ) -> Octets {
    be32(0x6000_0000 | 0x0800_0000 >> 4) + be16(length ?? payload.count) + [UInt8(next), 61] + source + destination
      + payload
  }

  static func udp(_ payload: Octets, port: Int, from: Int = 50000) -> Octets {
    be16(from) + be16(port) + be16(8 + payload.count) + be16(0) + payload
  }

  static func ethernet(_ payload: Octets, type: Int = 0x0800, source: UInt8 = 1) -> Octets {
    [2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, source] + be16(type) + payload
  }

  static func vlan(_ identifier: Int, then type: Int = 0x0800) -> Octets { be16(identifier) + be16(type) }

  /// The segment that most tests wrap.
  static let plain = ipv4(tcp(flags: 0x18, payload: Octets("hello".utf8)))
  static let plain6 = ipv6(tcp(flags: 0x18, payload: Octets("hello".utf8), source: client6, destination: server6))
}
