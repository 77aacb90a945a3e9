extension Side {
  /// The side of end `end` (0 or 1 of the key) when end `client` is the client.
  @inline(__always) init(end: Int, client: Int) { self = end == client ? .client : .server }
}
