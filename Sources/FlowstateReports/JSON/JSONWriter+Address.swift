import FlowstateCore

extension JSONWriter {
  /// Writes an address as text.
  mutating func address(_ address: IPAddress) { quoted { AddressText.append(address, to: &$0) } }

  /// Writes an end of a connection as `{"ip", "port"}`.
  mutating func socketAddress(_ end: SocketAddress) {
    beginObject()
    key("ip")
    address(end.address)
    key("port")
    integer(end.port)
    endObject()
  }

  /// Writes a Community ID.
  mutating func communityID(client: SocketAddress, server: SocketAddress) {
    quoted { CommunityID.append(client, server, to: &$0) }
  }
}
