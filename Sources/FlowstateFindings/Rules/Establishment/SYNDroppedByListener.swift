import FlowstateCore

/// A listener ignores SYNs while it answers others.
///
/// Seen: attempts without any answer at a port that sent SYN-ACKs on other tuples within a second of them, and got no
/// answer later either; a warning from three, or a tenth of the port's attempts. Not this finding when everything that was
/// ignored came from one address that never got an answer (a filter), within a SYN flood, or when the listener answered
/// nobody at that time.
///
/// > Capture point: elsewhere than near the server, loss of SYNs is the rival; then it is weak.
struct SYNDroppedByListener: BookRule {
  static let id = "syn-dropped-by-listener"
  static let title = Sentence(en: "The server ignores SYNs", zh: "服务器丢弃 SYN（监听队列溢出）")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(4987, "3.2"), .rfc(9293, "3.10.7.2")]
  static let trigger: Facts = [.handshakeIncomplete]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 0"
  static let examples: [Example] = [
    .flagged("every other client is ignored", clients(ignoring: true)),
    .clean("all are answered", clients(ignoring: false)),
  ]

  /// Ten clients of one listener, ten milliseconds apart.
  private static func clients(ignoring: Bool) -> String {
    var text = ""
    for number in 0..<10 {
      text +=
        "peer A\(number) 10.0.0.\(10 + number):40000 B\(number) 10.0.0.2:80 iss \(number * 7001) \(number * 90_007)\n"
    }
    for number in 0..<10 {
      text += "A\(number) B\(number)\n+0.001 --> S 0:0 -->\n"
      if number % 2 == 1, ignoring { continue }
      text += """
        +0.001 <-- S. 0:0 ack 1 <--
        +0.001 --> . 1:1 ack 1 -->
        +0.001 --> P. 1:101 ack 1 -->
        +0.001 <-- . 1:1 ack 101 <--

        """
    }
    return text + "A0 B0\n+20.0 --> P. 101:201 ack 1 -->\n+0.001 <-- . 1:1 ack 201 <--\n"
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for detail in context.book.listeners.details where !detail.unanswered.isEmpty && !SYNFlood.isFlooded(detail) {
      guard let entry = context.book.listeners.entry(detail) else { continue }
      let ignored = detail.unanswered.filter {
        context.elapsed(since: $0.time) >= context.settings.horizon && entry.answers.contains(around: $0.time)
      }
      let attempts = Int(entry.completed) + Int(entry.halfOpen) + detail.unansweredCount
      let clients = Set(ignored.map(\.client)).count
      guard let first = ignored.map(\.time).min(), entry.completed > 0,
        // A lone address that is never answered is filtered.
        clients > 1 || context.book.listeners.hasCompleted(detail, client: ignored[0].client),
        !(detail.unansweredCount * 10 >= attempts * 9 && attempts >= SYNFlood.attempts)
      else { continue }
      let isMuch = ignored.count >= 3 && ignored.count * 10 >= attempts
      report.add(
        frames: ignored.map(\.frame).sorted(), time: first, severity: isMuch ? .warning : .notice,
        confidence: isMuch ? .strong : .weak, about: .listener(detail.key),
        connections: ignored.map(\.connection).sorted(),
        en:
          "Port \(detail.key.port) ignored \(ignored.count) of about \(attempts) attempts, from \(Text.count(clients, "address", "addresses")), while it answered others within a second",
        zh: "端口 \(detail.key.port) 忽略了约 \(attempts) 次连接请求中的 \(ignored.count) 次（来自 \(clients) 个地址），而同一秒内应答了其他请求",
        details: [
          Detail("ignored", .integer(Int64(ignored.count))), Detail("attempts", .integer(Int64(attempts))),
          Detail("clients", .integer(Int64(clients))),
        ])
    }
  }
}
