import FlowstateCore

/// An option that was offered and is supported vanishes on the way.
///
/// Kind `listener`: the listener's SYN-ACKs lack an option that was offered although the same listener grants it to
/// others, and not as SYN cookies do; strong when at least three clients lack it and ten got it, else weak. Kind `fillers`:
/// three or more no-operation octets in a row in a SYN or SYN-ACK, where an option was; no stack pads so, but for NetBSD's
/// four between SACK permitted and timestamps. Kind `mixed`: the
/// SYN-ACK grants timestamps, but not window scale or SACK, which are older; weak, info.
/// Not this finding for a listener that grants the option to nobody.
struct OptionsStripped: BookRule {
  static let id = "options-stripped"
  static let title = Sentence(en: "TCP options were taken away", zh: "TCP 选项被中间设备剥离")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(7323, "2.2"), .rfc(7323, "3.2"), .rfc(2018, "2")]
  static let trigger: Facts = .synACK
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged("one client of several gets no window scale", kind: "listener", clients(strippedOf: 1)),
    .flagged(
      "fillers in place of an option", kind: "fillers",
      """
      peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      A B
      0.000  --> S 0:0 mss 1460 option 1 - option 1 - option 1 - option 1 - -->
      0.020  <-- S. 0:0 ack 1 mss 1460 <--
      0.0205 --> . 1:1 ack 1 -->
      """),
    .clean("all clients get the same", clients(strippedOf: 0)),
  ]

  /// Twelve clients of one listener, of which some get no window scale.
  private static func clients(strippedOf count: Int) -> String {
    var text = ""
    for number in 0..<12 {
      text +=
        "peer A\(number) 10.0.0.\(10 + number):40000 B\(number) 10.0.0.2:80 iss \(number * 7001) \(number * 90_007)\n"
    }
    for number in 0..<12 {
      let scale = number < count ? "" : "ws 7"
      text += """
        A\(number) B\(number)
        \(number).000 --> S 0:0 mss 1460 sackOK ws 7 -->
        \(number).020 <-- S. 0:0 ack 1 mss 1460 sackOK \(scale) <--
        \(number).021 --> . 1:1 ack 1 -->
        \(number).100 --> F. 1:1 ack 1 -->
        \(number).120 <-- F. 1:1 ack 2 <--
        \(number).121 --> . 2:2 ack 2 -->

        """
    }
    return text
  }

  private static let names: [(en: String, zh: String)] = [
    ("window scale", "窗口扩大"), ("SACK", "SACK"), ("timestamps", "时间戳"),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    for detail in context.book.listeners.details {
      if let entry = context.book.listeners.entry(detail) { Self.compare(detail, entry, &report) }
      Self.fillers(detail, &report)
      Self.mixed(detail, &report)
    }
  }

  private static func compare(_ detail: ListenerDetail, _ entry: ListenerEntry, _ report: inout FindingReport) {
    for option in 0..<3 {
      let cases = detail.withheld[option]
      let granted = entry.granted[option]
      guard granted > 0, !cases.isEmpty, let first = cases.map(\.time).min() else { continue }
      let clients = Set(cases.map(\.client)).count
      let name = names[option]
      report.add(
        frames: cases.flatMap { [$0.frame, $0.answer] }.sorted(), time: first, kind: "listener",
        confidence: clients >= 3 && granted >= 10 ? .strong : .weak, about: .listener(detail.key),
        connections: cases.map(\.connection).sorted(),
        en:
          "Port \(detail.key.port) granted \(name.en) to \(granted) connections, but not to \(Text.count(cases.count, "other")) that offered it too",
        zh: "端口 \(detail.key.port) 对 \(granted) 个连接启用了\(name.zh)，却未对同样提出该选项的 \(cases.count) 个连接启用",
        details: [
          Detail("option", .text(name.en)), Detail("granted", .integer(Int64(granted))),
          Detail("withheld", .integer(Int64(cases.count))), Detail("clients", .integer(Int64(clients))),
        ])
    }
  }

  private static func fillers(_ detail: ListenerDetail, _ report: inout FindingReport) {
    guard let first = detail.erased.map(\.time).min() else { return }
    report.add(
      frames: detail.erased.flatMap { [$0.frame, $0.answer] }.sorted(), time: first, kind: "fillers", confidence: .weak,
      about: .listener(detail.key), connections: detail.erased.map(\.connection).sorted(),
      en:
        "\(Text.count(detail.erased.count, "handshake")) with port \(detail.key.port) carried runs of fillers where an option may have been erased",
      zh: "与端口 \(detail.key.port) 的 \(detail.erased.count) 次握手中出现连续填充字节，可能有选项被抹去",
      details: [Detail("handshakes", .integer(Int64(detail.erased.count)))])
  }

  private static func mixed(_ detail: ListenerDetail, _ report: inout FindingReport) {
    guard let first = detail.partial.map(\.time).min() else { return }
    report.add(
      frames: detail.partial.flatMap { [$0.frame, $0.answer] }.sorted(), time: first, kind: "mixed", severity: .info,
      confidence: .weak, about: .listener(detail.key), connections: detail.partial.map(\.connection).sorted(),
      en:
        "Port \(detail.key.port) granted timestamps but not window scale or SACK, which were offered too, \(Text.count(detail.partial.count, "time"))",
      zh: "端口 \(detail.key.port) 有 \(detail.partial.count) 次只启用时间戳，却未启用同样提出的窗口扩大或 SACK",
      details: [Detail("handshakes", .integer(Int64(detail.partial.count)))])
  }
}
