import FlowstateCore

/// A late FIN, or late data, met an end whose FIN-WAIT-2 had expired.
///
/// Seen: a FIN, its ACK, about as long as FIN-WAIT-2 of an orphan lasts (60 s, at least 55 s), then the peer's FIN or data,
/// and an RST; weak from 1 s (5 s for data) on, as hosts may keep it shorter. Not this finding sooner (`premature-close-fin-answered-by-rst`, `unread-data-reset`).
enum FINWait2Expired: FindingRule {
  static let id = "fin-wait-2-expired"
  static let title = Sentence(en: "FIN-WAIT-2 had expired when the peer closed", zh: "对端关闭时 FIN-WAIT-2 已超时")
  static let group = RuleGroup.teardown
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.6.1")]
  static let trigger: Facts = .rst
  static let measuresTime = true
  static let pattern = "tcp.flags.fin == 1 || tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "FIN after 61 seconds",
      Trace.exchange + """
        1.000 --> F. 101:101 ack 501 -->
        1.020 <-- . 501:501 ack 102 <--
        62.00 <-- F. 501:501 ack 102 <--
        62.0005 --> R 102:102 -->
        """),
    .clean(
      "TIME-WAIT left too early",
      Trace.clientCloses + """
        1.240 <-- F. 501:501 ack 102 <--
        1.2405 --> R 102:102 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for reading in context.resets where reading.meaning == .answersFIN || reading.meaning == .answersDataAfterFIN {
      guard let late = LateFIN(story, context, reading), late.isExpired else { continue }
      report.add(
        story, at: [late.fin, late.covered, late.answered, reading.index].compactMap { $0 }, shownAt: reading.index,
        confidence: late.isFullLength ? .strong : .weak, about: story.subject(reading.sender),
        en:
          "The \(Text.english(reading.sender.peer)) closed \(Text.duration(late.wait)) after the \(Text.english(reading.sender)), whose FIN-WAIT-2 had expired: answered by an RST",
        zh:
          "\(Text.chinese(reading.sender.peer))在\(Text.chinese(reading.sender))关闭 \(Text.duration(late.wait)) 后才关闭，后者的 FIN-WAIT-2 已超时，以 RST 应答",
        details: [Detail("wait", .duration(late.wait)), Detail("fin_wait_2", .duration(context.settings.finWait2))])
      return
    }
  }
}

/// A FIN or data that an end which had closed answers by an RST.
struct LateFIN {
  /// FIN of the end that resets.
  var fin: Int
  /// Its ACK; `nil` when that was not seen.
  var covered: Int?
  /// What is answered.
  var answered: Int
  /// First ACK of the peer's FIN; `nil` when there was none.
  var acknowledged: Int?
  /// From the ACK of the FIN (or the FIN) to what is answered.
  var wait: Nanoseconds
  /// Whether FIN-WAIT-2 can have expired meanwhile.
  var isExpired: Bool
  /// Whether it can have lasted as long as the settings say.
  var isFullLength: Bool

  init?(_ story: ConnectionStory, _ context: RuleContext, _ reading: ResetReading) {
    guard let fin = reading.senderFIN, let answered = reading.answered else { return nil }
    self.fin = fin
    self.answered = answered
    let end = story.segments[fin].end
    covered = story.firstCovering(end, by: reading.sender.peer, in: fin + 1..<story.segments.count)
    if let peer = reading.peerFIN {
      acknowledged = story.firstCovering(story.segments[peer].end, by: reading.sender, in: peer + 1..<reading.index)
    }
    let began = covered.map { $0 < answered ? $0 : fin } ?? fin
    wait = story.segments[answered].time &- story.segments[began].time
    let isFull = wait >= context.settings.finWait2 / 12 &* 11
    let isData = reading.lateData != nil
    // A host may keep FIN-WAIT-2 as short as a second; sooner, nothing can have expired. Data to an orphan is reset at
    // any time, so it tells only later.
    isExpired = acknowledged == nil && (isFull || wait >= (isData ? 5 : 1) * .second)
    isFullLength = isFull
  }
}
