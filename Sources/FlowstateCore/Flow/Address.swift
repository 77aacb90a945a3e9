/// An IP address. IPv4 addresses are kept as addresses `ffff:ffff:ffff:ffff:ffff:ffff::/96` of IPv6: multicast with reserved
/// flags, which no end of a connection can have. IPv4-mapped addresses (RFC 4291 §2.5.5.2) in IPv6 packets are other ends.
public struct IPAddress: Hashable, Sendable, BitwiseCopyable {
  /// The first 64 bits, in host order.
  public var high: UInt64
  /// The last 64 bits, in host order.
  public var low: UInt64

  /// An IPv6 address of two halves in host order.
  @inlinable public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An IPv4 address in host order.
  @inlinable public init(v4 address: UInt32) { self.init(high: .max, low: IPAddress.low(v4: address)) }

  /// The last 64 bits of an IPv4 address; the first are all ones.
  @inlinable static func low(v4 address: UInt32) -> UInt64 { 0xffff_ffff << 32 | UInt64(address) }

  /// Whether this is an IPv4 address.
  @inlinable public var isIPv4: Bool { high == .max && low >> 32 == 0xffff_ffff }

  /// Whether this is an IPv6 address that stands for an IPv4 node.
  @inlinable public var isIPv4Mapped: Bool { high == 0 && low >> 32 == 0xffff }

  /// The 32 bits of an IPv4 address, in host order. Meaningless for IPv6.
  @inlinable public var v4: UInt32 { UInt32(truncatingIfNeeded: low) }

  /// A total order by bits, IPv4 first.
  @inlinable public func isLess(than other: IPAddress) -> Bool {
    // All ones, those of IPv4, become 0. One comparison of 128 bits has no branch.
    UInt128(high &+ 1) << 64 | UInt128(low) < UInt128(other.high &+ 1) << 64 | UInt128(other.low)
  }
}

/// An address and a port: one end of a connection.
public struct SocketAddress: Hashable, Sendable, BitwiseCopyable {
  /// The IP address.
  public var address: IPAddress
  /// The TCP port, 0...65535.
  public var port: UInt16

  /// An end of a connection.
  @inlinable public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

/// The unordered pair of ends that names a connection, plus the address space it lives in.
///
/// The key is the same for both directions: `a` is the lower end by address, then port.
public struct FlowKey: Hashable, Sendable, BitwiseCopyable {
  /// The lower end.
  public var a: SocketAddress
  /// The higher end.
  public var b: SocketAddress
  /// VLAN and tunnel identifiers folded to a number when `--separate` asks for it; 0 otherwise.
  public var space: UInt32

  /// The key of a segment from `source` to `destination`, and whether the source is `b`.
  @inlinable public static func of(
    source: SocketAddress, destination: SocketAddress, space: UInt32
  ) -> (key: FlowKey, fromB: Bool) {
    let swapped =
      source.address == destination.address
      ? destination.port < source.port : destination.address.isLess(than: source.address)
    return (FlowKey(source: source, destination: destination, space: space, fromB: swapped), swapped)
  }

  /// The key of a segment from `source` to `destination`, of which `source` is the higher end if `fromB`.
  @inlinable init(source: SocketAddress, destination: SocketAddress, space: UInt32, fromB: Bool) {
    self.init(a: fromB ? destination : source, b: fromB ? source : destination, space: space)
  }

  /// A key of two ends that are already in order.
  @inlinable public init(a: SocketAddress, b: SocketAddress, space: UInt32) {
    self.a = a
    self.b = b
    self.space = space
  }

  /// Whether this is the key of a segment, whichever end sent it. Without a branch: segments of both ends come in no order.
  @inline(__always)
  func isOf(_ segment: Segment) -> Bool {
    let (source, destination) = (segment.source, segment.destination)
    let fromA =
      (a.address.low ^ source.address.low) | (a.address.high ^ source.address.high) | UInt64(a.port ^ source.port)
    let fromB =
      (a.address.low ^ destination.address.low) | (a.address.high ^ destination.address.high)
      | UInt64(a.port ^ destination.port)
    // Where one end is `a`, the other is `b` when nothing is left of all four.
    let rest =
      (a.address.low ^ b.address.low ^ source.address.low ^ destination.address.low)
      | (a.address.high ^ b.address.high ^ source.address.high ^ destination.address.high)
      | UInt64(a.port ^ b.port ^ source.port ^ destination.port) | UInt64(space ^ segment.space)
    return rest | min(fromA, fromB) == 0
  }
}
