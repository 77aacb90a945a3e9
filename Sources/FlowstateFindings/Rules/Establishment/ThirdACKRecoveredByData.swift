import FlowstateCore

/// No bare third ACK: the client's first data or FIN completed the handshake.
///
/// Kinds: `lost` (notice: the SYN-ACK was repeated in between, or a segment is missing before), `piggybacked` (info: the
/// ACK may ride on data, RFC 9293 §3.10.7.3).
/// Not this finding when a bare ACK was seen before, or when it is a FIN and the capture holds SYNs, FINs and RSTs alone: a
/// filter left the ACK out.
enum ThirdACKRecoveredByData: FindingRule {
  static let id = "third-ack-recovered-by-data"
  static let title = Sentence(en: "Data completed the handshake instead of a bare ACK", zh: "由数据完成握手，未见单独的第三次 ACK")
  static let group = RuleGroup.establishment
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.10.7.3"), .rfc(9293, "3.10.7.4")]
  static let trigger: Facts = [.oddThirdACK, .synACKRepeated]
  static let pattern = "tcp.len > 0 || tcp.flags.fin == 1"
  static let examples: [Example] = [
    .flagged(
      "ACK on data", kind: "piggybacked",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.021 --> P. 1:6 ack 1 -->
        0.041 <-- . 1:1 ack 6 <--
        """),
    .flagged(
      "ACK lost before the capture point, SYN-ACK repeated", kind: "lost",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.021 --X . 1:1 ack 1
        1.020 <-- S. 0:0 ack 1 <--
        1.022 --> P. 1:6 ack 1 -->
        1.042 <-- . 1:1 ack 6 <--
        """),
    .clean("bare ACK first", Trace.exchange),
    .clean(
      "a filter that leaves out bare ACKs and data",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.021 --> . 1:1 ack 1 uncaptured -->
        0.100 --> F. 1:1 ack 1 -->
        0.120 <-- F. 1:1 ack 2 <--
        0.121 --> . 2:2 ack 2 uncaptured -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let opening = Handshakes.opening(story, context), !story.facts.contains(.synFromBoth) else { return }
    guard
      let first = context.outline.live.first(where: { index in
        index > opening.synACK && story.segments[index].sender == .client && !story.segments[index].flags.contains(.syn)
      })
    else { return }
    let segment = story.segments[first]
    let answer = story.segments[opening.synACK]
    guard segment.flags.contains(.ack), !segment.isRST, segment.length > 0, segment.elided == 0,
      segment.sequence == answer.acknowledgment, answer.end.isAtMost(segment.acknowledgment),
      story.fate(first) != .foreign, !(segment.isFIN && context.mayLackACKs)
    else { return }
    let repeated = Handshakes.repeatedSYNACKs(story, context, .server).contains { $0.index < first && $0.byTimer }
    let syn = story.segments[opening.syn]
    let skips = syn.identification != 0 && segment.identification &- syn.identification == 2
    let isLost = repeated || (skips && context.outline.syn.client.count == 1)
    let what = segment.isFIN && segment.payloadLength == 0 ? "FIN" : "data"
    let wait = segment.time &- answer.time
    report.add(
      story, at: [opening.syn, opening.synACK, first], kind: isLost ? "lost" : "piggybacked",
      severity: isLost ? .notice : .info, confidence: isLost ? .strong : .certain, about: story.subject(.client),
      en: isLost
        ? "The third ACK is missing; the client's \(what) \(Text.duration(wait)) after the SYN-ACK completed the handshake"
        : "The client's first \(what) carried the handshake's ACK, \(Text.duration(wait)) after the SYN-ACK",
      zh: isLost
        ? "缺少第三次 ACK；SYN-ACK 之后 \(Text.duration(wait))，由客户端的\(what == "FIN" ? " FIN " : "数据")完成握手"
        : "第三次 ACK 由客户端的首个\(what == "FIN" ? " FIN " : "数据段")捎带，距 SYN-ACK \(Text.duration(wait))",
      details: [Detail("after_syn_ack", .duration(wait))])
  }
}
