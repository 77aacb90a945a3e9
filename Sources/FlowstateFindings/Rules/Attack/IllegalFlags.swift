import FlowstateCore

/// Combinations of control bits that no TCP sends: SYN with FIN, SYN with RST, FIN with RST, all, none.
///
/// Not this finding for a probe without flags, or of FIN, PSH and URG, outside a connection (`fin-null-xmas-scan`), and
/// for segments with a bad checksum.
enum IllegalFlags: FindingRule {
  static let id = "illegal-flags"
  static let title = Sentence(en: "Impossible combination of flags", zh: "非法的 TCP 标志位组合")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.1")]
  static let trigger: Facts = .oddFlags
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.fin == 1 || tcp.flags.syn == 1 && tcp.flags.reset == 1"
  static let examples: [Example] = [
    .flagged(
      "SYN and FIN", kind: "syn-fin",
      Trace.peers + """
        0.000 --> SF 0:0 -->
        0.020 <-- R. =0:=0 ack 2 <--
        """),
    .clean("an ordinary exchange", Trace.exchange),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let isProbe = Probe.reading(story)?.probe.kind.isStealthy ?? false
    var found: [String: [Int]] = [:]
    for index in context.outline.live {
      if isProbe, index == 0 { continue }
      if let kind = kind(story.segments[index].flags) { found[kind, default: []].append(index) }
    }
    for (kind, indices) in found.sorted(by: { $0.key < $1.key }) {
      report.add(
        story, at: indices, shownAt: indices[0], kind: kind, confidence: .certain,
        about: story.subject(story.segments[indices[0]].sender),
        en: "\(Text.count(indices.count, "segment")) with a combination of flags that no TCP sends (\(kind))",
        zh: "\(indices.count) 个报文段的标志位组合（\(kind)）不可能由正常 TCP 发出",
        details: [Detail("segments", .integer(Int64(indices.count)))])
    }
  }

  private static func kind(_ flags: TCPFlags) -> String? {
    switch flags.intersection([.syn, .fin, .rst]) {
    case [.syn, .fin, .rst]: return flags.isSuperset(of: [.ack, .psh, .urg]) ? "all" : "syn-fin-rst"
    case [.syn, .fin]: return "syn-fin"
    case [.syn, .rst]: return "syn-rst"
    case [.fin, .rst]: return "fin-rst"
    default: return flags.intersection([.syn, .fin, .rst, .ack, .psh, .urg]).isEmpty ? "none" : nil
    }
  }
}
