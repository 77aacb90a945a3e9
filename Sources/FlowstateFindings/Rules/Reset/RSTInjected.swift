import FlowstateCore

/// The RST was probably not sent by the end that it names, but by a device or a forger.
///
/// Evidence is scored: the named end goes on, the RST came earlier than that end could react, its TTL or identification
/// is not that end's, or the SYN that it refuses is accepted after all. Kind `bad-checksum`: its checksum is wrong, its receiver ignores it, its named sender goes on: meant
/// for whoever watches (a notice). It says "device", not "attack": proxies reset for reasons of their own.
/// Not this finding when the RST leaves the capturing host, or answers something that its end must reset.
enum RSTInjected: FindingRule {
  static let id = "rst-injected"
  static let title = Sentence(en: "The RST did not come from the end that it names", zh: "RST 并非来自其声称的一端")
  static let group = RuleGroup.reset
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(5961), .rfc(4953), .rfc(3360)]
  static let trigger: Facts = [.rst, .badChecksum]
  static let pattern = "tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "another TTL, and the named end goes on",
      Trace.open + """
        0.100 --> P. 1:6 ack 1 -->
        0.105 <-- R 1:1 ttl 240 <--
        0.120 <-- . 1:1 ack 6 <--
        0.130 <-- P. 1:11 ack 6 <--
        """),
    .flagged(
      "with a wrong checksum", kind: "bad-checksum",
      Trace.exchange + """
        1.000 --> R 101:101 bad-checksum -->
        1.500 --> P. 101:201 ack 501 -->
        1.520 <-- . 501:501 ack 201 <--
        """),
    .flagged(
      "it refuses a SYN that the server accepts",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.010  <-- R. =0 ack 1 ttl 240 <--
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> R 1:1 -->
        """),
    .clean(
      "refused, and accepted when asked again",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- R. =0 ack 1 <--
        0.500  --> S 0:0 -->
        0.520  <-- S. 0:0 ack 1 <--
        0.5205 --> . 1:1 ack 1 -->
        """),
    .clean("the server rejects the third ACK", Trace.open + "0.0410 <-- R 1:1 <--"),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    if story.facts.contains(.badChecksum), wrongChecksum(story, context, &report) { return }
    for reading in context.resets {
      let score = Injection.score(reading, story, context)
      guard let confidence = score.confidence else { continue }
      let reset = story.segments[reading.index]
      let next = context.outline.live.first { index in
        index > reading.index && story.segments[index].sender == reading.sender && !story.segments[index].isRST
      }
      let heard = story.usualHopLimit(reading.sender, before: reading.index)
      let usual = heard == 0 ? next.map { story.segments[$0].hopLimit } ?? 0 : heard
      report.add(
        story, at: [reading.answered, reading.index, next].compactMap { $0 }, shownAt: reading.index,
        confidence: confidence, about: story.subject(reading.sender),
        en:
          "The RST in the \(Text.english(reading.sender))'s name is probably not its own (TTL \(reset.hopLimit), usually \(usual)): "
          + (score.proofs + score.marks).joined(separator: ", "),
        zh: "以\(Text.chinese(reading.sender))名义发出的 RST 很可能并非其所发（TTL \(reset.hopLimit)，平时为 \(usual)）："
          + (score.proofs + score.marks).joined(separator: "、"),
        details: [
          Detail("proofs", .list(score.proofs.map { .text($0) })),
          Detail("marks", .list(score.marks.map { .text($0) })),
          Detail("points", .integer(Int64(score.points))), Detail("ttl", .integer(Int64(reset.hopLimit))),
          Detail("usual_ttl", .integer(Int64(usual))),
        ])
      return
    }
  }

  /// An RST with a wrong checksum, in the name of an end whose other checksums are right and that goes on.
  private static func wrongChecksum(
    _ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport
  ) -> Bool {
    let resets = story.segments.indices.filter { index in
      let segment = story.segments[index]
      return segment.isRST && segment.notes.contains(.badChecksum) && !segment.notes.contains(.captureDuplicate)
    }
    guard let first = resets.first else { return false }
    let side = story.segments[first].sender
    guard story.figures[side].badChecksum == UInt32(clamping: resets.count),
      let next = context.outline.live.first(where: { index in
        index > first && story.segments[index].sender == side && !story.segments[index].isRST
      })
    else { return false }
    report.add(
      story, at: resets + [next], shownAt: first, kind: "bad-checksum", severity: .notice, confidence: .strong,
      about: story.subject(side),
      en:
        "An RST in the \(Text.english(side))'s name has a wrong checksum, and the \(Text.english(side)) goes on: forged, to mislead whoever watches",
      zh: "以\(Text.chinese(side))名义发出的 RST 校验和错误，而\(Text.chinese(side))继续通信：系伪造，意在误导监测设备")
    return true
  }
}
