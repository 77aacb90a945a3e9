import FlowstateCore

/// A listener answers without keeping state: SYN cookies.
///
/// On one tuple (told with the connection): `isn-follows-client` (T2: the server's numbers differ as the client's do:
/// certain) and `two-isns-answered` (T1: SYN-ACKs to two different initial sequence numbers of the client, with no close
/// between: certain). Over a listener's connections (told at the end, summed):
/// - T3 `options_lost`: SYN-ACKs with MSS alone to SYNs that offer window scale and SACK without timestamps, while the same
///   listener grants them to others; strong from 3 clients.
/// - T4 `timestamp_lag`: the SYN-ACK's timestamp lags 2 to 63 ms behind the server's clock of 1 kHz, in which Linux hides
///   the options. Strong from 2; certain from 4 whose lags fit one phase of 64 ms (by chance: (3/64)^(n-1)).
/// - T5 `mss_table`: to clients whose MSS lies between two values of Linux's cookie table, the server never sends more than
///   the lower one; weak from 5 clients, and supports the others. Not when the server stays below its table for other clients
///   too (its own MTU caps it), or sends more to as many.
/// - T6 `not_repeated`: SYN-ACKs that stayed unanswered for 3 s and were not repeated; supports the others only.
///
/// One lag alone, or T5 alone, is info. Not this finding for a tuple on which a timer repeats the SYN-ACK, or when as many
/// SYN-ACKs do not lag.
struct SYNCookiesInUse: CaptureRule {
  static let id = "syn-cookies-in-use"
  static let title = Sentence(en: "The server uses SYN cookies", zh: "服务器正在使用 SYN cookie")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(4987, "3.6"), .rfc(7323, "3")]
  static let trigger: Facts = .synISNChanged
  static let pattern = "tcp.flags.syn == 1"
  /// Connections a multiple of 64 ms and their lag apart, whose SYN-ACKs lag by so many milliseconds.
  private static func lags(_ all: [(shift: Int, lag: Int)]) -> String {
    var text = ""
    for (number, _) in all.enumerated() {
      text +=
        "peer A\(number) 10.0.0.1:\(40000 + number) B\(number) 10.0.0.2:80 iss \(77 * number + 1000) \(number * 90_000_007)\n"
    }
    text += "offer mss 1460\n"
    for (number, one) in all.enumerated() {
      let begin = 640 * number + one.shift
      func at(_ offset: Int) -> String {
        let time = begin + offset
        let digits = "00" + String(time % 1000)
        return "\(time / 1000)." + digits.suffix(3)
      }
      let clock = 700_000 + begin
      text += """
        A\(number) B\(number)
        \(at(0))   --> S 0:0 mss 1460 sackOK ws 7 TS val \(clock) ecr 0 -->
        \(at(0))1  <-- S. 0:0 ack 1 mss 1460 sackOK ws 7 TS val \(clock - one.lag) ecr \(clock) <--
        \(at(0))2  --> . 1:1 ack 1 TS val \(clock) ecr \(clock - one.lag) -->
        \(at(0))3  --> P. 1:101 ack 1 TS val \(clock) ecr \(clock - one.lag) -->
        \(at(1))   <-- . 1:1 ack 101 TS val \(clock + 1) ecr \(clock) <--
        \(at(100)) --> F. 101:101 ack 1 TS val \(clock + 100) ecr \(clock + 1) -->
        \(at(101)) <-- F. 1:1 ack 102 TS val \(clock + 101) ecr \(clock + 100) <--
        \(at(101))5 --> . 102:102 ack 2 TS val \(clock + 101) ecr \(clock + 101) -->

        """
    }
    return text
  }

  /// Connections of clients with these MSS values, to whom the server sends segments of one size, or as large as they allow.
  private static func sizes(clients: Int..., sent: Int? = nil) -> String {
    var text = "offer mss 1460\n"
    for (number, _) in clients.enumerated() {
      text +=
        "peer A\(number) 10.0.0.\(number + 10):40000 B\(number) 10.0.0.2:80 iss \(77 * number) \(number * 90_000_007)\n"
    }
    for (number, mss) in clients.enumerated() {
      let size = sent ?? mss
      text += """
        A\(number) B\(number)
        \(number).000 --> S 0:0 mss \(mss) -->
        \(number).020 <-- S. 0:0 ack 1 <--
        \(number).021 --> . 1:1 ack 1 -->
        \(number).022 --> P. 1:101 ack 1 -->
        \(number).042 <-- . 1:\(size + 1) ack 101 <--
        \(number).043 <-- P. \(size + 1):\(size + 201) ack 101 <--
        \(number).044 --> . 101:101 ack \(size + 201) -->
        \(number).100 --> F. 101:101 ack \(size + 201) -->
        \(number).120 <-- F. \(size + 201):\(size + 201) ack 102 <--
        \(number).121 --> . 102:102 ack \(size + 202) -->

        """
    }
    return text
  }

  static let examples: [Example] = [
    .flagged(
      "two numbers answered, the server's follow the client's", kind: "isn-follows-client",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.0002 <-- S. 0:0 ack 1 <--
        0.500  --> S 5000:5000 -->
        0.5002 <-- S. 5000:5000 ack 5001 <--
        0.600  --> . 5001:5001 ack 5001 -->
        """),
    .flagged(
      "four connections whose SYN-ACK lags", kind: "listener",
      lags([23, 45, 7, 60].map { ($0, $0) })),
    .flagged(
      "five clients whose MSS is rounded down", kind: "listener",
      sizes(clients: 1400, 1380, 1360, 1412, 1432, sent: 1300)),
    .clean("segments as large as the clients allow", sizes(clients: 1400, 1380, 1360, 1412, 1432)),
    .clean("a server that never sends more", sizes(clients: 1400, 1380, 1360, 1412, 1460, 1432, sent: 1300)),
    .clean("a clock that starts at the SYN-ACK", lags([0, 0, 0, 0].map { ($0, $0) })),
    .clean(
      "two numbers, one answer",
      Trace.peers + """
        0.000 --> S 0:0 --X
        0.400 --> S 70000:70000 -->
        0.420 <-- S. 0:0 ack 70001 <--
        0.4205 --> . 70001:70001 ack 1 -->
        """),
  ]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    Self.twoAnswers(story, context, &report)
  }

  private static func twoAnswers(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !Handshakes.repeatedSYNACKs(story, context, .server).contains(where: \.byTimer) else { return }
    let answers = context.outline.synACK.server
    for (position, second) in answers.enumerated() {
      for first in answers[..<position] {
        let one = story.segments[first]
        let two = story.segments[second]
        guard one.acknowledgment != two.acknowledgment, two.time &- one.time <= 60 * .second,
          !context.outline.rst.client.contains(where: { $0 > first && $0 < second }),
          let syn = context.outline.syn.client.first(where: { Handshakes.acknowledges(one, story.segments[$0]) }),
          let other = context.outline.syn.client.first(where: { Handshakes.acknowledges(two, story.segments[$0]) })
        else { continue }
        let client = story.segments[syn].sequence.distance(to: story.segments[other].sequence)
        let server = one.sequence.distance(to: two.sequence)
        let follows = abs(Int(server &- client)) <= 3
        report.add(
          story, at: [syn, first, other, second], kind: follows ? "isn-follows-client" : "two-isns-answered",
          confidence: .certain, about: .listener(story.ends.server),
          en: follows
            ? "The server answered two different SYNs of one tuple, and its own number moved by \(server) as the client's did: SYN cookies"
            : "The server answered two different SYNs of one tuple by SYN-ACKs: it keeps no state (SYN cookies)",
          zh: follows
            ? "服务器对同一四元组的两个不同 SYN 都应答，且自身序列号随客户端同步变化 \(server)：正在使用 SYN cookie"
            : "服务器对同一四元组的两个不同 SYN 都以 SYN-ACK 应答：不保存状态（SYN cookie）",
          details: [
            Detail("client_step", .integer(Int64(client))), Detail("server_step", .integer(Int64(server))),
          ])
        return
      }
    }
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let sizes = context.book.counts.mssTable.table
    var told: Set<SocketAddress> = []
    for detail in context.book.listeners.details {
      guard let entry = context.book.listeners.entry(detail) else { continue }
      told.insert(detail.key)
      let size = sizes.find(detail.key, Scatter.hash(detail.key)).map { sizes.entries[$0] }
      Self.tell(Evidence(detail, entry, size), &report)
    }
    for size in sizes.entries where size.weight > 0 && !told.contains(size.key) { Self.tell(Evidence(size), &report) }
  }

  /// What speaks for cookies at one listener.
  private struct Evidence {
    var key: SocketAddress
    var lost: [ListenerDetail.Case] = []
    var lags: [ListenerDetail.Case] = []
    var fitting = 0
    var rounded: [ListenerDetail.Case] = []
    var notRepeated = 0
    var confidence: Confidence?

    /// Of a listener about which nothing but sizes is kept.
    init(_ size: MSSTableEntry) {
      key = size.key
      weigh(size)
    }

    init(_ detail: ListenerDetail, _ entry: ListenerEntry, _ size: MSSTableEntry?) {
      key = detail.key
      notRepeated = detail.unrepeated
      if entry.granted[0] > 0, entry.granted[1] > 0 { lost = detail.bare }
      // Where most SYN-ACKs keep pace, a few that do not were only delayed.
      if UInt32(clamping: detail.lagging.count) > entry.prompt {
        lags = detail.lagging.map(\.at)
        fitting = Self.fitting(detail.lagging.map { ($0.at.time, $0.lag) })
      }
      let clients = Set(lost.map(\.client)).count
      if clients >= 3 { confidence = .strong }
      if lags.count == 1 { confidence = max(confidence ?? .weak, .weak) }
      if lags.count >= 2 { confidence = max(confidence ?? .strong, .strong) }
      if fitting >= 4, fitting * 10 >= lags.count * 8 { confidence = .certain }
      if let size { weigh(size) }
    }

    /// Test T5: by itself a weak sign, beside another one a strong one.
    private mutating func weigh(_ size: MSSTableEntry) {
      guard Set(size.fitting.map(\.client)).count >= 5, size.fitting.count >= size.beyond, size.capped == 0 else {
        return
      }
      rounded = size.fitting
      confidence = confidence.map { max($0, .strong) } ?? .weak
    }

    /// How many of the lags fit one phase: time less lag is the same modulo 64 ms, within 1.5 ms.
    private static func fitting(_ lags: [(time: Nanoseconds, lag: Nanoseconds)]) -> Int {
      let phases = lags.map { ($0.time &- $0.lag) % (64 * .millisecond) }
      return phases.map { phase in
        phases.count { other in
          let apart = abs(other &- phase)
          return min(apart, 64 * .millisecond &- apart) <= 1_500_000
        }
      }.max() ?? 0
    }
  }

  private static func tell(_ evidence: Evidence, _ report: inout FindingReport) {
    guard let confidence = evidence.confidence else { return }
    let cases = (evidence.lags + evidence.lost + evidence.rounded).sorted { $0.frame < $1.frame }
    guard let first = cases.first else { return }
    report.add(
      frames: Set(cases.map { $0.answer > 0 ? min($0.frame, $0.answer) : $0.frame }).sorted(), time: first.time,
      kind: "listener",
      severity: confidence == .weak ? .info : .notice, confidence: confidence, about: .listener(evidence.key),
      connections: Set(cases.map(\.connection)).sorted(),
      en:
        "Port \(evidence.key.port) \(confidence == .weak ? "may answer" : "answers") without state: the timestamps of \(Text.count(evidence.lags.count, "SYN-ACK")) lag as Linux SYN cookies do, \(Text.count(evidence.lost.count, "SYN-ACK")) lack options that it grants to others, \(Text.count(evidence.rounded.count, "connection")) keep to a cookie's MSS",
      zh:
        "端口 \(evidence.key.port)\(confidence == .weak ? "可能在" : "")无状态应答：\(evidence.lags.count) 个 SYN-ACK 的时间戳滞后，符合 Linux SYN cookie；\(evidence.lost.count) 个 SYN-ACK 缺少其平时支持的选项；\(evidence.rounded.count) 个连接的报文段大小符合 cookie 的 MSS 表",
      details: [
        Detail("timestamp_lag", .integer(Int64(evidence.lags.count))),
        Detail("lags_in_phase", .integer(Int64(evidence.fitting))),
        Detail("options_lost", .integer(Int64(evidence.lost.count))),
        Detail("mss_table", .integer(Int64(evidence.rounded.count))),
        Detail("not_repeated", .integer(Int64(evidence.notRepeated))),
      ])
  }
}
