import FlowstateCore

/// One source opens many connections and never lets the server send: it keeps the window at zero.
///
/// Seen: 20 connections or more of one source whose window is zero within the first segments after the handshake, and stays
/// so for more than 10 s. Not this finding for a slow reader, which takes some data first.
///
/// > Bounds: 1024 sources; further ones are not counted.
struct Sockstress: CaptureRule {
  static let id = "sockstress"
  static let title = Sentence(en: "Connections held open with zero windows", zh: "零窗口占用连接攻击（sockstress）")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.8.6.1"), .rfc(6429, "3")]
  static let trigger: Facts = .zeroWindow
  static let pattern = "tcp.window_size == 0"
  static let examples: [Example] = [
    .flagged(
      "thirty connections",
      """
      peer A 10.1.0.1:40000 B 10.0.0.2:80 iss 1000 5000
      offer mss 1460
      A B
      repeat 30 A port
      +0.010 --> S 0:0 -->
      +0.001 <-- S. 0:0 ack 1 <--
      +0.001 --> . 1:1 ack 1 win 0 -->
      +0.001 --> P. 1:101 ack 1 win 0 -->
      +0.001 <-- . 1:1 ack 101 <--
      +11.00 <-- . 0:0 ack 101 <--
      +0.001 --> . 101:101 ack 1 win 0 -->
      end
      """),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  private struct Source {
    var count = 0
    var firstTime = Nanoseconds.max
    var lastTime = Nanoseconds.min
    var connections: [UInt64] = []
    var frames: [UInt64] = []
  }
  private static let limit = 1024
  private static let least = 20
  private var sources: [IPAddress: Source] = [:]

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard story.figures.client.longestZeroWindow > 10 * .second, story.figures.client.payloadBytes < 4096,
      story.facts.contains(.syn)
    else { return }
    let own = context.outline.live.lazy.filter {
      story.segments[$0].sender == .client && !story.segments[$0].isRST && !story.segments[$0].flags.contains(.syn)
    }
    guard let closing = own.prefix(3).first(where: { story.segments[$0].window == 0 }) else { return }
    let source = story.ends.client.address
    guard sources[source] != nil || sources.count < Self.limit else { return }
    var known = sources[source] ?? Source()
    known.count += 1
    known.firstTime = min(known.firstTime, story.firstTime)
    known.lastTime = max(known.lastTime, story.lastTime)
    if known.frames.count < Finding.frameLimit {
      known.frames.append(story.segments[closing].frame)
      known.connections.append(story.id)
    }
    sources[source] = known
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let many = sources.filter { $0.value.count >= Self.least }
    for (address, source) in many.sorted(by: { $0.value.firstTime < $1.value.firstTime }) {
      report.add(
        frames: source.frames.sorted(), time: source.firstTime, confidence: .strong, about: .host(address),
        connections: source.connections.sorted(),
        en: "Holds \(source.count) connections open with a zero window from the beginning, each for more than 10 s",
        zh: "以零窗口占用 \(source.count) 个连接，均从建立之初开始且超过 10 秒",
        details: [
          Detail("connections", .integer(Int64(source.count))),
          Detail("span", .duration(source.lastTime &- source.firstTime)),
        ])
    }
  }
}
