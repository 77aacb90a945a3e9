import FlowstateCore
import FlowstateFindings

/// IP addresses as text: dotted decimal for IPv4, RFC 5952 for IPv6.
public enum AddressText {
  /// Appends an address as UTF-8.
  public static func append(_ address: IPAddress, to text: inout some OctetSink & ~Copyable) {
    if address.isIPv4 {
      appendIPv4(address.v4, to: &text)
    } else if address.isIPv4Mapped {
      // RFC 5952 §5.
      text.append(ascii: "::ffff:")
      appendIPv4(address.v4, to: &text)
    } else {
      appendIPv6(address, to: &text)
    }
  }

  /// Appends an address and port as UTF-8: `192.0.2.1:80`, `[2001:db8::1]:80` (RFC 5952 §6).
  public static func append(_ end: SocketAddress, to text: inout some OctetSink & ~Copyable) {
    let bracketed = !end.address.isIPv4
    if bracketed { text.append(0x5b) }
    append(end.address, to: &text)
    if bracketed { text.append(0x5d) }
    text.append(0x3a)
    appendDecimal(UInt32(end.port), to: &text)
  }

  /// An address as text.
  public static func text(_ address: IPAddress) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(40)
    append(address, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A block of addresses as text: "192.0.2.0/24".
  public static func text(_ prefix: AddressPrefix) -> String { "\(text(prefix.address))/\(prefix.length)" }

  /// An address and port as text.
  public static func text(_ end: SocketAddress) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(48)
    append(end, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func appendIPv4(_ address: UInt32, to text: inout some OctetSink & ~Copyable) {
    appendDecimal(address >> 24, to: &text)
    text.append(0x2e)
    appendDecimal(address >> 16 & 255, to: &text)
    text.append(0x2e)
    appendDecimal(address >> 8 & 255, to: &text)
    text.append(0x2e)
    appendDecimal(address & 255, to: &text)
  }

  private static func appendIPv6(_ address: IPAddress, to text: inout some OctetSink & ~Copyable) {
    let zeros = longestZeroRun(address)
    var index = 0
    while index < 8 {
      if index == zeros.start {
        text.append(0x3a)
        text.append(0x3a)
        index += zeros.count
        continue
      }
      if index > 0 && index != zeros.start + zeros.count { text.append(0x3a) }
      appendHexadecimal(group(index, of: address), to: &text)
      index += 1
    }
  }

  /// The groups that "::" stands for: the longest run of at least two, the first of equals (RFC 5952 §4.2).
  private static func longestZeroRun(_ address: IPAddress) -> (start: Int, count: Int) {
    var best = (start: -1, count: 1)
    var run = 0
    for index in 0..<8 {
      run = group(index, of: address) == 0 ? run + 1 : 0
      if run > best.count { best = (index - run + 1, run) }
    }
    return best.start < 0 ? (start: -1, count: 0) : best
  }

  private static func group(_ index: Int, of address: IPAddress) -> UInt32 {
    let half = index < 4 ? address.high : address.low
    return UInt32(truncatingIfNeeded: half >> (48 - 16 * UInt64(index & 3))) & 0xffff
  }

  private static func appendDecimal(_ value: UInt32, to text: inout some OctetSink & ~Copyable) {
    if value >= 10000 { text.append(UInt8(truncatingIfNeeded: value / 10000 % 10) + 0x30) }
    if value >= 1000 { text.append(UInt8(truncatingIfNeeded: value / 1000 % 10) + 0x30) }
    if value >= 100 { text.append(UInt8(truncatingIfNeeded: value / 100 % 10) + 0x30) }
    if value >= 10 { text.append(UInt8(truncatingIfNeeded: value / 10 % 10) + 0x30) }
    text.append(UInt8(truncatingIfNeeded: value % 10) + 0x30)
  }

  private static func appendHexadecimal(_ value: UInt32, to text: inout some OctetSink & ~Copyable) {
    var shift: UInt32 = 12
    while shift > 0 && value >> shift == 0 { shift -= 4 }
    while true {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      text.append(digit < 10 ? digit + 0x30 : digit - 10 + 0x61)
      if shift == 0 { return }
      shift -= 4
    }
  }
}
