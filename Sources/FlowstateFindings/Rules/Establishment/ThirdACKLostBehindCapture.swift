import FlowstateCore

/// The handshake's third ACK is in the capture, but the server acts as if it had not come.
///
/// Seen: the SYN-ACK is sent again at least a round trip after the ACK that answers it, and the server moves on after
/// one further segment of the client. Strong when data was passed over too, or when the server speaks first: a listener
/// that waits for data before it accepts (TCP_DEFER_ACCEPT) passes over bare ACKs alone, and its client, which connected
/// ahead of time, says nothing. Otherwise weak, and both causes are named. Kind `deferred-accept` (weak): the server moves
/// on with the first data.
/// Not this finding when the SYN-ACK left before the ACK could arrive, or when the server ignores several segments
/// (`accept-queue-overflow`).
///
/// > Capture point: only a point on the client's side of the loss can show this.
enum ThirdACKLostBehindCapture: FindingRule {
  static let id = "third-ack-lost-behind-capture"
  static let title = Sentence(en: "The third ACK was lost behind the capture point", zh: "第三次 ACK 在抓包点之后丢失")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.5"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = .synACKRepeated
  static let pattern = "tcp.flags.syn == 1 || tcp.len == 0"
  static let examples: [Example] = [
    .flagged(
      "the repeated SYN-ACK is answered, then data",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 --X
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        1.050  --> P. 1:6 ack 1 -->
        1.070  <-- . 1:1 ack 6 <--
        """),
    .flagged(
      "a server that speaks first",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 --X
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 -->
        1.042  <-- P. 1:31 ack 1 <--
        1.0425 --> . 1:1 ack 31 -->
        """),
    .flagged(
      "data alone is taken", kind: "deferred-accept",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 -->
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> P. 1:6 ack 1 -->
        1.042  <-- . 1:1 ack 6 <--
        """),
    .clean(
      "the server ignores everything: full accept queue",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 --X
        0.100  --> P. 1:6 ack 1 --X
        0.300  --> P. 1:6 ack 1 --X
        1.020  <-- S. 0:0 ack 1 <--
        1.0205 --> . 1:1 ack 1 --X
        3.020  <-- S. 0:0 ack 1 <--
        3.0205 --> . 1:1 ack 1 --X
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let reading = IgnoredThirdACK.read(story, context), !reading.isOverflow else { return }
    let lost = reading.ignored[0]
    let again = reading.repeats[0]
    let dataLater =
      story.segments[lost].payloadLength == 0
      && reading.movedOn.map { moved in
        reading.completing.contains { $0 > again && $0 < moved && story.segments[$0].payloadLength > 0 }
          && !reading.completing.contains { $0 > again && $0 < moved && story.segments[$0].payloadLength == 0 }
      } == true
    let isLoss = !dataLater && story.capturePoint.place != .nearServer && Self.excludesDeferral(story, reading)
    let gap = story.segments[again].time &- story.segments[lost].time
    let proof = reading.movedOn.map { [$0] } ?? []
    report.add(
      story, at: [reading.opening.synACK, lost] + reading.repeats + proof, shownAt: again,
      kind: dataLater ? "deferred-accept" : nil,
      confidence: isLoss ? .strong : .weak,
      about: .connection,
      en:
        "The third ACK passed the capture point, but the server repeated its SYN-ACK \(Text.duration(gap)) later: the ACK had not arrived"
        + (isLoss ? "" : ", or the server waits for data before it accepts (TCP_DEFER_ACCEPT)"),
      zh: "第三次 ACK 已经过抓包点，但服务器在 \(Text.duration(gap)) 后重传 SYN-ACK："
        + (isLoss ? "该 ACK 尚未到达服务器" : "该 ACK 尚未到达，或服务器等待数据后才接受连接（TCP_DEFER_ACCEPT）"),
      details: [
        Detail("gap", .duration(gap)), Detail("syn_ack_repeats", .integer(Int64(reading.repeats.count))),
      ])
  }

  /// Whether the server moved on in a way that one which waits for data does not: it had passed over data, or sends the
  /// first itself.
  private static func excludesDeferral(_ story: ConnectionStory, _ reading: IgnoredThirdACK) -> Bool {
    guard let moved = reading.movedOn else { return false }
    if reading.ignored.contains(where: { story.segments[$0].payloadLength > 0 }) { return true }
    return story.segments[moved].payloadLength > 0
      && !reading.completing.contains { $0 < moved && story.segments[$0].payloadLength > 0 }
  }
}

/// A server that goes on as if the third ACK had not come.
struct IgnoredThirdACK {
  /// SYN and SYN-ACK.
  var opening: Handshakes.Opening
  /// Segments of the client that acknowledge the SYN-ACK.
  var completing: [Int]
  /// Those of them that were older than a round trip when the SYN-ACK was repeated last.
  var ignored: [Int]
  /// Repeats of the SYN-ACK that show it.
  var repeats: [Int]
  /// Where the server shows itself ESTABLISHED.
  var movedOn: Int?
  /// Whether the server ignored so much that a full accept queue is likelier than loss.
  var isOverflow: Bool

  static func read(_ story: ConnectionStory, _ context: RuleContext) -> IgnoredThirdACK? {
    guard let opening = Handshakes.opening(story, context) else { return nil }
    let completing = Handshakes.completing(story, context, opening)
    guard let first = completing.first else { return nil }
    let movedOn = Handshakes.serverMovedOn(story, context, opening)
    let repeats = Handshakes.repeatedSYNACKs(story, context, .server).filter { again in
      again.index > first && again.byTimer && again.index < movedOn ?? .max
        && context.canReact(story, .server, to: story.segments[first].time, at: story.segments[again.index].time)
    }.map(\.index)
    guard let last = repeats.last, let firstRepeat = repeats.first else { return nil }
    let ignored = completing.filter { index in
      index < last
        && context.canReact(story, .server, to: story.segments[index].time, at: story.segments[last].time)
    }
    guard !ignored.isEmpty else { return nil }
    let afterRepeat = ignored.contains { $0 > firstRepeat }
    let data = ignored.filter { story.segments[$0].payloadLength > 0 }
    let isOverflow = ignored.count >= 2 && afterRepeat || data.count >= 2
    return IgnoredThirdACK(
      opening: opening, completing: completing, ignored: ignored, repeats: repeats, movedOn: movedOn,
      isOverflow: isOverflow)
  }
}
