import FlowstateCore

/// Octets were sent again. One finding for each side of a connection, with the kinds counted.
///
/// Not needed were those whose first copy arrived (see `FirstCopy`).
///
/// Info, a notice above 1 % of at least a hundred segments, a warning above 5 % of them, where a timer, ACKs or a loss
/// before the capture explain them. Keep-alives, zero-window probes, SYNs and FINs have findings of their own; a packet
/// captured again behind a router (older identification, another TTL) is none. Near the receiver the second copy may be the first that the capture sees.
enum Retransmission: FindingRule {
  static let id = "retransmission"
  static let title = Sentence(en: "Data was sent again", zh: "数据重传")
  static let group = RuleGroup.sequence
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(6298), .rfc(5681), .rfc(6675), .rfc(8985)]
  static let trigger: Facts = .retransmission
  static let pattern = "tcp.analysis.retransmission"
  static let examples: [Example] = [
    .flagged(
      "by timer",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
    .clean(
      "captured again behind a router",
      Trace.exchange + """
        1.0000 --> P. 101:201 ack 501 id 7000 -->  @a
        1.0005 --> P. 201:301 ack 501 id 7001 -->
        1.0140 ... copy @a ttl 60 -->
        1.0200 <-- . 501:501 ack 301 <--
        """),
    .clean(
      "a new connection, numbered below the one that was there",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- . 900000:900000 ack 900000 <--
        0.0205 --> R 900000:900000 -->
        1.000  --> S 0:0 -->
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        1.0300 <-- P. 1:101 ack 1 <--
        1.0305 --> . 1:1 ack 101 -->
        """),
    .clean(
      "captured twice", Trace.exchange + "1.000 --> P. 101:201 ack 501 twice -->\n1.020 <-- . 501:501 ack 201 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      let all = Aggregates.noted(story, side, [.retransmission, .lateFirstCopy]).filter { index in
        let segment = story.segments[index]
        return segment.payloadLength > 0 && !segment.flags.contains(.syn)
          && segment.notes.isDisjoint(with: [.captureDuplicate, .badChecksum, .keepAlive, .zeroWindowProbe, .oldCopy])
      }
      let copies = Set(all.filter { isRoutedCopy(story, $0) })
      let again = copies.isEmpty ? all : all.filter { !copies.contains($0) }
      guard let first = again.first else { continue }
      let figures = story.figures[side]
      let count = max(Int(figures.retransmitted) - copies.count, again.count)
      let rate = Aggregates.perMille(count, of: figures.frames)
      let limit = context.settings.retransmissionWarning
      // What neither a timer nor ACKs explain, and nobody lost, may be copies that the capture made late.
      let late = again.count { story.segments[$0].notes.contains(.lateFirstCopy) }
      let explained =
        Int(figures.timeoutRetransmitted) + Int(figures.fastRetransmitted) + Int(figures.spuriouslyRetransmitted) + late
      let needless = max(
        Int(figures.spuriouslyRetransmitted), again.count { FirstCopy.of($0, story, context) == .arrived })
      let known = Aggregates.perMille(min(count, explained), of: figures.frames)
      let severity: Severity =
        figures.frames < 100 ? .info : known >= 5 * limit ? .warning : known >= limit ? .notice : .info
      report.add(
        story, at: again, shownAt: first, severity: severity, confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side)) sent \(Text.count(count, "segment")) again (\(Aggregates.percent(rate)) of its \(figures.frames)): \(figures.timeoutRetransmitted) by timer, \(figures.fastRetransmitted) fast, \(needless) not needed",
        zh:
          "\(Text.chinese(side))重传 \(count) 个报文段（占其 \(figures.frames) 个的 \(Aggregates.percent(rate))）：超时 \(figures.timeoutRetransmitted)，快速重传 \(figures.fastRetransmitted)，不必要 \(needless)",
        details: [
          Detail("segments", .integer(Int64(count))), Detail("by_timer", .integer(Int64(figures.timeoutRetransmitted))),
          Detail("fast", .integer(Int64(figures.fastRetransmitted))),
          Detail("spurious", .integer(Int64(needless))),
        ])
    }
  }

  /// Whether a repeated segment is a packet that its sender had sent before the capture saw it again, behind a router: its
  /// identification lies behind those around it, and its TTL is another one.
  private static func isRoutedCopy(_ story: ConnectionStory, _ index: Int) -> Bool {
    let segment = story.segments[index]
    guard segment.identification != 0 else { return false }
    var looked = 0
    for position in stride(from: index - 1, through: 0, by: -1) where looked < 8 {
      let other = story.segments[position]
      guard other.sender == segment.sender else { continue }
      looked += 1
      let step = other.identification &- segment.identification
      if step <= 64, other.hopLimit != segment.hopLimit, other.identification != 0 { return true }
    }
    return false
  }
}
