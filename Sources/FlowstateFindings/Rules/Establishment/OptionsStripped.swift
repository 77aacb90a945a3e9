import FlowstateCore

/// An option that was offered and is supported vanishes on the way.
///
/// Kind `listener`: the listener's SYN-ACKs lack an option that was offered although the same listener grants it to
/// others, and not as SYN cookies do; strong when at least three clients lack it and ten got it, else weak. Options that
/// the same handshakes lack are told together. Kind `fillers`: three or more no-operation octets in a row in a SYN or
/// SYN-ACK, as many as options took up that are missing there, or three at the end of a list that lacks one. Kind `mixed`:
/// the SYN-ACK grants timestamps, but not window scale or SACK, which are older; weak, info. A handshake is told by the
/// first of `fillers`, `listener`, `mixed` alone. Not this finding for a listener that grants the option to nobody, nor
/// for fillers that align options.
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
    .clean(
      "fillers where no option is missing",
      """
      peer A 10.0.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      A B
      0.000  --> S 0:0 mss 1460 sackOK TS ws 7 option 1 - -->
      0.020  <-- S. 0:0 ack 1 mss 1460 <--
      0.0205 --> . 1:1 ack 1 -->
      """),
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
      var told = Set(detail.erased.map(\.connection))
      Self.fillers(detail, &report)
      if let entry = context.book.listeners.entry(detail) { Self.compare(detail, entry, &told, &report) }
      Self.mixed(detail, except: told, &report)
    }
  }

  /// Options that the same handshakes lack.
  private struct Lack {
    var options: [Int]
    var cases: [ListenerDetail.Case]
    /// Connections that got the option; the fewest, of several.
    var granted: UInt32
  }

  private static func compare(
    _ detail: ListenerDetail, _ entry: ListenerEntry, _ told: inout Set<UInt64>, _ report: inout FindingReport
  ) {
    var lacks: [Lack] = []
    for option in 0..<3 where entry.granted[option] > 0 {
      let cases = detail.withheld[option].filter { !told.contains($0.connection) }
      guard !cases.isEmpty else { continue }
      if let same = lacks.firstIndex(where: { $0.cases.map(\.connection) == cases.map(\.connection) }) {
        lacks[same].options.append(option)
        lacks[same].granted = min(lacks[same].granted, entry.granted[option])
      } else {
        lacks.append(Lack(options: [option], cases: cases, granted: entry.granted[option]))
      }
    }
    for lack in lacks {
      tell(lack, of: detail.key, &report)
      told.formUnion(lack.cases.map(\.connection))
    }
  }

  private static func tell(_ lack: Lack, of listener: SocketAddress, _ report: inout FindingReport) {
    guard let first = lack.cases.map(\.time).min() else { return }
    let clients = Set(lack.cases.map(\.client)).count
    let english = list(lack.options.map { names[$0].en }, and: " and ", comma: ", ")
    let chinese = list(lack.options.map { names[$0].zh }, and: "和", comma: "、")
    report.add(
      frames: lack.cases.flatMap { [$0.frame, $0.answer] }.sorted(), time: first, kind: "listener",
      confidence: clients >= 3 && lack.granted >= 10 ? .strong : .weak, about: .listener(listener),
      connections: lack.cases.map(\.connection).sorted(),
      en:
        "Port \(listener.port) granted \(english) to \(Text.count(lack.granted, "connection")), but not to \(Text.count(lack.cases.count, "other")) that offered \(lack.options.count == 1 ? "it" : "them") too",
      zh: "端口 \(listener.port) 对 \(lack.granted) 个连接启用了\(chinese)，却未对同样提出该选项的 \(lack.cases.count) 个连接启用",
      details: [
        Detail("option", .text(list(lack.options.map { names[$0].en }, and: ", ", comma: ", "))),
        Detail("granted", .integer(Int64(lack.granted))), Detail("withheld", .integer(Int64(lack.cases.count))),
        Detail("clients", .integer(Int64(clients))),
      ])
  }

  private static func list(_ words: [String], and: String, comma: String) -> String {
    words.dropLast().joined(separator: comma) + (words.count > 1 ? and : "") + (words.last ?? "")
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

  private static func mixed(
    _ detail: ListenerDetail, except told: Set<UInt64>, _ report: inout FindingReport
  ) {
    let cases = detail.partial.filter { !told.contains($0.connection) }
    guard let first = cases.map(\.time).min() else { return }
    report.add(
      frames: cases.flatMap { [$0.frame, $0.answer] }.sorted(), time: first, kind: "mixed", severity: .info,
      confidence: .weak, about: .listener(detail.key), connections: cases.map(\.connection).sorted(),
      en:
        "Port \(detail.key.port) granted timestamps but not window scale or SACK, which were offered too, \(Text.count(cases.count, "time"))",
      zh: "端口 \(detail.key.port) 有 \(cases.count) 次只启用时间戳，却未启用同样提出的窗口扩大或 SACK",
      details: [Detail("handshakes", .integer(Int64(cases.count)))])
  }
}
