import FlowstateCore

/// Community ID version 1 with seed 0: a name for a TCP tuple that other tools compute too
/// (github.com/corelight/community-id-spec).
///
/// "1:" and the Base64 form of the SHA-1 of: seed (2 octets), lower address, higher address, protocol 6, a zero octet,
/// port of the lower end, port of the higher end.
public enum CommunityID {
  /// Octets of the text.
  public static let length = 30

  /// Appends the text for a connection between two ends, in any order.
  public static func append(_ one: SocketAddress, _ other: SocketAddress, to text: inout some OctetSink & ~Copyable) {
    let key = FlowKey.of(source: one, destination: other, space: 0).key
    let ports = UInt32(key.a.port) << 16 | UInt32(key.b.port)
    var message = Message()
    message.add16(0)
    if key.a.address.isIPv4 && key.b.address.isIPv4 {
      message.add32(key.a.address.v4)
      message.add32(key.b.address.v4)
    } else {
      message.add64(key.a.address.high)
      message.add64(key.a.address.low)
      message.add64(key.b.address.high)
      message.add64(key.b.address.low)
    }
    message.add16(0x0600)
    message.add32(ports)
    text.append(0x31)
    text.append(0x3a)
    appendBase64(message.hash(), to: &text)
  }

  /// The text for a connection between two ends, in any order.
  public static func text(_ one: SocketAddress, _ other: SocketAddress) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(length)
    append(one, other, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A message of at most 55 octets, an even number of them, so that it fits one block of SHA-1.
  private struct Message {
    private var block = SHA1.Block(repeating: 0)
    private var octets = 0

    mutating func add16(_ value: UInt32) {
      block[octets >> 2] |= octets & 2 == 0 ? value << 16 : value
      octets += 2
    }
    mutating func add32(_ value: UInt32) {
      add16(value >> 16)
      add16(value & 0xffff)
    }
    mutating func add64(_ value: UInt64) {
      add32(UInt32(truncatingIfNeeded: value >> 32))
      add32(UInt32(truncatingIfNeeded: value))
    }
    func hash() -> SHA1 {
      var padded = block
      padded[octets >> 2] |= octets & 2 == 0 ? 0x8000_0000 : 0x8000
      padded[15] = UInt32(octets * 8)
      var hash = SHA1()
      hash.compress(padded)
      return hash
    }
  }

  /// Base64 (RFC 4648 §4) of the 20 octets of a digest: 27 letters and one "=".
  private static func appendBase64(_ digest: SHA1, to text: inout some OctetSink & ~Copyable) {
    var index = 0
    while index < 20 {
      let last = index == 18
      let group =
        UInt32(digest.octet(index)) << 16 | UInt32(digest.octet(index + 1)) << 8
        | (last ? 0 : UInt32(digest.octet(index + 2)))
      text.append(base64Letter(group >> 18))
      text.append(base64Letter(group >> 12))
      text.append(base64Letter(group >> 6))
      text.append(last ? 0x3d : base64Letter(group))
      index += 3
    }
  }

  private static func base64Letter(_ bits: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 63)
    return switch value {
    case 0..<26: value + 0x41
    case 26..<52: value - 26 + 0x61
    case 52..<62: value - 52 + 0x30
    case 62: 0x2b
    default: 0x2f
    }
  }
}
