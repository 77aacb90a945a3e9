import FlowstateCore

/// A block of addresses: "192.0.2.0/24", "2001:db8::/32".
public struct AddressPrefix: Sendable, Hashable {
  /// The first address of the block.
  public let address: IPAddress
  /// Leading bits that count: 0...32 for IPv4, 0...128 for IPv6.
  public let length: Int

  /// A block; `nil` when the length does not fit the address.
  public init?(_ address: IPAddress, length: Int) {
    guard (0...(address.isIPv4 ? 32 : 128)).contains(length) else { return nil }
    self.length = length
    let mask = Self.mask(length, isIPv4: address.isIPv4)
    self.address = IPAddress(high: address.high & mask.high, low: address.low & mask.low)
  }

  /// Whether an address lies in the block. IPv4 and IPv6 are apart, "::/0" holds no IPv4 address.
  public func contains(_ other: IPAddress) -> Bool {
    let mask = Self.mask(length, isIPv4: address.isIPv4)
    return address.isIPv4 == other.isIPv4 && other.high & mask.high == address.high
      && other.low & mask.low == address.low
  }

  private static func mask(_ length: Int, isIPv4: Bool) -> (high: UInt64, low: UInt64) {
    let length = isIPv4 ? length + 96 : length
    return (ones(min(length, 64)), ones(max(length - 64, 0)))
  }

  /// So many leading ones; shifts by 64 give 0.
  private static func ones(_ count: Int) -> UInt64 { ~(UInt64.max >> UInt64(count)) }
}

extension FindingSettings {
  /// Whether a finding is wanted, by the addresses that it is about: the ends of its connection, or its subject.
  func wants(_ finding: Finding, ends: PerSide<SocketAddress>?) -> Bool {
    if within.isEmpty && ignoredWithin.isEmpty { return true }
    let addresses: [IPAddress]
    switch (ends, finding.subject) {
    case (let ends?, _): addresses = [ends.client.address, ends.server.address]
    case (nil, .endpoint(_, let end)), (nil, .listener(let end)): addresses = [end.address]
    case (nil, .host(let address)): addresses = [address]
    // What concerns the whole capture lies in no block and outside of none.
    case (nil, .connection), (nil, .capture): return true
    }
    func lies(in prefixes: [AddressPrefix]) -> Bool {
      prefixes.contains { prefix in addresses.contains(where: prefix.contains) }
    }
    if !within.isEmpty && !lies(in: within) { return false }
    if let ignored = ignoredWithin[finding.id], lies(in: ignored) { return false }
    return true
  }
}
