import FlowstateCore

/// A listener answers without keeping state: SYN cookies.
///
/// On one tuple (told with the connection): `isn-follows-client` (T2: the server's numbers differ as the client's do:
/// certain) and `two-isns-answered` (T1: SYN-ACKs to two different initial sequence numbers of the client, with no close
/// between: certain). Over a listener's connections (told at the end, summed):
/// - T3 `options_lost`: SYN-ACKs with MSS alone to SYNs that offer window scale and SACK without timestamps, while the same
///   listener grants them to others; strong from 3 clients.
/// - T4 `timestamp_lag`: the SYN-ACK's timestamp lags 2 to 63 ms behind the server's clock of 1 kHz, in which Linux hides
///   the options. Strong from 2; certain from 4 whose lags fit one phase of 64 ms (by chance: (3/64)^(n-1)). What the
///   SYN-ACK was longer under way than the server's quickest later answer is taken off, for a delayed one seems to lag.
/// - T5 `mss_table`: to clients whose MSS lies between two values of Linux's cookie table, the server never sends more than
///   the lower one; weak from 5 clients, and supports the others. Not when the server stays below its table for other clients
///   too (its own MTU caps it), or sends more to as many.
/// - T6 `not_repeated`: at least 5 SYN-ACKs stayed unanswered for 3 s and none was repeated by a timer; weak, and supports
///   the others.
///
/// One lag alone, T5 alone or T6 alone is info. Not this finding for a tuple on which a timer repeats the SYN-ACK, or when
/// as many SYN-ACKs do not lag. SYN-ACKs with another hop count than the server's data (`from_elsewhere`) come from a SYN
/// proxy before it.
struct SYNCookiesInUse: CaptureRule {
  static let id = "syn-cookies-in-use"
  static let title = Sentence(en: "The server uses SYN cookies", zh: "服务器正在使用 SYN cookie")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(4987, "3.6"), .rfc(7323, "3")]
  static let trigger: Facts = .synISNChanged
  static let pattern = "tcp.flags.syn == 1"

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
      Traces.lags([23, 45, 7, 60].map { ($0, $0) })),
    .flagged(
      "five clients whose MSS is rounded down", kind: "listener",
      Traces.sizes(clients: 1400, 1380, 1360, 1412, 1432, sent: 1300)),
    .flagged(
      "the SYN-ACK comes over other hops than the data", kind: "listener",
      Traces.lags([23, 45].map { ($0, $0) }, hops: 61)),
    .flagged("no SYN-ACK is sent again", kind: "listener", Traces.silence(5)),
    .clean("SYN-ACKs that are sent again", Traces.silence(5, again: true)),
    .clean("SYN-ACKs that were long under way", Traces.lags([23, 45, 7, 60].map { ($0, 0) }, delay: 24)),
    .clean("segments as large as the clients allow", Traces.sizes(clients: 1400, 1380, 1360, 1412, 1432)),
    .clean("a server that never sends more", Traces.sizes(clients: 1400, 1380, 1360, 1412, 1460, 1432, sent: 1300)),
    .clean("a clock that starts at the SYN-ACK", Traces.lags([0, 0, 0, 0].map { ($0, $0) })),
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
        // A filter may have left out that the first one was opened, and closed.
        if !follows, context.mayLackACKs { continue }
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
      Self.tell(SYNCookieEvidence(detail, entry, size), &report)
    }
    for size in sizes.entries where size.weight > 0 && !told.contains(size.key) {
      Self.tell(SYNCookieEvidence(size), &report)
    }
  }

  private static func tell(_ evidence: SYNCookieEvidence, _ report: inout FindingReport) {
    let cases = evidence.cases
    guard let confidence = evidence.confidence, let first = cases.first else { return }
    let elsewhere = evidence.fromElsewhere
    let isProxied = elsewhere > 0 && elsewhere == evidence.lags.count
    let port = evidence.key.port
    let isSure = confidence != .weak
    report.add(
      frames: Set(cases.map { $0.answer > 0 ? min($0.frame, $0.answer) : $0.frame }).sorted(), time: first.time,
      kind: "listener",
      severity: isSure ? .notice : .info, confidence: confidence, about: .listener(evidence.key),
      connections: Set(cases.map(\.connection)).sorted(),
      en: "\(isProxied ? "A device before port" : "Port") \(port) \(isSure ? "answers" : "may answer") without state: "
        + evidence.signs.map(\.english).joined(separator: ", "),
      zh: "\(isProxied ? "端口 \(port) 前的设备" : "端口 \(port)")\(isSure ? "" : "可能在")无状态应答："
        + evidence.signs.map(\.chinese).joined(separator: "；"),
      details: [
        Detail("timestamp_lag", .integer(Int64(evidence.lags.count))),
        Detail("lags_in_phase", .integer(Int64(evidence.fitting))),
        Detail("options_lost", .integer(Int64(evidence.lost.count))),
        Detail("mss_table", .integer(Int64(evidence.rounded.count))),
        Detail("not_repeated", .integer(Int64(evidence.notRepeatedCount))),
        Detail("from_elsewhere", .integer(Int64(elsewhere))),
      ])
  }
}
