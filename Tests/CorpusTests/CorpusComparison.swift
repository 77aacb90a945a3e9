@testable import FlowstateCore

/// How often the analyzer and another tool say the same, by what is compared.
struct CorpusComparison {
  struct Count {
    var agree = 0
    var total = 0
    var share: Double { total == 0 ? 0 : Double(agree) / Double(total) }
  }

  private(set) var counts: [String: Count] = [:]

  subscript(name: String) -> Count { counts[name] ?? Count() }

  private mutating func note(_ name: String, _ agrees: Bool) {
    counts[name, default: Count()].total += 1
    if agrees { counts[name, default: Count()].agree += 1 }
  }

  /// Holds connections against tshark's streams, each stream against the connection of its tuple that begins with the
  /// same frame, else against the next one that is left.
  mutating func compare(_ capture: AnalyzedCapture, _ facts: ReferenceCorpus.Tshark) {
    var streams: [(key: FlowKey, stream: ReferenceCorpus.Tshark.Stream)] = []
    for stream in facts.streams {
      let (client, server) = (stream.client, stream.server)
      guard let key = ReferenceCorpus.key(client.ip, client.port, server.ip, server.port) else { continue }
      streams.append((key, stream))
    }
    streams.sort { $0.stream.first_frame < $1.stream.first_frame }
    let pairs = pair(streams.map { ($0.key, $0.stream.first_frame) }, capture.connections)
    for (index, partner) in pairs.enumerated() {
      note("connections", partner != nil)
      if let partner { compare(capture.connections[partner], streams[index].stream) }
    }
    let surplus = capture.connections.count - pairs.count { $0 != nil }
    for _ in 0..<surplus { note("connections", false) }
  }

  private mutating func compare(
    _ connection: AnalyzedCapture.Connection, _ stream: ReferenceCorpus.Tshark.Stream
  ) {
    let isSame = connection.client == ReferenceCorpus.end(stream.client.ip, stream.client.port)
    if stream.client_basis == "syn" { note("client", isSame) }
    let sides: (Side, Side) = isSame ? (.client, .server) : (.server, .client)
    note("frames", connection.frames[sides.0] == stream.packets.client)
    note("frames", connection.frames[sides.1] == stream.packets.server)
    note("bytes", connection.bytes[sides.0] == stream.bytes.client)
    note("bytes", connection.bytes[sides.1] == stream.bytes.server)
    if let completeness = stream.completeness {
      // tshark loses the SYN of streams that its FTP dissector announced.
      let hasSYN = stream.syn?.frames?.contains(stream.first_frame) == true && stream.client_basis == "syn"
      note(
        "completeness",
        connection.completeness == completeness || (hasSYN && connection.completeness == completeness | 1))
    }
    if let id = stream.community_id, stream.community_id_ambiguous != true {
      note("community ID", connection.communityID == id)
    }
  }

  /// Holds connections against the rows of a run of Zeek, those of a tuple in order.
  ///
  /// Left out is what a summary by Zeek's default scripts and with `-C` cannot say: rows of runs without the list of
  /// server ports where it decides the roles, and rows of segments that Zeek dropped for their checksum.
  mutating func compare(_ capture: AnalyzedCapture, _ run: ReferenceCorpus.ZeekRun) {
    let rows = run.rows.filter { $0.proto ?? "tcp" == "tcp" }
    let keys = rows.map { ReferenceCorpus.key($0.origin, $0.originPort, $0.response, $0.responsePort) }
    var partners: [Int?]
    if keys.contains(nil) {
      // A baseline without the columns of the ends: of a single connection.
      guard rows.count == 1, capture.connections.count == 1 else { return }
      partners = [0]
    } else {
      partners = pair(keys.compactMap { $0.map { ($0, nil) } }, capture.connections)
    }
    for (index, partner) in partners.enumerated() {
      guard let partner else { continue }
      let connection = capture.connections[partner]
      if dependsOnPorts(rows[index], run) || rows[index].history?.contains(where: { "Cc".contains($0) }) == true {
        note("rows left out", true)
        continue
      }
      if let state = rows[index].state { note("conn_state", state == connection.zeekState) }
      if let history = rows[index].history {
        note("history", history.filter { $0 != "X" && $0 != "x" } == connection.zeekHistory)
      }
    }
  }

  private func dependsOnPorts(_ row: ReferenceCorpus.ZeekRun.Row, _ run: ReferenceCorpus.ZeekRun) -> Bool {
    guard run.likely_server_ports_tcp?.isEmpty == true, let one = row.originPort, let other = row.responsePort,
      row.history?.first != "S"
    else { return false }
    return LikelyServerPorts.flips(source: one, destination: other, isSYN: true)
      || LikelyServerPorts.flips(source: other, destination: one, isSYN: true)
  }

  /// For each of the other tool's records the connection that it is compared with; `nil` when none is left.
  private func pair(
    _ records: [(key: FlowKey, firstFrame: UInt64?)], _ connections: [AnalyzedCapture.Connection]
  ) -> [Int?] {
    var partners = [Int?](repeating: nil, count: records.count)
    var byKey: [FlowKey: [Int]] = [:]
    for (index, connection) in connections.enumerated() { byKey[connection.key, default: []].append(index) }
    for (index, record) in records.enumerated() {
      let position = byKey[record.key]?.firstIndex { connections[$0].firstFrame == record.firstFrame }
      if let position { partners[index] = byKey[record.key]?.remove(at: position) }
    }
    for (index, record) in records.enumerated() where partners[index] == nil {
      if byKey[record.key]?.isEmpty == false { partners[index] = byKey[record.key]?.removeFirst() }
    }
    return partners
  }
}
