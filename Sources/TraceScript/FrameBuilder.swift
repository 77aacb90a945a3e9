import FlowstateCore

/// Writes one segment as an Ethernet frame with right lengths and checksums, as far as the script does not ask for wrong ones.
struct FrameBuilder {
  /// The segment, with nothing left to be filled in but its default payload.
  var segment: ScriptSegment
  /// Sender.
  var source: SocketAddress
  /// Receiver.
  var destination: SocketAddress
  /// The sender's initial sequence number, from which the default payload counts.
  var iss: UInt32
  /// Last octets of the link-layer addresses.
  var stations: (source: UInt8, destination: UInt8)

  /// Octets of options after padding; `nil` when they do not fit in a TCP header.
  func optionOctets() -> [UInt8]? {
    var result: [UInt8] = []
    for (index, option) in segment.options.enumerated() {
      let body = Self.octets(of: option)
      let next = segment.options.dropFirst(index + 1).first
      // Linux puts SACK-permitted into the two octets before the timestamps option.
      let sharesWord: Bool = if case .timestamps? = next { option == .sackPermitted } else { false }
      let followsIt = index > 0 && segment.options[index - 1] == .sackPermitted && body.first == 8
      if !sharesWord, !followsIt {
        result += [UInt8](repeating: 1, count: (4 - (result.count + body.count) % 4) % 4)
      }
      result += body
    }
    result += [UInt8](repeating: 1, count: (4 - result.count % 4) % 4)
    return result.count <= 40 ? result : nil
  }

  private static func octets(of option: ScriptOption) -> [UInt8] {
    switch option {
    case .mss(let size): [2, 4] + big(size)
    case .windowScale(let shift): [3, 3, shift]
    case .sackPermitted: [4, 2]
    case .clock: []
    case .timestamps(let value, let echo): [8, 10] + big(value) + big(echo)
    case .sack(let blocks):
      [5, UInt8(2 + 8 * blocks.count)] + blocks.flatMap { big($0.left.rawValue) + big($0.right.rawValue) }
    case .fastOpen(let cookie): [34, UInt8(truncatingIfNeeded: 2 + cookie.count)] + cookie
    case .multipath(let subtype): [30, 4, subtype << 4, 0]
    case .other(let kind, let body): kind < 2 ? [kind] : [kind, UInt8(truncatingIfNeeded: 2 + body.count)] + body
    }
  }

  /// The frame; `nil` when the options do not fit.
  func frame() -> [UInt8]? {
    guard let tcp = tcpOctets() else { return nil }
    var frame: [UInt8] = [2, 0, 0, 0, 0, stations.destination, 2, 0, 0, 0, 0, stations.source]
    for (depth, tag) in segment.vlans.enumerated() {
      frame += depth + 1 < segment.vlans.count ? [0x88, 0xa8] : [0x81, 0]
      frame += Self.big(tag)
    }
    frame += source.address.isIPv4 ? [8, 0] + ipv4Header(tcp.count) : [0x86, 0xdd] + ipv6Header(tcp.count)
    return frame + tcp
  }

  private func tcpOctets() -> [UInt8]? {
    guard let options = optionOctets() else { return nil }
    let offset = UInt16(5 + options.count / 4) << 12
    var tcp = Self.big(source.port) + Self.big(destination.port)
    tcp += Self.big(segment.sequence.rawValue) + Self.big(segment.acknowledgment.rawValue)
    tcp += Self.big(offset | segment.flags.rawValue) + Self.big(segment.window ?? 0)
    tcp += [0, 0] + Self.big(segment.urgentPointer) + options + payload()
    let pseudoHeader = addresses() + [0, 6] + Self.big(UInt32(tcp.count))
    let sum: UInt16 =
      switch segment.checksum {
      case .good: ~Self.sum(pseudoHeader + tcp)
      case .bad: ~Self.sum(pseudoHeader + tcp) ^ 0x1234
      case .partial: Self.sum(pseudoHeader)
      }
    tcp[16] = UInt8(sum >> 8)
    tcp[17] = UInt8(sum & 255)
    return tcp
  }

  /// Letters that follow from their sequence numbers, so that what is sent again is the same.
  private func payload() -> [UInt8] {
    if let payload = segment.payload { return payload }
    let first = segment.sequence.rawValue &- iss
    return (0..<segment.payloadLength).map {
      97 + UInt8((first &+ UInt32($0) &+ UInt32(segment.fill)) % 26)
    }
  }

  private func addresses() -> [UInt8] { Self.octets(of: source.address) + Self.octets(of: destination.address) }

  private func ipv4Header(_ length: Int) -> [UInt8] {
    var header: [UInt8] = [0x45, segment.trafficClass] + Self.big(UInt16(truncatingIfNeeded: 20 + length))
    header += Self.big(segment.identification ?? 0) + [segment.mayFragment ? 0 : 0x40, 0]
    header += [segment.hopLimit ?? 64, 6, 0, 0] + addresses()
    let sum = ~Self.sum(header)
    header[10] = UInt8(sum >> 8)
    header[11] = UInt8(sum & 255)
    return header
  }

  private func ipv6Header(_ length: Int) -> [UInt8] {
    let first: UInt32 = 6 << 28 | UInt32(segment.trafficClass) << 20
    return Self.big(first) + Self.big(UInt16(truncatingIfNeeded: length)) + [6, segment.hopLimit ?? 64] + addresses()
  }

  // MARK: octets

  private static func octets(of address: IPAddress) -> [UInt8] {
    address.isIPv4
      ? big(address.v4)
      : big(UInt32(address.high >> 32)) + big(UInt32(truncatingIfNeeded: address.high))
        + big(UInt32(address.low >> 32)) + big(UInt32(truncatingIfNeeded: address.low))
  }

  static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
  static func big(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
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
