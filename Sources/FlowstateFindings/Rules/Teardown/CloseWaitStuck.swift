import FlowstateCore

/// One end closed long ago, the other never did: its application does not close (CLOSE-WAIT leak).
///
/// Seen: a FIN, its ACK, then neither FIN nor RST of the other end, and no data either way for `finWait2` (60 s).
/// Not this finding while the other end keeps sending (`half-close`).
enum CloseWaitStuck: FindingRule {
  static let id = "close-wait-stuck"
  static let title = Sentence(en: "One end never closes (CLOSE-WAIT)", zh: "一端迟迟不关闭（CLOSE-WAIT 堆积）")
  static let group = RuleGroup.teardown
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.6")]
  static let trigger: Facts = [.closeIncomplete, .timer]
  static let measuresTime = true
  static let pattern = "tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "two minutes of silence",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        peer C 10.0.0.3:40001 D 10.0.0.2:443
        C D
        120.0 --> S 0:0 -->
        120.02 <-- R. =0:=0 ack 1 <--
        """),
    .clean("closed by both", Trace.clientCloses),
    .clean(
      "the capture ends soon",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !story.facts.contains(.oneSided), context.outline.rst.client.isEmpty, context.outline.rst.server.isEmpty
    else { return }
    for side in Side.allCases {
      guard let fin = context.outline.fin[side].first(where: { story.isGenuine($0) }),
        context.outline.fin[side.peer].isEmpty,
        let covered = story.firstCovering(story.segments[fin].end, by: side.peer, in: fin + 1..<story.segments.count)
      else { continue }
      let waited = context.elapsed(since: story.lastTime)
      guard waited >= context.settings.finWait2 else { continue }
      report.add(
        story, at: [fin, covered], shownAt: covered, confidence: context.settings.dropsReported ? .weak : .strong,
        about: story.subject(side.peer),
        en:
          "The \(Text.english(side)) closed; the \(Text.english(side.peer)) acknowledged it and did nothing more for \(Text.duration(waited)): its application does not close",
        zh:
          "\(Text.chinese(side))已关闭；\(Text.chinese(side.peer))确认之后 \(Text.duration(waited)) 内毫无动作：其应用没有关闭连接",
        details: [Detail("waited", .duration(waited))])
      return
    }
  }
}
