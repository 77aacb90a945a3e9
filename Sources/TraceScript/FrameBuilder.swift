import FlowstateCore

/// Writes one segment as an Ethernet frame, or several, with right lengths and checksums, as far as the script does not ask for wrong ones.
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
    case .mss(let size): [2, 4] + Octets.big(size)
    case .windowScale(let shift): [3, 3, shift]
    case .sackPermitted: [4, 2]
    case .clock: []
    case .timestamps(let value, let echo): [8, 10] + Octets.big(value) + Octets.big(echo)
    case .sack(let blocks):
      [5, UInt8(2 + 8 * blocks.count)] + blocks.flatMap { Octets.big($0.left.rawValue) + Octets.big($0.right.rawValue) }
    case .fastOpen(let cookie): [34, UInt8(truncatingIfNeeded: 2 + cookie.count)] + cookie
    case .multipath(let subtype): [30, 4, subtype << 4, 0]
    case .other(let kind, let body): kind < 2 ? [kind] : [kind, UInt8(truncatingIfNeeded: 2 + body.count)] + body
    }
  }

  /// The frames, more than one for fragments; `nil` when the options do not fit.
  func frames() -> [[UInt8]]? {
    guard let tcp = tcpOctets() else { return nil }
    var packet = IPPacket(
      source: source.address, destination: destination.address, kind: 6, hopLimit: segment.hopLimit ?? 64,
      trafficClass: segment.trafficClass, identification: segment.identification ?? 0,
      mayFragment: segment.mayFragment, payload: tcp)
    if let error = segment.quotedBy { packet = Self.message(error, from: destination.address, quoting: packet) }
    let link = linkHeader(packet.etherType)
    guard let size = segment.fragmentSize else { return [link + packet.octets()] }
    let frames = packet.fragments(of: size).map { link + $0 }
    return frames.indices.filter { $0 + 1 != segment.lackingFragment }.map { frames[$0] }
  }

  private func linkHeader(_ etherType: UInt16) -> [UInt8] {
    let (sender, receiver) =
      segment.quotedBy == nil
      ? (stations.source, stations.destination) : (stations.destination, stations.source)
    var header: [UInt8] = [2, 0, 0, 0, 0, receiver, 2, 0, 0, 0, 0, sender]
    for (depth, tag) in segment.vlans.enumerated() {
      header += depth + 1 < segment.vlans.count ? [0x88, 0xa8] : [0x81, 0]
      header += Octets.big(tag)
    }
    return header + Octets.big(etherType)
  }

  /// The ICMP error that quotes a packet, as much of it as RFC 1812 §4.3.2.3 lets a router quote.
  private static func message(_ error: ScriptICMP, from end: IPAddress, quoting packet: IPPacket) -> IPPacket {
    let router = error.router ?? end
    var message = [error.type, error.code, 0, 0, 0, 0, 0, 0] + packet.octets().prefix(528)
    let pseudoHeader =
      router.isIPv4
      ? []
      : Octets.of(router) + Octets.of(packet.source) + Octets.big(UInt32(message.count)) + [0, 0, 0, 58]
    let sum = ~Octets.sum(pseudoHeader + message)
    message[2] = UInt8(sum >> 8)
    message[3] = UInt8(sum & 255)
    return IPPacket(
      source: router, destination: packet.source, kind: router.isIPv4 ? 1 : 58, payload: message)
  }

  private func tcpOctets() -> [UInt8]? {
    guard let options = optionOctets() else { return nil }
    let offset = UInt16(5 + options.count / 4) << 12
    var tcp = Octets.big(source.port) + Octets.big(destination.port)
    tcp += Octets.big(segment.sequence.rawValue) + Octets.big(segment.acknowledgment.rawValue)
    tcp += Octets.big(offset | segment.flags.rawValue) + Octets.big(segment.window ?? 0)
    tcp += [0, 0] + Octets.big(segment.urgentPointer) + options + payload()
    let pseudoHeader = addresses() + [0, 6] + Octets.big(UInt32(tcp.count))
    let sum: UInt16 =
      switch segment.checksum {
      case .good: ~Octets.sum(pseudoHeader + tcp)
      case .bad: ~Octets.sum(pseudoHeader + tcp) ^ 0x1234
      case .partial: Octets.sum(pseudoHeader)
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

  private func addresses() -> [UInt8] { Octets.of(source.address) + Octets.of(destination.address) }
}
