import FlowstateCore

/// The capture lacks frames that the ends exchanged.
///
/// Seen: octets that their receiver acknowledged, that the capture does not hold, and that nobody sent again, over all
/// connections heard from both ends; or the capturing system reports drops. A warning above one in a
/// thousand octets, and not before three connections or about ten segments lack some; else a notice. Not
/// this finding for a direction that is missing as a whole (`capture-one-sided`), or for payload that a filter left out
/// (`filtered-capture`).
struct CaptureDrops: BookRule {
  static let id = "capture-drops"
  static let title = Sentence(en: "The capture lacks frames", zh: "抓包丢帧")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .unseen
  static let pattern = "tcp.analysis.ack_lost_segment || tcp.analysis.lost_segment"
  static let examples: [Example] = [
    .flagged(
      "a segment that the capture missed",
      Trace.exchange + """
        1.000 --> P. 101:601 ack 501 uncaptured -->
        1.020 <-- . 501:501 ack 601 <--
        1.100 --> P. 601:701 ack 501 -->
        1.120 <-- . 501:501 ack 701 <--
        """),
    .clean(
      "a segment that was lost and sent again",
      Trace.exchange + """
        1.000 --X P. 101:601 ack 501
        1.250 --> P. 101:601 ack 501 -->
        1.270 <-- . 501:501 ack 601 <--
        """),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let counts = context.book.counts
    let reported = context.capture.dropsReported ?? 0
    guard counts.unseen > 0 || reported > 0 else { return }
    let all = counts.unseen &+ counts.payload
    // A few octets of one connection may as well be a payload that a middlebox put in or took out.
    let segments = counts.dataSegments == 0 ? 0 : counts.unseen / max(1, counts.payload / counts.dataSegments)
    let isMuch =
      counts.unseen &* 1000 > all && (counts.lacking >= 3 || segments >= 10)
      || (context.capture.frames > 0 && reported &* 1000 > context.capture.frames)
    let share = all == 0 ? 0 : Int(clamping: counts.unseen.multipliedFullWidth(by: 1000).low / all)
    report.add(
      frames: counts.lackingFrames.isEmpty ? [1] : counts.lackingFrames.sorted(),
      time: counts.firstTime == .max ? context.capture.firstTime : counts.firstTime,
      severity: isMuch ? .warning : .notice, confidence: reported > 0 ? .certain : .strong, about: .capture,
      connections: counts.lackingFrames.sorted(),
      en:
        "\(counts.unseen) octets were acknowledged but not captured (\(Aggregates.percent(share))), in \(Text.count(counts.lacking, "connection"))"
        + (reported > 0 ? "; the capturing system reports \(reported) dropped frames" : ""),
      zh: "\(counts.lacking) 个连接中有 \(counts.unseen) 字节已被确认却未被捕获（\(Aggregates.percent(share))）"
        + (reported > 0 ? "；抓包系统报告丢弃了 \(reported) 帧" : ""),
      details: [
        Detail("octets", .integer(Int64(clamping: counts.unseen))),
        Detail("of_octets", .integer(Int64(clamping: all))),
        Detail("connections", .integer(Int64(clamping: counts.lacking))),
        Detail("reported", context.capture.dropsReported.map { .integer(Int64(clamping: $0)) } ?? .null),
      ])
  }
}
