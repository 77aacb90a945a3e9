import FlowstateCore

/// Frames were captured twice. They act once; everything else is judged without the copies.
///
/// One cause, one finding: it is told of the capture, and names connections and copies. More than one in a hundred of all
/// frames is a warning (kind `capture`): a mirror port that copies both directions, or an "any" device. Weak where SYNs
/// without identification and timestamps alone stand twice: an end may send those again as soon.
///
/// Not this finding for retransmissions: a copy has the same identification and comes within 10 ms. Nor for what the
/// receiver reports by D-SACK, which had both from the network, nor for a connection in which bare ACKs or RSTs without an
/// identification alone repeat: their sender does that itself.
struct CaptureDuplicate: CaptureRule {
  static let id = "capture-duplicate"
  static let title = Sentence(en: "Frames captured twice", zh: "同一帧被捕获多次")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.8.1")]
  static let trigger: Facts = .captureDuplicate
  static let pattern = "tcp"
  static let examples: [Example] = [
    .flagged(
      "twice",
      Trace.peers + """
        0.000  --> S 0:0 twice -->
        0.020  <-- S. 0:0 ack 1 twice <--
        0.0205 --> . 1:1 ack 1 twice -->
        """),
    .flagged(
      "before and behind a router, without identification",
      Trace.exchange + """
        1.0000 --> P. 101:201 ack 501 id 0 -->  @a
        1.0030 --> copy @a ttl 60 -->
        1.0200 <-- . 501:501 ack 201 <--
        """),
    .flagged(
      "SYNs without identification may be sent twice as soon",
      Trace.peers + """
        0.0000 --> S 0:0 id 0 -->
        0.0007 --> S 0:0 id 0 -->
        0.0200 <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        0.0300 --> P. 1:101 ack 1 -->
        0.0500 <-- . 1:1 ack 101 <--
        """),
    .clean(
      "one ACK for each segment, without identification",
      Trace.exchange + """
        1.0000 <-- P. 501:601 ack 101 <--
        1.0001 <-- P. 601:701 ack 101 <--
        1.0010 --> . 101:101 ack 701 id 0 -->
        1.0011 --> . 101:101 ack 701 id 0 -->
        1.0012 --> . 101:101 ack 701 id 0 -->
        """),
    .clean(
      "the receiver had both",
      Trace.openModern + """
        1.0000 --> P. 1:101 ack 1 twice -->
        1.0200 <-- . 1:1 ack 101 sack 1:101 <--
        """),
    .clean(
      "a retransmission",
      Trace.exchange + """
        1.000 --> P. 101:201 ack 501 --X
        1.250 --> P. 101:201 ack 501 -->
        1.270 <-- . 501:501 ack 201 <--
        """),
  ]

  private var copies: UInt64 = 0
  private var connections = 0
  private var isProven = false
  private var frames: [UInt64] = []
  private var ids: [UInt64] = []
  private var firstTime = Nanoseconds.max

  init() {}

  mutating func take(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let noted = story.segments.indices.filter { story.segments[$0].notes.contains(.captureDuplicate) }
    let own = noted.filter { !CaptureCopy.isReported($0, story, context) }
    // Bare ACKs and RSTs without an identification are sent several times at once by their sender, too.
    guard own.contains(where: { CaptureCopy.isTelling(story.segments[$0]) }), let first = own.first else { return }
    let counted = Int(story.figures.client.duplicated) + Int(story.figures.server.duplicated)
    copies &+= UInt64(max(own.count, counted - (noted.count - own.count)))
    connections += 1
    if !isProven { isProven = own.contains { CaptureCopy.isProven($0, story) } }
    firstTime = min(firstTime, story.segments[first].time)
    guard ids.count < Finding.frameLimit else { return }
    ids.append(story.id)
    frames.append(contentsOf: own.prefix(Finding.frameLimit).map { story.segments[$0].frame })
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    guard copies > 0 else { return }
    let all = context.book.counts.frames
    let isMany = isProven && copies &* 100 > all && all >= 100
    let share = Aggregates.percent(Aggregates.perMille(copies, of: all))
    let place = Text.count(connections, "connection")
    report.add(
      frames: frames.sorted(), time: firstTime, kind: isMany ? "capture" : nil, severity: isMany ? .warning : .notice,
      confidence: isProven ? .strong : .weak, about: .capture, connections: ids.sorted(),
      en: isProven
        ? "\(Text.count(Int(clamping: copies), "frame")) (\(share)) \(copies == 1 ? "is a copy" : "are copies") that the capture made, in \(place)"
        : "\(Text.count(Int(clamping: copies), "frame")) (\(share)), in \(place), \(copies == 1 ? "is a copy" : "are copies") that the capture made, or \(copies == 1 ? "was" : "were") sent twice",
      zh: isProven
        ? "\(copies) 个帧（\(share)）是抓包产生的副本，涉及 \(connections) 个连接"
        : "\(copies) 个帧（\(share)，涉及 \(connections) 个连接）是抓包产生的副本，或者确实发送了两次",
      details: [
        Detail("copies", .integer(Int64(clamping: copies))), Detail("of_frames", .integer(Int64(clamping: all))),
        Detail("connections", .integer(Int64(connections))),
      ])
  }
}

/// What tells a copy that the capture made from a segment that came twice.
private enum CaptureCopy {
  /// Whether a copy has an identification of its own, or asks for an ACK.
  static func isTelling(_ copy: LoggedSegment) -> Bool {
    copy.identification != 0 || copy.length > 0 && !copy.isRST
  }

  /// Whether it is a copy beyond doubt: by its identification; because nobody sends octets again so soon; because it
  /// passed a router; or because its sender's frames are there twice throughout. SYNs, and SYN-ACKs that answer them, may
  /// follow each other as soon; a SYN sent again has another timestamp.
  static func isProven(_ index: Int, _ story: ConnectionStory) -> Bool {
    let copy = story.segments[index]
    if copy.identification != 0 || copy.payloadLength > 0 || copy.isFIN || copy.isBareSYN && copy.hasTimestamps {
      return true
    }
    let figures = story.figures[copy.sender]
    if UInt64(figures.duplicated) * 3 >= figures.frames { return true }
    let original = story.segments[..<index].last { other in
      other.sender == copy.sender && other.flags == copy.flags && other.sequence == copy.sequence
        && other.acknowledgment == copy.acknowledgment
    }
    return original.map { $0.hopLimit != copy.hopLimit } ?? false
  }

  /// Whether the receiver reports by D-SACK that it had these octets twice, and no other repeat explains that.
  static func isReported(_ index: Int, _ story: ConnectionStory, _ context: RuleContext) -> Bool {
    let copy = story.segments[index]
    guard copy.length > 0, story.facts.contains(.oddTimestampsOrSACK) else { return false }
    for later in context.outline.live where later > index {
      let answer = story.segments[later]
      if answer.sender == copy.sender {
        if answer.occupies(copy.sequence) { return false }
      } else if answer.reportsTwice(copy.sequence) {
        return true
      }
    }
    return false
  }
}
