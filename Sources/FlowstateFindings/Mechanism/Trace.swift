/// Pieces of traces that the rules' examples are put together from. The capture point lies in the middle of a path
/// with a round trip of 20 ms to the server and 500 µs to the client; the server's numbers wrap.
enum Trace {
  /// A and B, A being the opener.
  static let peers = """
    peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 4294967280
    offer mss 1460

    """
  /// The same with window scale, selective acknowledgment and timestamps.
  static let modernPeers = """
    peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 4294967280
    offer mss 1460 sackOK TS ws 7

    """
  private static let handshake = """
    0.000  --> S 0:0 -->
    0.020  <-- S. 0:0 ack 1 <--
    0.0205 --> . 1:1 ack 1 -->

    """
  /// Three-way handshake.
  static let open = peers + handshake
  /// Three-way handshake with timestamps and scale.
  static let openModern = modernPeers + handshake
  /// Handshake, request, answer.
  static let exchange =
    open + """
      0.021  --> P. 1:101 ack 1 -->
      0.042  <-- P. 1:501 ack 101 <--
      0.0425 --> . 101:101 ack 501 -->

      """
  /// The client closes first, from after `exchange`.
  static let clientCloses =
    exchange + """
      1.000  --> F. 101:101 ack 501 -->
      1.020  <-- . 501:501 ack 102 <--
      1.030  <-- F. 501:501 ack 102 <--
      1.0305 --> . 102:102 ack 502 -->

      """
  /// The server closes first, from after `exchange`.
  static let serverCloses =
    exchange + """
      1.000  <-- F. 501:501 ack 101 <--
      1.0005 --> . 101:101 ack 502 -->
      1.0100 --> F. 101:101 ack 502 -->
      1.0300 <-- . 502:502 ack 102 <--

      """
  /// A opens where B is in a connection since before the capture, clears that away, and opens again.
  static let openAtPeer =
    peers + """
      0.000  --> S 0:0 -->
      0.020  <-- . 900:900 ack 900000 <--
      0.0205 --> R 900000:900000 -->
      1.000  --> S 0:0 -->
      1.020  <-- S. 777000:777000 ack 1 <--
      1.0205 --> . 1:1 ack 777001 -->

      """
}
