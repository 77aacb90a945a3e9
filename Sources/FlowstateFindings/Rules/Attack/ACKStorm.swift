import FlowstateCore

/// Both ends acknowledge each other's acknowledgments, without end.
///
/// Seen: 50 pure ACKs or more within a second, from both ends in turn, that move nothing. The ends no longer agree on the
/// numbers: someone put data into the connection, or a middlebox rewrites numbers of one direction. Not this finding for
/// duplicate ACKs of one end, which ask for a lost segment.
enum ACKStorm: FindingRule {
  static let id = "ack-storm"
  static let title = Sentence(en: "ACK storm", zh: "ACK 风暴")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5961, "7"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = [.duplicateACKs, .unacceptable, .probe]
  static let pattern = "tcp.flags == 0x010 && tcp.len == 0"
  static let examples: [Example] = [
    .flagged(
      "sixty in a second",
      Trace.exchange + """
        1.000 <-- P. 501:601 ack 101 ...
        """ + "\n"
        + (0..<30).map { index in
          "1.\(100 + index * 20) --> . 101:101 ack 501 -->\n1.\(110 + index * 20) <-- . 701:701 ack 101 <--\n"
        }.joined()),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    // Repeats in between that the log left out count too: the numbers before and after them are the same.
    var run: [Int] = []
    var best: [Int] = []
    var most = 0
    var turns = 0
    var last = PerSide<LoggedSegment?>(client: nil, server: nil)
    for index in context.outline.live {
      let segment = story.segments[index]
      let before = last[segment.sender]
      last[segment.sender] = segment
      let moves =
        !segment.isPureACK
        || before.map { $0.acknowledgment != segment.acknowledgment || $0.sequence != segment.sequence } ?? true
      if moves {
        run.removeAll(keepingCapacity: true)
        continue
      }
      run.append(index)
      while let first = run.first, segment.time &- story.segments[first].time > .second { run.removeFirst() }
      let acks = run.reduce(0) { $0 + 1 + Int(story.segments[$1].elided) }
      if acks > most {
        most = acks
        best = run
      }
    }
    guard most >= 50, best.count >= 8 else { return }
    for (one, two) in zip(best, best.dropFirst()) where story.segments[one].sender != story.segments[two].sender {
      turns += 1
    }
    guard turns * 2 >= best.count else { return }
    report.add(
      story, at: best, shownAt: best[0], confidence: .strong,
      en: "\(most) ACKs within a second, from both ends in turn, moved nothing: the ends disagree on the numbers",
      zh: "1 秒内双方交替发送 \(most) 个 ACK 而毫无进展：两端的序列号已不一致",
      details: [Detail("acks", .integer(Int64(most))), Detail("turns", .integer(Int64(turns)))])
  }
}
